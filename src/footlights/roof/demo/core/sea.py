"""A sea, drawn from numbers: swells under a low sun, one frame for each instant; at dusk, unless told otherwise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

WIDTH: Final = 640
HEIGHT: Final = 360
FRAMES_PER_SECOND: Final = 24
RATE: Final = 48_000  # samples per second of sound
HORIZON: Final = 150
Colour = tuple[float, float, float]

# Each swell: length in metres, direction in radians from straight towards the shore, height in metres.
_SWELLS: Final = (
    (31.0, 0.10, 0.42), (19.0, -0.28, 0.30), (11.5, 0.42, 0.19), (7.1, -0.61, 0.115),
    (4.3, 0.83, 0.072), (2.6, -0.20, 0.046), (1.55, 0.55, 0.030), (0.93, -0.95, 0.018),
)  # fmt: skip
_GRAVITY: Final = 9.81  # m/s²


@dataclass(frozen=True, slots=True)
class Light:
    """An hour of the day: where the sun stands, and every colour that follows from it.

    sun: across (share of the width), down (rows); disc: its radius in rows, 0 behind mist.
    sky: from the top down, the middle, and low over the water. glow: near the sun, and far around it.
    water: far out, near, and in the troughs.
    """

    sun: tuple[float, float] = (0.36, 118.0)
    disc: float = 15.5
    sun_colour: Colour = (1.0, 0.86, 0.56)
    sky: tuple[Colour, Colour, Colour] = ((0.10, 0.13, 0.25), (0.44, 0.27, 0.33), (0.98, 0.62, 0.34))
    glow: tuple[Colour, Colour] = ((0.55, 0.34, 0.12), (0.20, 0.08, 0.02))
    cloud: Colour = (0.9, 0.45, 0.35)
    water: tuple[Colour, Colour, Colour] = ((0.86, 0.52, 0.34), (0.16, 0.19, 0.31), (0.03, 0.06, 0.12))
    glint: Colour = (0.95, 0.703, 0.399)
    foam: Colour = (0.85, 0.78, 0.76)
    haze: Colour = (0.95, 0.60, 0.38)


DUSK: Final = Light()


@dataclass(frozen=True, slots=True)
class Stage:
    """What stays the same from frame to frame.

    across, away: metres from the eye of each point of the water, (rows, columns).
    sky: (rows, columns, 3), 0–1.
    """

    light: Light
    across: Floats
    away: Floats
    sky: Floats
    fade: Floats


def make_stage(light: Light = DUSK) -> Stage:
    """Return the still part of the picture: sky, sun, and where each pixel of the water lies."""
    rows = np.arange(HEIGHT - HORIZON, dtype=np.float32)[:, None] + 0.8
    columns = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :]
    away = np.float32(2.4) * np.float32(180) / rows + np.zeros_like(columns)
    across = columns * away * np.float32(0.9)
    fade = np.clip(rows / (HEIGHT - HORIZON), 0, 1).astype(np.float32)
    return Stage(light, across, away, _sky(light), fade)


def _sky(light: Light) -> Floats:
    down = np.linspace(0, 1, HORIZON, dtype=np.float32)[:, None, None]
    top, middle, low = (np.array(colour, dtype=np.float32) for colour in light.sky)
    sky: Any = np.where(
        down < 0.62,
        top + (middle - top) * (down / 0.62),
        middle + (low - middle) * (np.maximum(down - 0.62, 0) / 0.38) ** 1.4,
    )
    y, x = np.mgrid[0:HORIZON, 0:WIDTH].astype(np.float32)
    across, down_to = light.sun
    reach = np.hypot(x - across * WIDTH, (y - down_to) * 1.05)
    near, around = (np.array(colour) for colour in light.glow)
    glow = np.exp(-reach / 70)[..., None] * near + np.exp(-reach / 260)[..., None] * around
    disc = np.clip((light.disc - reach) / 1.6, 0, 1)[..., None] * np.array(light.sun_colour)
    bands = sum(
        np.exp(-(((y - line - 3 * np.sin(x / run + turn)) / thick) ** 2))
        * (strength * np.maximum(0, np.sin(x / (run * 1.7) + 2 * turn) + 0.5 * np.sin(x / 41 + turn)))
        for line, run, turn, thick, strength in (
            (62, 90, 0.4, 5, 0.16), (80, 130, 2.0, 4, 0.20), (98, 75, 4.2, 3, 0.22), (34, 170, 1.1, 8, 0.10)
        )
    )  # fmt: skip
    cloud = np.asarray(bands)[..., None] * np.array(light.cloud)
    picture: Floats = np.clip(
        sky * np.ones((1, WIDTH, 1)) + glow + np.maximum(disc - sky * 0.3, 0) + cloud, 0, 1
    ).astype(np.float32)
    return picture


def draw(stage: Stage, seconds: float) -> Bytes:
    """Return one frame: (rows, columns, 3) bytes of red, green and blue."""
    light = stage.light
    slope_x, slope_z, height = water(stage.across, stage.away, seconds)
    columns = np.linspace(0, 1, WIDTH, dtype=np.float32)[None, :]
    # A facet mirrors the sky above it: the steeper towards us, the higher and darker the sky it shows.
    tilt = np.clip(0.5 + slope_z * 2.2, 0, 1)[..., None]
    far, near, deep = (np.array(colour, dtype=np.float32) for colour in light.water)
    share = stage.fade[..., None] ** 0.55
    colour = (far + (near - far) * share) * (1 - tilt * 0.75) + deep * tilt * 0.75
    # Towards the sun, facets that lean the right way send its light to the eye: the glitter path.
    offset = (columns - np.float32(light.sun[0])) * np.float32(2.1)
    lean = (slope_x * np.float32(2.0) - offset) ** 2 / (np.float32(0.018) + stage.fade * np.float32(0.11))
    rise = (slope_z * np.float32(1.5) + np.float32(0.02)) ** 2 / np.float32(0.030)
    glitter = np.exp(-lean - rise)[..., None]
    colour = colour + glitter * np.array(light.glint, dtype=np.float32)
    foam = np.clip(height * np.float32(2.6) - np.float32(1.55), 0, 0.35)[..., None] * stage.fade[..., None]
    colour = colour + foam * np.array(light.foam, dtype=np.float32)
    haze = np.exp(-(stage.fade[..., None]) * np.float32(22)) * np.float32(0.55)
    colour = colour * (1 - haze) + np.array(light.haze, dtype=np.float32) * haze
    breath = np.float32(0.985 + 0.015 * math.sin(seconds / 5))
    picture = np.concatenate([stage.sky * breath, np.clip(colour, 0, 1)], axis=0)
    return (picture * 255 + 0.5).astype(np.uint8)


def water(across: Floats, away: Floats, seconds: float) -> tuple[Floats, Floats, Floats]:
    """Return the water's slope across, its slope away, and its height in metres, at points metres from the eye.

    Each swell runs at the speed that deep water gives its length. Source: Airy, linear wave theory.
    """
    slope_x = np.zeros_like(across)
    slope_z = np.zeros_like(across)
    height = np.zeros_like(across)
    for length, direction, metres in _SWELLS:
        number = 2 * math.pi / length
        kx, kz = np.float32(number * math.sin(direction)), np.float32(number * math.cos(direction))
        phase = kx * across + kz * away + np.float32(math.sqrt(_GRAVITY * number) * seconds)
        # Waves finer than a pixel far out are averaged away.
        seen = np.exp(-((away * np.float32(0.03 / length) * np.float32(2.0)) ** 2)) * np.float32(metres)
        cosine = np.cos(phase) * seen
        height += np.sin(phase) * seen
        slope_x += cosine * kx
        slope_z += cosine * kz
    return slope_x, slope_z, height


def sound(seconds: int, seed: int = 20) -> NDArray[np.int16]:
    """Return the sound of it: surf that comes and goes, and a slow chord under it; (samples, 2)."""
    random = np.random.default_rng(seed)
    count = seconds * RATE
    at = np.arange(count) / RATE
    sides = []
    for side in range(2):
        white = random.standard_normal(count)
        surf = _softened(white, 900) * (0.35 + 0.65 * np.sin(math.pi * (at / 8.5 + 0.13 * side)) ** 2)
        hiss = (
            (white - _softened(white, 5000)) * 0.05 * np.sin(math.pi * (at / 8.5 + 0.13 * side + 0.12)) ** 4
        )
        sides.append(surf * 0.5 + hiss)
    chord = sum(
        np.sin(2 * math.pi * pitch * at + turn) * (0.5 + 0.5 * np.sin(2 * math.pi * at / slow + turn)) * loud
        for pitch, slow, turn, loud in (
            (98.00, 16, 0.0, 0.10), (146.83, 21, 1.0, 0.08), (196.00, 13, 2.1, 0.06), (246.94, 18, 3.0, 0.04),
            (293.66, 27, 4.4, 0.03),
        )
    )  # fmt: skip
    ends = np.clip(np.minimum(at, seconds - at) / 2, 0, 1)
    mixed: Any = (np.stack(sides, axis=1) + np.asarray(chord)[:, None]) * ends[:, None]
    samples: NDArray[np.int16] = (np.clip(mixed / np.abs(mixed).max() * 0.7, -1, 1) * 32_767).astype(np.int16)
    return samples


def _softened(noise: NDArray[np.float64], hertz: float) -> NDArray[np.float64]:
    """Return noise without what lies above a pitch."""
    spectrum = np.fft.rfft(noise)
    pitches = np.fft.rfftfreq(len(noise), 1 / RATE)
    soft: NDArray[np.float64] = np.fft.irfft(spectrum / (1 + (pitches / hertz) ** 2), len(noise))
    return soft / max(1e-9, float(np.abs(soft).max()))
