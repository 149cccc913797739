"""Which rungs a film gets, and how fast its pictures follow one another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from footlights.ground.media.types import VideoStream

# Short side of the picture -> highest bit rate in kilobits per second, at up to 30 pictures a second.
RATES: Final = {240: 450, 360: 900, 480: 1600, 720: 3200, 1080: 5500}
FIRST: Final = 360  # the rung that stands first, so that the film can be watched while the others are made
SEGMENT_SECONDS: Final = 2
FASTEST: Final = 60
_USUAL_RATES: Final = tuple(
    map(Fraction, ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60"))
)


@dataclass(frozen=True, slots=True)
class PlannedRung:
    """One rung to make: its picture, upright with square pixels, and its highest bit rate."""

    name: str
    width: int
    height: int
    kilobits: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How a film becomes a ladder.

    first: the rungs made in the first pass, in which the sound is made too.
    rest:  those made in the second, together from one decoding.
    """

    first: PlannedRung
    rest: tuple[PlannedRung, ...]
    frame_rate: Fraction
    pictures_a_segment: int
    has_audio: bool
    is_interlaced: bool
    is_hdr: bool
    container: str = ""

    @property
    def can_be_gone_on_with(self) -> bool:
        """Return whether the film can be entered at an exact picture: a transport or program stream has no index."""
        return self.container not in ("mpegts", "mpeg")

    @property
    def segment_length(self) -> Fraction:
        """Return how long every segment but the last lasts, in seconds."""
        return self.pictures_a_segment / self.frame_rate

    @property
    def rungs(self) -> tuple[PlannedRung, ...]:
        """Return every rung, lightest first."""
        return tuple(sorted((self.first, *self.rest), key=lambda r: r.height * r.width))


def plan_ladder(video: VideoStream, *, has_audio: bool, container: str = "") -> Plan:
    """Return the ladder for a picture: no rung above the source, at least one, sides even.

    container: the format's name, which tells how finely a moment can be found in it.
    """
    short = min(video.width, video.height)
    sizes = [size for size in RATES if size <= short]
    if not sizes or (short > sizes[-1] * 1.2 and short < max(RATES)):
        sizes.append(short - short % 2 or 2)
    rungs = [_rung(video, size) for size in sizes]
    first = max((r for r in rungs if min(r.width, r.height) <= FIRST), default=rungs[0], key=_pixels)
    rate = choose_rate(video.frame_rate)
    return Plan(
        first=first,
        rest=tuple(rung for rung in rungs if rung is not first),
        frame_rate=rate,
        pictures_a_segment=math.ceil(rate * SEGMENT_SECONDS),
        has_audio=has_audio,
        is_interlaced=video.is_interlaced,
        is_hdr=video.is_hdr,
        container=container,
    )


def choose_rate(frame_rate: float) -> Fraction:
    """Return the constant rate to make: the usual one within half a per cent, else the rate itself.

    Rates over 60 are halved until they are not; an unknown rate becomes 25.
    """
    if not frame_rate > 0 or math.isinf(frame_rate):
        return Fraction(25)
    while frame_rate > FASTEST * 1.005:
        frame_rate /= 2
    nearest = min(_USUAL_RATES, key=lambda usual: abs(usual - frame_rate))
    if abs(nearest - frame_rate) <= nearest * Fraction(5, 1000):
        return nearest
    return max(Fraction(frame_rate).limit_denominator(1001), Fraction(1))


def share_of_passes(plan: Plan, source_pixels: int) -> float:
    """Return the first pass's part of the whole work, 0–1: encoding grows with pixels, decoding is paid twice."""
    decoding = source_pixels * 0.35
    first = decoding + _pixels(plan.first)
    rest = decoding + sum(map(_pixels, plan.rest)) if plan.rest else 0.0
    return first / (first + rest)


def choose_poster(candidates: Sequence[tuple[float, float]]) -> int:
    """Return which of some stills makes the best poster.

    candidates: (brightness 0–1, sharpness ≥ 0) of each. Sharpness counts; too dark or too bright costs it.
    """
    if not candidates:
        raise ValueError("no still to choose from")
    return max(range(len(candidates)), key=lambda i: _appeal(*candidates[i]))


def _appeal(brightness: float, sharpness: float) -> float:
    light = max(0.0, 1 - abs(brightness - 0.45) / 0.45)
    return math.log1p(sharpness) * light


def _rung(video: VideoStream, size: int) -> PlannedRung:
    short, long = sorted((video.width, video.height))
    wide = max(2, 2 * round(long * size / short / 2))
    width, height = (wide, size) if video.width >= video.height else (size, wide)
    near = min(RATES, key=lambda s: abs(s - size))
    scale = (width * height) / (near * near * 16 / 9)
    fast = 1.4 if video.frame_rate > 31 else 1.0
    return PlannedRung(f"v{size}", width, height, max(150, round(RATES[near] * scale * fast)))


def _pixels(rung: PlannedRung) -> int:
    return rung.width * rung.height
