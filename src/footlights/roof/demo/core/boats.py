"""Three small boats, drawn from numbers, each at an hour of its own: a coracle, a sampan, a pilot gig."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from . import sea
from .sketch import Bytes, Colour, Point, Sketch, lay

_PATCH: Final = (420, 210)
_WATERLINE: Final = 140  # row of the patch at which the boat floats
_SKIN: Final = (0.80, 0.60, 0.47)
_WOOD: Final = (0.52, 0.34, 0.20)
_CREW: Final = ((0.80, 0.30, 0.24), (0.90, 0.84, 0.70), (0.22, 0.42, 0.52), (0.86, 0.62, 0.24))


@dataclass(frozen=True, slots=True)
class Voyage:
    """A film of one boat.

    afloat: draws it, told its phase: 0–1 through a stroke. stroke: seconds that one takes.
    scale: pixels for a metre. row: where it floats. course: (share of the width at the start, per second).
    bright: how much of the boat's own colours this hour leaves. notes: pitches of its tune, in hertz.
    """

    afloat: Callable[[Sketch, float], None]
    light: sea.Light
    stroke: float
    scale: float
    row: int
    course: tuple[float, float]
    bright: float
    notes: tuple[float, ...]

    def make_stage(self) -> sea.Stage:
        """Return the still part of the picture."""
        return sea.make_stage(self.light)

    def draw(self, stage: sea.Stage, seconds: float) -> Bytes:
        """Return one frame: (rows, columns, 3) bytes of red, green and blue."""
        picture = sea.draw(stage, seconds)
        begin, speed = self.course
        surge = 0.004 * math.sin(2 * math.pi * seconds / self.stroke)
        middle = (begin + speed * seconds + surge) * sea.WIDTH
        # The boat rides the water that it lies on: its height under the middle, its slope from bow to stern.
        place = min(sea.WIDTH - 1, max(0, int(middle)))
        across = stage.across[self.row - sea.HORIZON, place] + np.array((-1.5, 0, 1.5), dtype=np.float32)
        away = np.full(3, stage.away[self.row - sea.HORIZON, place], dtype=np.float32)
        _, _, height = sea.water(across, away, seconds)
        tilt = 0.5 * math.atan2(float(height[2] - height[0]), 3.0)
        sketch = Sketch(_PATCH, self.scale, _WATERLINE, tilt, self.bright)
        self.afloat(sketch, seconds / self.stroke % 1)
        lift = round(float(height.mean()) * self.scale * 0.18)
        top = self.row - _WATERLINE - lift
        lay(picture, sketch.drawn(), round(middle) - _PATCH[0] // 2, top, _WATERLINE, seconds)
        return picture

    def sound(self, seconds: int) -> NDArray[np.int16]:
        """Return surf, a dip of the blade at each stroke, and a slow tune; (samples, 2)."""
        mixed = sea.sound(seconds, seed=int(self.scale)).astype(np.float64) / 32_767 * 0.7
        random = np.random.default_rng(7)
        dip = np.arange(int(0.45 * sea.RATE)) / sea.RATE
        tone = np.arange(int(2.2 * sea.RATE)) / sea.RATE
        for number in range(int(seconds / self.stroke)):
            _add(mixed, number * self.stroke, 0.16 * _dip(dip, random))
            if number % 2 == 0:
                pitch = self.notes[number // 2 * 5 % len(self.notes)]
                _add(mixed, number * self.stroke, 0.22 * _pluck(tone, pitch))
        count = np.arange(len(mixed))
        mixed *= np.clip(np.minimum(count, len(mixed) - count) / sea.RATE / 1.2, 0, 1)[:, None]
        samples: NDArray[np.int16] = (mixed / np.abs(mixed).max() * 0.7 * 32_767).astype(np.int16)
        return samples


def _add(mixed: NDArray[np.float64], begins: float, tone: NDArray[np.float64]) -> None:
    first = int(begins * sea.RATE)
    heard = tone[: max(0, len(mixed) - first)]
    mixed[first : first + len(heard)] += heard[:, None]


def _dip(at: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    soft: NDArray[np.float64] = np.convolve(random.standard_normal(len(at)), np.ones(40) / 12, "same")
    shaped: NDArray[np.float64] = soft * np.sin(math.pi * at / at[-1]) ** 2
    return shaped


def _pluck(at: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    tones = [np.sin(2 * math.pi * pitch * n * at) * np.exp(-at * (1.6 + n)) / n for n in (1, 2, 3)]
    whole: NDArray[np.float64] = np.sum(tones, axis=0)
    return whole


def _sitter(sketch: Sketch, seat: Point, lean: float, hands: Point, coat: Colour, hat: Colour) -> None:
    """Draw somebody who sits: legs forward, trunk leaning, both hands at one place."""
    shoulder = (seat[0] + 0.52 * math.sin(lean), seat[1] + 0.52 * math.cos(lean))
    sketch.rod(seat, (seat[0] + 0.42, seat[1] + 0.10), 0.17, (0.20, 0.20, 0.26))
    sketch.rod(seat, shoulder, 0.30, coat)
    elbow = ((shoulder[0] + hands[0]) / 2, (shoulder[1] + hands[1]) / 2 - 0.10)
    sketch.rod(shoulder, elbow, 0.12, coat, 0.84)
    sketch.rod(elbow, hands, 0.09, _SKIN)
    head = (shoulder[0] + 0.16 * math.sin(lean), shoulder[1] + 0.27)
    sketch.disc(head, 0.135, _SKIN)
    sketch.area(
        [(head[0] - 0.17, head[1] + 0.03), (head[0] + 0.17, head[1] + 0.03), (head[0], head[1] + 0.20)], hat
    )


def _coracle(sketch: Sketch, phase: float) -> None:
    """Draw a round boat of laths under a dark skin; one paddle draws a figure of eight over the bow."""
    turn = 2 * math.pi * phase
    blade = (1.06 + 0.16 * math.sin(2 * turn), -0.10 + 0.14 * math.sin(turn))
    hands = (0.52 + 0.05 * math.sin(turn), 0.92)
    _sitter(sketch, (-0.08, 0.40), 0.16 + 0.05 * math.sin(turn), hands, _CREW[2], (0.30, 0.26, 0.22))
    sketch.rod((0.46, 1.22), blade, 0.06, _WOOD, 1.3)
    sketch.rod((blade[0] - 0.03, blade[1] + 0.26), blade, 0.15, _WOOD, 1.2)
    around = [(math.cos(a), math.sin(a)) for a in np.linspace(math.pi, 2 * math.pi, 28)]
    sketch.area([(x * 0.92, 0.46 + y * 0.62) for x, y in around], (0.20, 0.17, 0.17))
    for place in np.linspace(-0.7, 0.7, 6):
        low = 0.46 - 0.60 * math.sqrt(1 - (place / 0.92) ** 2)
        sketch.rod((place, 0.44), (place * 0.82, low + 0.06), 0.025, (0.34, 0.28, 0.24))
    sketch.rod((-0.92, 0.47), (0.92, 0.47), 0.085, (0.66, 0.48, 0.28))


def _sampan(sketch: Sketch, phase: float) -> None:
    """Draw a flat boat with a roof of matting; one long oar sculls over the stern and never leaves the water."""
    turn = 2 * math.pi * phase
    sway = math.sin(turn)
    hull = [
        (-2.9, 0.62),
        (-2.3, 0.30),
        (-1.2, 0.20),
        (1.4, 0.20),
        (2.4, 0.36),
        (3.0, 0.78),
        (2.2, -0.25),
        (-2.2, -0.25),
    ]
    pivot, handle = (-2.45, 0.56), (-1.55 + 0.10 * sway, 1.22 + 0.06 * sway)
    sketch.rod(handle, (-3.75 - 0.12 * sway, -0.30), 0.07, _WOOD, 1.35)
    sketch.rod((-3.35 - 0.08 * sway, -0.06), (-3.85 - 0.12 * sway, -0.36), 0.15, _WOOD, 1.25)
    foot, hip = (-1.15, 0.24), (-1.10 + 0.10 * sway, 0.98)
    shoulder = (-1.16 + 0.20 * sway, 1.50)
    sketch.rod(foot, hip, 0.17, (0.18, 0.22, 0.30))
    sketch.rod((-0.78, 0.24), hip, 0.17, (0.22, 0.26, 0.34))
    sketch.rod(hip, shoulder, 0.30, (0.24, 0.40, 0.44))
    sketch.rod(shoulder, handle, 0.10, _SKIN)
    head = (shoulder[0] + 0.03, shoulder[1] + 0.27)
    sketch.disc(head, 0.135, _SKIN)
    sketch.area(
        [(head[0] - 0.36, head[1]), (head[0] + 0.36, head[1]), (head[0], head[1] + 0.27)], (0.84, 0.72, 0.44)
    )
    sketch.area(hull, (0.42, 0.27, 0.17))
    sketch.rod((-2.88, 0.62), (-1.2, 0.22), 0.10, (0.60, 0.40, 0.24))
    sketch.rod((-1.2, 0.22), (1.4, 0.22), 0.10, (0.60, 0.40, 0.24))
    sketch.rod((1.4, 0.22), (2.98, 0.78), 0.10, (0.60, 0.40, 0.24))
    roof = [(0.95 * math.cos(a) + 0.45, 0.22 + 0.82 * math.sin(a)) for a in np.linspace(0, math.pi, 30)]
    sketch.area(roof, (0.70, 0.56, 0.34))
    for height in (0.2, 0.4, 0.6):
        reach = 0.95 * math.sqrt(1 - height**2)
        sketch.rod(
            (0.45 - reach, 0.22 + 0.82 * height),
            (0.45 + reach, 0.22 + 0.82 * height),
            0.03,
            (0.50, 0.38, 0.22),
        )
    sketch.area(
        [(0.45 + 0.30 * math.cos(a), 0.22 + 0.56 * math.sin(a)) for a in np.linspace(0, math.pi, 20)],
        (0.16, 0.12, 0.10),
    )
    sketch.disc((0.45, 0.46), 0.09, (1.0, 0.72, 0.36), 1.5)
    sketch.rod(pivot, (-2.45, 0.44), 0.12, _WOOD)


def _gig(sketch: Sketch, phase: float) -> None:
    """Draw a long elm boat and its crew: six oars that catch, pull and come back together, and a coxswain."""
    turn = 2 * math.pi * phase
    reach, lifted = math.cos(turn), max(0.0, -math.sin(turn))
    for place in range(6):
        seat = (-2.55 + 1.02 * place, 0.34)
        hands = (seat[0] + 0.42 + 0.30 * reach, 0.62 + 0.10 * lifted)
        _sitter(sketch, seat, 0.42 * reach - 0.06, hands, _CREW[place % 4], (0.24, 0.26, 0.34))
    _sitter(sketch, (-3.75, 0.40), 0.05, (-3.55, 0.70), (0.92, 0.90, 0.84), (0.20, 0.24, 0.40))
    upper = [(x, 0.40 + 0.030 * abs(x) ** 1.9) for x in np.linspace(-4.7, 4.7, 40)]
    lower = [(x * 0.90, -0.22 + 0.012 * abs(x) ** 2.2) for x in np.linspace(4.7, -4.7, 40)]
    sketch.area([*upper, *lower], (0.16, 0.30, 0.36))
    for begin, end in itertools.pairwise(upper):
        sketch.rod(begin, end, 0.10, (0.88, 0.80, 0.62))
    for place in range(6):
        pin = (-2.05 + 1.02 * place, 0.46)
        swing = -0.85 - 0.42 * reach
        blade = (
            pin[0] + 1.15 * math.cos(swing) * 0.9,
            pin[1] + 1.0 * math.sin(swing) * 0.62 + 0.42 * lifted - 0.08,
        )
        sketch.rod((pin[0] - 0.26 * math.cos(swing), pin[1] + 0.14), blade, 0.05, (0.84, 0.70, 0.48))
        sketch.rod((blade[0] - 0.16, blade[1] + 0.10), blade, 0.13, (0.90, 0.82, 0.62))


_DAWN: Final = sea.Light(
    sun=(0.70, 122.0), disc=12.0, sun_colour=(1.0, 0.95, 0.82),
    sky=((0.55, 0.66, 0.74), (0.78, 0.80, 0.79), (0.96, 0.88, 0.76)),
    glow=((0.22, 0.17, 0.08), (0.08, 0.05, 0.02)), cloud=(0.30, 0.26, 0.22),
    water=((0.84, 0.82, 0.77), (0.40, 0.50, 0.54), (0.16, 0.25, 0.30)),
    glint=(0.50, 0.44, 0.34), foam=(0.55, 0.56, 0.56), haze=(0.93, 0.88, 0.79),
)  # fmt: skip
_NOON: Final = sea.Light(
    sun=(0.18, 18.0), disc=0.0, sun_colour=(1.0, 1.0, 0.95),
    sky=((0.20, 0.47, 0.72), (0.46, 0.68, 0.82), (0.82, 0.90, 0.90)),
    glow=((0.20, 0.18, 0.12), (0.10, 0.08, 0.05)), cloud=(0.75, 0.72, 0.68),
    water=((0.58, 0.78, 0.78), (0.10, 0.42, 0.46), (0.02, 0.20, 0.26)),
    glint=(0.80, 0.84, 0.76), foam=(0.90, 0.95, 0.94), haze=(0.80, 0.90, 0.90),
)  # fmt: skip
_NIGHT: Final = sea.Light(
    sun=(0.62, 44.0), disc=13.0, sun_colour=(0.92, 0.94, 0.98),
    sky=((0.015, 0.03, 0.085), (0.05, 0.09, 0.18), (0.15, 0.21, 0.31)),
    glow=((0.16, 0.18, 0.22), (0.06, 0.08, 0.12)), cloud=(0.10, 0.12, 0.17),
    water=((0.17, 0.23, 0.33), (0.03, 0.06, 0.12), (0.005, 0.012, 0.035)),
    glint=(0.62, 0.68, 0.78), foam=(0.30, 0.36, 0.44), haze=(0.17, 0.22, 0.32),
)  # fmt: skip

CORACLE: Final = Voyage(
    _coracle, _DAWN, 1.6, 64.0, 270, (0.30, 0.008), 0.92, (261.63, 329.63, 392.0, 440.0, 523.25)
)
SAMPAN: Final = Voyage(
    _sampan, _NOON, 2.0, 34.0, 252, (0.28, 0.013), 1.05, (293.66, 329.63, 392.0, 440.0, 493.88)
)
GIG: Final = Voyage(_gig, _NIGHT, 1.9, 30.0, 258, (0.20, 0.022), 0.62, (220.0, 261.63, 293.66, 329.63, 392.0))
