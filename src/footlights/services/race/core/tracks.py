"""Circuits, authored here as a few points each and made smooth by arithmetic alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import sqrt
from typing import Final

from footlights.kernel.text import Both

_STEP: Final = 6.0  # metres between points of the centre line, nearly
_FINE: Final = 48  # steps of the curve between two authored points
_GRAIN: Final = 64.0  # points lie on a grid of 1/64 m, so that every machine reads the same numbers

Authored = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Track:
    """A closed circuit.

    points: (x, y, z) of the centre line in metres, about 6 m apart; half_width: from there to the edge of the tarmac;
    wall: from the edge to the barrier; laps: of a race; sha256: of the points and widths.
    """

    id: str
    name: Both
    points: tuple[tuple[float, float, float], ...]
    half_width: float
    wall: float
    laps: int
    is_night: bool
    sha256: str

    @property
    def length(self) -> float:
        """Return the length of a lap along the centre line in metres."""
        return sum(
            _distance(here, there)
            for here, there in zip(self.points, self.points[1:] + self.points[:1], strict=True)
        )


_SEASIDE: Final[Authored] = (
    (0, 0, 2), (180, -10, 2), (380, 20, 3), (520, 120, 5), (500, 260, 9), (380, 300, 12), (300, 400, 14), (380, 520, 16),
    (560, 560, 20), (640, 680, 24), (560, 800, 26), (360, 820, 24), (200, 740, 19), (120, 600, 13), (20, 560, 11),
    (-120, 600, 10), (-240, 500, 8), (-220, 340, 6), (-100, 260, 4), (-160, 140, 3), (-120, 30, 2),
)  # fmt: skip
_NIGHT: Final[Authored] = (
    (0, 0, 4), (-180, 0, 4), (-330, 10, 4), (-440, 75, 4), (-450, 190, 5), (-360, 262, 6), (-235, 250, 7), (-150, 315, 8),
    (-195, 425, 9), (-320, 475, 10), (-385, 580, 12), (-295, 685, 14), (-130, 700, 14), (20, 645, 12), (110, 545, 8), (95, 435, 6),
    (145, 345, 5), (265, 330, 4), (375, 395, 4), (485, 355, 4), (520, 230, 4), (450, 105, 4), (320, 30, 4), (160, 0, 4),
)  # fmt: skip


def list_tracks() -> tuple[Track, ...]:
    """Return every circuit."""
    return (
        _make("gullhaven", Both("Gullhaven Bay", "鸥港湾"), _SEASIDE, 7.0, is_night=False),
        _make("night-river", Both("Night River, Shanghai", "浦江夜道"), _NIGHT, 8.0, is_night=True),
    )


def find_track(name: str) -> Track | None:
    """Return a circuit by its id, or None."""
    return next((track for track in list_tracks() if track.id == name), None)


@cache
def _make(name: str, said: Both, authored: Authored, half_width: float, *, is_night: bool) -> Track:
    points = _even(_smooth(authored))
    told = repr((name, points, half_width, 6.0, 3)).encode()
    return Track(name, said, points, half_width, 6.0, 3, is_night, sha256(told).hexdigest())


def _smooth(authored: Authored) -> list[tuple[float, float, float]]:
    """Return a closed Catmull-Rom curve through the authored points."""
    count = len(authored)
    curve = []
    for place in range(count):
        a, b, c, d = (authored[(place + shift) % count] for shift in (-1, 0, 1, 2))
        for step in range(_FINE):
            t = step / _FINE
            curve.append(tuple(_between(a[axis], b[axis], c[axis], d[axis], t) for axis in range(3)))
    return [(x, y, z) for x, y, z in curve]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2.0 * b + t * ((c - a) + t * ((2.0 * a - 5.0 * b + 4.0 * c - d) + t * (3.0 * b - a - 3.0 * c + d)))
    )


def _even(curve: list[tuple[float, float, float]]) -> tuple[tuple[float, float, float], ...]:
    """Return points of a closed curve about _STEP apart, on the grid."""
    total = sum(_distance(here, there) for here, there in zip(curve, curve[1:] + curve[:1], strict=True))
    step = total / round(total / _STEP)
    found, gone, wanted = [curve[0]], 0.0, step
    for here, there in zip(curve, curve[1:] + curve[:1], strict=True):
        along = _distance(here, there)
        while gone + along >= wanted and wanted < total - step / 2:
            share = (wanted - gone) / along
            found.append(
                (
                    here[0] + share * (there[0] - here[0]),
                    here[1] + share * (there[1] - here[1]),
                    here[2] + share * (there[2] - here[2]),
                )
            )
            wanted += step
        gone += along
    return tuple(
        (round(x * _GRAIN) / _GRAIN, round(y * _GRAIN) / _GRAIN, round(z * _GRAIN) / _GRAIN)
        for x, y, z in found
    )


def _distance(here: tuple[float, float, float], there: tuple[float, float, float]) -> float:
    x, y = there[0] - here[0], there[1] - here[1]
    return sqrt(x * x + y * y)
