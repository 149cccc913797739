"""Five dancers with ribbons, drawn from numbers: limbs as soft rods, a floor that mirrors them, one lamp each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from . import sea

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Point = tuple[float, float]

WIDTH: Final = sea.WIDTH
HEIGHT: Final = sea.HEIGHT
RATE: Final = sea.RATE
_FLOOR: Final = 268  # row on which they stand
_TALL: Final = 128.0  # rows from foot to crown
_BEAT: Final = 1.25  # seconds
_COLOURS: Final = (
    (0.93, 0.33, 0.26),
    (0.96, 0.72, 0.28),
    (0.34, 0.70, 0.72),
    (0.80, 0.42, 0.62),
    (0.92, 0.90, 0.84),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What stays the same from frame to frame: the dark, the floor's light, (rows, columns, 3)."""

    still: Floats


def make_stage() -> Stage:
    """Return the empty stage."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    back = np.exp(-(((y - 150) / 150) ** 2) - ((x - 320) / 360) ** 2)[..., None]
    floor = (np.clip((y - _FLOOR + 26) / 50, 0, 1) * np.exp(-(((x - 320) / 300) ** 2)))[..., None]
    still: Any = (
        np.array((0.025, 0.03, 0.06))
        + back * np.array((0.07, 0.06, 0.16))
        + floor * np.array((0.16, 0.11, 0.09))
    )
    curtain = (0.5 + 0.5 * np.sin(x / 9 + 2 * np.sin(x / 57)))[..., None] * np.clip(
        (_FLOOR - 26 - y) / 200, 0, 1
    )[..., None]
    return Stage((still + curtain * np.array((0.05, 0.008, 0.012))).astype(np.float32))


def draw(stage: Stage, seconds: float) -> Bytes:
    """Return one frame: (rows, columns, 3) bytes of red, green and blue."""
    picture = stage.still.copy()
    for place, colour in enumerate(_COLOURS):
        turn = place * 0.7
        x = 320 + (place - 2) * (104 + 22 * math.sin(seconds / 7)) + 26 * math.sin(seconds / 3.1 + turn)
        _lamp(picture, x, seconds, place)
        _ribbon(picture, x, seconds + turn * 0.4, colour)
        _body(picture, x, seconds + turn * 0.25, colour)
    return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)


def _lamp(picture: Floats, x: float, seconds: float, place: int) -> None:
    """Add a lamp's pool of light under a dancer and its beam above."""
    y, columns = np.mgrid[0:HEIGHT, 0:WIDTH:1].astype(np.float32)[:, ::4, ::4]
    swell = 0.75 + 0.25 * math.sin(seconds / 2.3 + place)
    pool = np.exp(-(((columns - x) / 62) ** 2) - ((y - _FLOOR - 8) / 13) ** 2) * 0.30
    wide = 8 + y * 0.17
    beam = (
        np.exp(-(((columns - x - (y - _FLOOR) * 0.05 * (place - 2)) / wide) ** 2)) * 0.055 * (y < _FLOOR + 8)
    )
    light = np.repeat(np.repeat((pool + beam) * swell, 4, axis=0), 4, axis=1)[..., None]
    picture += light * np.array((1.0, 0.86, 0.66), dtype=np.float32)


def _joints(x: float, at: float) -> dict[str, Point]:
    """Return where a dancer's joints are: two legs, two arms and a leaning trunk, each on a beat of its own."""
    swing = math.sin(2 * math.pi * at / (_BEAT * 4))
    step = math.sin(2 * math.pi * at / (_BEAT * 2))
    leap = max(0.0, math.sin(2 * math.pi * at / (_BEAT * 8))) ** 6 * 22
    hip = (x, _FLOOR - 0.50 * _TALL - leap)
    chest = (hip[0] + 9 * swing, hip[1] - 0.27 * _TALL)
    head = (chest[0] + 4 * swing, chest[1] - 0.16 * _TALL)
    raised = 0.5 + 0.5 * math.sin(2 * math.pi * at / (_BEAT * 4) + 1)
    left = _limb(chest, 0.24 * _TALL, -2.6 + 1.7 * raised, 0.22 * _TALL, -2.2 + 1.9 * raised + 0.4 * step)
    right = _limb(chest, 0.24 * _TALL, -0.5 - 1.5 * raised, 0.22 * _TALL, -0.8 - 1.4 * raised - 0.4 * step)
    thigh = 0.25 * _TALL
    near = _limb(hip, thigh, 1.57 + 0.42 * step, 0.25 * _TALL, 1.57 + 0.25 * step + leap / 40)
    far = _limb(hip, thigh, 1.57 - 0.55 * step - leap / 30, 0.25 * _TALL, 1.75 - 0.3 * step + leap / 25)
    names = (
        "hip",
        "chest",
        "head",
        "elbow_l",
        "hand_l",
        "elbow_r",
        "hand_r",
        "knee_n",
        "foot_n",
        "knee_f",
        "foot_f",
    )
    return dict(zip(names, (hip, chest, head, *left, *right, *near, *far), strict=True))


def _limb(root: Point, first: float, angle: float, second: float, bend: float) -> tuple[Point, Point]:
    joint = (root[0] + first * math.cos(angle), root[1] + first * math.sin(angle))
    return joint, (joint[0] + second * math.cos(bend), joint[1] + second * math.sin(bend))


_BONES: Final = (
    ("hip", "chest", 10.0), ("chest", "head", 4.0), ("chest", "elbow_l", 4.4), ("elbow_l", "hand_l", 3.2),
    ("chest", "elbow_r", 4.4), ("elbow_r", "hand_r", 3.2), ("hip", "knee_n", 6.4), ("knee_n", "foot_n", 4.2),
    ("hip", "knee_f", 6.2), ("knee_f", "foot_f", 4.0),
)  # fmt: skip


def _body(picture: Floats, x: float, at: float, colour: tuple[float, float, float]) -> None:
    """Draw a dancer, lit from above, and their reflection."""
    joints = _joints(x, at)
    left, right = max(0, int(x) - 92), min(WIDTH, int(x) + 92)
    if right <= left:
        return
    y, columns = np.mgrid[0 : _FLOOR + 4, left:right].astype(np.float32)
    near = np.full(y.shape, 1e3, dtype=np.float32)
    for begin, end, thick in _BONES:
        np.minimum(near, _distance(columns, y, joints[begin], joints[end]) - thick, out=near)
    head = joints["head"]
    np.minimum(near, np.hypot(columns - head[0], (y - head[1]) * 0.85) - 8.2, out=near)
    hip, low = joints["hip"], _FLOOR - 34.0
    spread = np.clip((y - hip[1] + 8) / max(1.0, low - hip[1]), 0, 1)
    skirt = np.abs(columns - hip[0] + 6 * np.sin(at * 2.2) * spread) - (9 + 30 * spread**1.3)
    skirt = np.where((y > hip[1] - 8) & (y < low), skirt, 1e3)
    cover = np.clip(0.5 - near, 0, 1)[..., None]
    dress = np.clip(0.5 - skirt, 0, 1)[..., None]
    light = (0.55 + 0.45 * np.clip((_FLOOR - y) / _TALL, 0, 1))[..., None]
    trunk = _distance(columns, y, joints["hip"], (joints["chest"][0], joints["chest"][1] + 3)) - 11.5
    dress = np.maximum(dress, np.clip(0.5 - trunk, 0, 1)[..., None])
    skin = np.array((0.86, 0.70, 0.58), dtype=np.float32) * light
    folds = (0.78 + 0.22 * np.sin((columns - hip[0]) / 4.5 + at * 3))[..., None]
    cloth = np.array(colour, dtype=np.float32) * light * folds
    patch = picture[: _FLOOR + 4, left:right]
    patch[:] = patch * (1 - cover) + skin * cover
    patch[:] = patch * (1 - dress * 0.94) + cloth * dress * 0.94
    hair = np.hypot(columns - head[0], (y - head[1] + 2.4) * 0.95) - 7.6
    bun = np.hypot(columns - head[0] - 3, y - head[1] + 9.5) - 4.2
    dark = np.clip(0.5 - np.where(y < head[1] + 1, np.minimum(hair, bun), 1e3), 0, 1)[..., None]
    patch[:] = patch * (1 - dark) + np.array((0.05, 0.04, 0.05), dtype=np.float32) * dark
    shown = min(HEIGHT - _FLOOR - 4, 84)
    mirror, fade = patch[::-1][:shown], np.linspace(0.26, 0, shown, dtype=np.float32)[:, None, None]
    seen = np.maximum(cover, dress)[::-1][:shown]
    below = picture[_FLOOR + 4 : _FLOOR + 4 + shown, left:right]
    below[:] = below * (1 - seen * fade) + mirror * seen * fade


def _distance(x: Floats, y: Floats, begin: Point, end: Point) -> Floats:
    """Return how far each point lies from a straight line between two."""
    across, down = end[0] - begin[0], end[1] - begin[1]
    whole = max(1e-6, across * across + down * down)
    along = np.clip(((x - begin[0]) * across + (y - begin[1]) * down) / whole, 0, 1)
    found: Floats = np.hypot(x - begin[0] - along * across, y - begin[1] - along * down).astype(np.float32)
    return found


def _ribbon(picture: Floats, x: float, at: float, colour: tuple[float, float, float]) -> None:
    """Draw what flows from a dancer's hand: a wave that follows it, thinner and later towards its end."""
    points = 70
    for place in range(points):
        past = at - place * 0.02
        hand = _joints(x, past)["hand_r"]
        reach = place * 1.9
        px = hand[0] + reach * math.cos(2.2 * math.sin(past / 1.9)) * 0.9
        py = hand[1] - reach * 0.22 + 13 * math.sin(place / 9 - at * 4.2) * (place / points)
        size = max(1, round(3.4 * (1 - place / points) + 0.8))
        top, left = int(py) - size, int(px) - size
        if top < 0 or left < 0 or top + 2 * size >= _FLOOR or left + 2 * size >= WIDTH:
            continue
        share = 0.55 * (1 - place / points) + 0.1
        patch = picture[top : top + 2 * size, left : left + 2 * size]
        patch[:] = patch * (1 - share) + np.array(colour, dtype=np.float32) * share


def sound(seconds: int) -> NDArray[np.int16]:
    """Return a plucked tune in five tones over a slow drum; (samples, 2)."""
    count = seconds * RATE
    mixed = np.zeros((count, 2))
    tones = (293.66, 329.63, 392.0, 440.0, 493.88, 587.33)
    order = (0, 2, 3, 5, 4, 3, 1, 2, 0, 3, 4, 2)
    for place in range(int(seconds / (_BEAT / 2))):
        begin = int(place * _BEAT / 2 * RATE)
        length = min(count - begin, int(1.6 * RATE))
        if length <= 0:
            break
        at = np.arange(length) / RATE
        pitch = tones[order[(place * 7 + place // 12) % len(order)]]
        pluck = sum(
            np.sin(2 * math.pi * pitch * n * at) * np.exp(-at * (3 + 1.6 * n)) / n for n in (1, 2, 3, 4)
        )
        side = 0.5 + 0.35 * math.sin(place)
        mixed[begin : begin + length, 0] += pluck * side * 0.5
        mixed[begin : begin + length, 1] += pluck * (1 - side) * 0.5
        if place % 4 == 0:
            drum = np.sin(2 * math.pi * (72 * at + 22 * (1 - np.exp(-at * 18)))) * np.exp(-at * 9)
            mixed[begin : begin + length] += drum[:, None] * 0.55
    ends = np.clip(np.minimum(np.arange(count), count - np.arange(count)) / RATE / 1.5, 0, 1)
    mixed *= ends[:, None]
    samples: NDArray[np.int16] = (mixed / np.abs(mixed).max() * 0.7 * 32_767).astype(np.int16)
    return samples
