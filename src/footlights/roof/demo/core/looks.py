"""Six looks on a runway, drawn from numbers: a silhouette is a width for each height, a cloth is a pattern."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from . import sea

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Colour = tuple[float, float, float]

WIDTH: Final = sea.WIDTH
HEIGHT: Final = sea.HEIGHT
RATE: Final = sea.RATE
_WALK: Final = 8.0  # seconds that a look takes to come forward
_BEAT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Look:
    """A look: widths at shoulder, waist and hem, where it ends (1 at the foot), two colours and a pattern."""

    shoulder: float
    waist: float
    hem: float
    ends: float
    cloth: Colour
    second: Colour
    pattern: Callable[[Floats, Floats], Floats]


def _stripes(x: Floats, y: Floats) -> Floats:
    return (np.sin(x * 42) > 0.35).astype(np.float32)


def _waves(x: Floats, y: Floats) -> Floats:
    return (np.sin(y * 46 + 2.2 * np.sin(x * 18)) > 0.2).astype(np.float32)


def _checks(x: Floats, y: Floats) -> Floats:
    found: Floats = ((np.sin(x * 34) > 0) ^ (np.sin(y * 34) > 0)).astype(np.float32)
    return found


def _clouds(x: Floats, y: Floats) -> Floats:
    found: Floats = (np.sin(x * 21 + 2 * np.sin(y * 13)) * np.sin(y * 17 + 2 * np.sin(x * 11)) > 0.25).astype(
        np.float32
    )
    return found


def _band(x: Floats, y: Floats) -> Floats:
    found: Floats = ((y > 0.80) & (y < 0.90)).astype(np.float32)
    return found


def _plain(x: Floats, y: Floats) -> Floats:
    return np.zeros_like(x)


LOOKS: Final = (
    Look(0.115, 0.085, 0.23, 0.88, (0.13, 0.20, 0.36), (0.90, 0.86, 0.76), _waves),
    Look(0.13, 0.12, 0.15, 0.66, (0.80, 0.25, 0.20), (0.95, 0.78, 0.36), _clouds),
    Look(0.10, 0.075, 0.095, 0.93, (0.10, 0.36, 0.33), (0.86, 0.72, 0.42), _band),
    Look(0.145, 0.145, 0.17, 0.72, (0.84, 0.80, 0.70), (0.18, 0.17, 0.17), _checks),
    Look(0.105, 0.08, 0.26, 0.78, (0.62, 0.44, 0.66), (0.95, 0.93, 0.90), _stripes),
    Look(0.12, 0.095, 0.20, 0.96, (0.93, 0.91, 0.86), (0.93, 0.91, 0.86), _plain),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """What stays the same from frame to frame, (rows, columns, 3)."""

    still: Floats


def make_stage() -> Stage:
    """Return the empty runway."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    wall = 0.62 - 0.22 * np.hypot((x - 320) / 330, (y - 130) / 260)
    depth = np.clip((y - 190) / (HEIGHT - 190), 0, 1)
    runway = np.clip((46 + 205 * depth - np.abs(x - 320)) / 2 + 0.5, 0, 1) * (y > 190)
    shine = 0.86 - 0.25 * (1 - depth)
    lines = np.exp(-(((np.abs(x - 320) - (44 + 202 * depth)) / (1 + 2 * depth)) ** 2)) * (y > 190)
    still: Any = (
        wall[..., None] * np.array((0.80, 0.76, 0.72)) * (1 - runway[..., None])
        + (shine * runway)[..., None] * np.array((0.93, 0.90, 0.86))
        + lines[..., None] * np.array((0.9, 0.62, 0.2)) * 0.5
    )
    floor = ((y > 190) * (1 - runway))[..., None] * np.array((0.20, 0.19, 0.19))
    return Stage(np.clip(still - floor, 0, 1).astype(np.float32))


def draw(stage: Stage, seconds: float) -> Bytes:
    """Return one frame: (rows, columns, 3) bytes of red, green and blue."""
    picture = stage.still.copy()
    for behind in (1, 0):  # the next one comes out while the first turns away
        turn = seconds + behind * _WALK * 0.62
        share = (turn % _WALK) / _WALK if not behind else ((turn % _WALK) / _WALK) * 0.5
        number = int(turn // _WALK)
        if behind and share > 0.25:
            continue
        _figure(picture, LOOKS[number % len(LOOKS)], share, seconds)
    flash = math.exp(-(((seconds + 0.7) % 3.7) / 0.09)) * 0.25
    frame: Bytes = (np.clip(picture + np.float32(flash), 0, 1) * 255 + 0.5).astype(np.uint8)
    return frame


def _figure(picture: Floats, look: Look, share: float, seconds: float) -> None:
    """Draw someone in a look, coming forward: share 0 far, 1 near."""
    tall = 96 + 214 * share**1.15
    foot = 214 + 136 * share**1.1
    sway = math.sin(2 * math.pi * seconds / (_BEAT * 2))
    middle = 320 + sway * tall * 0.014
    half = int(tall * 0.34)
    top, left = int(foot - tall), int(middle) - half
    rows, columns = (
        slice(max(0, top), min(HEIGHT, int(foot) + 2)),
        slice(max(0, left), min(WIDTH, left + 2 * half)),
    )
    grid_y, grid_x = np.mgrid[rows, columns].astype(np.float32)
    y, x = (grid_y - top) / tall, (grid_x - middle) / tall
    cover, colour = _dress(look, x, y, sway)
    fade = min(1.0, share * 8) * min(1.0, (1 - share) * 10)
    patch = picture[rows, columns]
    shade = np.exp(-((x / 0.17) ** 2) - ((y - 1.0) / 0.02) ** 2)[..., None] * np.float32(0.4 * fade)
    patch[:] = patch * (1 - shade)
    cover = cover[..., None] * np.float32(fade)
    patch[:] = patch * (1 - cover) + colour * cover


def _dress(look: Look, x: Floats, y: Floats, sway: float) -> tuple[Floats, Floats]:
    """Return what of a figure is covered, and its colours, in units of its height."""
    soft = np.float32(130)
    skin = np.array((0.72, 0.55, 0.45), dtype=np.float32)
    colour = np.ones((*x.shape, 3), dtype=np.float32) * skin
    cover = np.clip((0.052 - np.hypot(x, (y - 0.068) * 0.82)) * soft + 0.5, 0, 1)
    neck = np.clip((0.022 - np.abs(x)) * soft + 0.5, 0, 1) * ((y > 0.09) & (y < 0.17))
    legs = np.zeros_like(x)
    for side in (-1, 1):
        knee = side * (0.036 + 0.012 * sway * side)
        legs = np.maximum(
            legs, np.clip((0.026 - np.abs(x - knee)) * soft + 0.5, 0, 1) * ((y > 0.5) & (y < 0.99))
        )
    hair = np.clip((0.058 - np.hypot(x, (y - 0.052) * 0.95)) * soft + 0.5, 0, 1) * (y < 0.062)
    waist_at = 0.40
    upper = look.shoulder + (look.waist - look.shoulder) * np.clip((y - 0.16) / (waist_at - 0.16), 0, 1)
    lower = (
        look.waist + (look.hem - look.waist) * np.clip((y - waist_at) / (look.ends - waist_at), 0, 1) ** 1.2
    )
    wide = np.where(y < waist_at, upper, lower)
    moved = x - sway * 0.012 * np.clip((y - waist_at) * 2, 0, 1)
    worn = np.clip((wide - np.abs(moved)) * soft + 0.5, 0, 1) * ((y > 0.155) & (y < look.ends))
    sleeves = np.zeros_like(x)
    for side in (-1, 1):
        arm = side * (look.shoulder + 0.012 + 0.045 * (y - 0.17) + 0.02 * side * sway * (y - 0.2))
        sleeves = np.maximum(
            sleeves, np.clip((0.024 - np.abs(x - arm)) * soft + 0.5, 0, 1) * ((y > 0.165) & (y < 0.47))
        )
    marks = look.pattern(moved, y)[..., None]
    cloth = (
        np.array(look.cloth, dtype=np.float32) * (1 - marks) + np.array(look.second, dtype=np.float32) * marks
    )
    folds = (0.86 + 0.14 * np.sin(moved * 60 + sway))[..., None] * (
        1 - 0.35 * np.clip(np.abs(moved) / 0.25, 0, 1)
    )[..., None]
    for part, tint in (
        (legs, skin * 0.9),
        (sleeves, cloth * folds * 0.92),
        (worn, cloth * folds),
        (hair, skin * 0.14),
    ):
        share = part[..., None]
        colour = colour * (1 - share) + tint * share
    whole: Floats = np.maximum.reduce([cover, neck, legs, worn, sleeves, hair]).astype(np.float32)
    return whole, colour.astype(np.float32)


def sound(seconds: int) -> NDArray[np.int16]:
    """Return a walking beat with a soft chord; (samples, 2)."""
    count = seconds * RATE
    at = np.arange(count) / RATE
    beat = at % _BEAT
    kick = np.sin(2 * math.pi * (52 * beat + 10 * (1 - np.exp(-beat * 30)))) * np.exp(-beat * 12)
    random = np.random.default_rng(6)
    hat = random.standard_normal(count) * np.exp(-((at + _BEAT / 2) % _BEAT) * 60) * 0.10
    chord = sum(
        np.sin(2 * math.pi * pitch * at + 0.4 * np.sin(at)) * (0.6 + 0.4 * np.sin(2 * math.pi * at / slow))
        for pitch, slow in ((110.0, 8), (164.81, 16), (220.0, 12), (277.18, 10))
    ) * 0.10  # fmt: skip
    ends = np.clip(np.minimum(at, seconds - at) / 1.5, 0, 1)
    mixed: Any = np.stack([(kick * 0.7 + hat + chord) * ends, (kick * 0.7 - hat + chord) * ends], axis=1)
    samples: NDArray[np.int16] = (mixed / np.abs(mixed).max() * 0.7 * 32_767).astype(np.int16)
    return samples
