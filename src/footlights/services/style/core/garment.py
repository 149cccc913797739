"""How a dress is cut: outlines and folds, worked out for one half and mirrored, in a picture of 300 x 400."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MIDDLE: Final = 150.0
HEMS: Final = (262.0, 314.0, 364.0)
_WAIST: Final = 177.0
_UNDERARM: Final = (43.0, 129.0)
_NECK: Final = (23.0, 71.0)
_SHOULDER: Final = (46.0, 83.0)
_ARMHOLE: Final = ((35.0, 118.0), (36.0, 97.0), _SHOULDER)  # where a sleeve is set in
_FLARES: Final = (66.0, 84.0, 99.0)  # half an A-line's hem
_ROUNDS: Final = (64.0, 68.0, 69.0)  # half a cocoon where it is widest
_DIP: Final = 9.0  # how much lower the hem hangs in the middle than at the sides

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Cut:
    """A dress without its sleeves. shades: folds that lie dark; lines: seams and creases."""

    outline: str
    shades: tuple[str, ...]
    lines: tuple[str, ...]
    belt: str = ""
    band: str = ""


def cut(silhouette: int, length: int) -> Cut:
    """Return the cut of a silhouette (straight, A-line, cocoon) at a length (short, midi, long)."""
    return (_straight, _flared, _cocoon)[silhouette](length)


def sleeve(kind: int, side: int) -> tuple[str, str, tuple[str, ...]]:
    """Return a sleeve's outline, its cuff and its creases; kind 0 is none, side -1 left and 1 right."""
    if kind == 0:
        return "", "", ()
    if kind == 1:
        outline = _path(
            side,
            _SHOULDER,
            [
                ((58, 86), (70, 101), (79, 139)),
                ((72, 146), (64, 149), (56, 150)),
                ((53, 140), (49, 133), _UNDERARM),
                _ARMHOLE,
            ],
        )
        cuff = _path(side, (79.5, 139), [((72, 146), (64, 149.5), (56, 150.5))])
        return outline, cuff, (_path(side, (60, 98), [((66, 110), (68, 124), (69, 138))]),)
    outline = _path(
        side,
        _SHOULDER,
        [
            ((59, 86), (68, 103), (72, 138)),
            ((76, 178), (84, 212), (89, 254)),
            ((84, 258), (78, 259), (73, 259)),
            ((68, 224), (62, 184), (55, 158)),
            ((52, 144), (48, 135), _UNDERARM),
            _ARMHOLE,
        ],
    )
    cuff = _path(side, (89, 252), [((84, 256), (78, 257), (73, 257))])
    creases = (
        _path(side, (61, 156), [((68, 154), (72, 156), (75, 160))]),
        _path(side, (64, 170), [((70, 170), (74, 172), (77, 176))]),
        _path(side, (59, 98), [((64, 112), (65, 128), (66, 142))]),
    )
    return outline, cuff, creases


NECKLINE: Final = "M127 71Q131 95 150 97Q169 95 173 71"


def _straight(length: int) -> Cut:
    hem = HEMS[length]
    side: list[Curve] = [
        ((43, 150), (39.5, 160), (39, _WAIST)),
        ((39, 198), (46, 206), (46.5, 228)),
        ((46.5, 250), (45, hem - 30), (44, hem)),
    ]
    lines = [
        *_mirrored((24, 104), [((22, 128), (20, 150), (19, _WAIST)), ((20, 205), (21, 225), (21, hem + 5))]),
        *_mirrored((43, 138), [((36, 136), (31, 134), (27, 131))]),
    ]
    shades = [
        _shade(-19, 196, -30, -18, hem),
        _shade(17, 190, 17, 27, hem),
        _shade(-2, 226, -6, 3, hem),
    ]
    return Cut(_outline(side, _hem(44, hem)), tuple(shades), tuple(lines), band=_edge(44, hem))


def _flared(length: int) -> Cut:
    hem, half = HEMS[length], _FLARES[length]
    side: list[Curve] = [
        ((42.5, 150), (34, 160), (33, _WAIST)),
        ((35, 189), (half * 0.56 + 8, (_WAIST + hem) / 2 - 6), (half, hem - 4)),
    ]
    waves = _waves(half, hem)
    shades = [
        _shade(start, _WAIST + 5, end - 5, end + 5, hem)
        for start, end in _spread(half, (-0.74, -0.3, 0.12, 0.52, 0.84))
    ]
    lines = [
        *_mirrored((20, 106), [((19, 128), (16, 150), (15, _WAIST))]),
        *(
            _open(
                (MIDDLE + start, _WAIST + 4),
                [((MIDDLE + start * 1.3, 205), (MIDDLE + end * 0.86, hem - 42), (MIDDLE + end, hem))],
            )
            for start, end in _spread(half, (-0.52, -0.1, 0.32, 0.7))
        ),
    ]
    belt = _closed(
        (MIDDLE - 33.5, _WAIST - 4.5),
        [
            ((MIDDLE - 12, _WAIST), (MIDDLE + 12, _WAIST), (MIDDLE + 33.5, _WAIST - 4.5)),
            ((MIDDLE + 33, _WAIST), (MIDDLE + 33, _WAIST + 3), (MIDDLE + 33.5, _WAIST + 5)),
            ((MIDDLE + 12, _WAIST + 9.5), (MIDDLE - 12, _WAIST + 9.5), (MIDDLE - 33.5, _WAIST + 5)),
        ],
    )
    return Cut(_outline(side, waves), tuple(shades), tuple(lines), belt=belt)


def _cocoon(length: int) -> Cut:
    hem, wide = HEMS[length], _ROUNDS[length]
    middle = 129 + (hem - 129) * 0.56
    side: list[Curve] = [
        ((47, 146), (wide, middle - 46), (wide, middle)),
        ((wide, middle + (hem - middle) * 0.5), (54, hem - 16), (45, hem - 9)),
        ((45, hem - 6), (44.5, hem - 3), (44.5, hem)),
    ]
    lines = []
    for share in (0.36, 0.72):
        out = wide * share
        lines += _mirrored(
            (18 + 30 * share, 92 + 26 * share),
            [
                ((out * 0.86, 140), (out * 1.04, middle - 34), (out * 1.02, middle)),
                ((out, middle + 40), (44 * share + 3, hem - 26), (44 * share, hem - 6)),
            ],
        )
    shades = [
        _shade(place * 0.9, hem - 50, place - 3.5, place + 3.5, hem - 8, dip=7)
        for place in (-36, -24, -12, 0, 12, 24, 36)
    ]
    return Cut(_outline(side, _hem(44.5, hem)), tuple(shades), tuple(lines), band=_edge(45, hem - 9))


def _outline(side: Sequence[Curve], hem: Sequence[Curve]) -> str:
    """Return a dress's outline: neckline, right side, hem, left side."""
    half: list[Curve] = [
        ((30, 76), (38, 79), _SHOULDER),
        ((41, 96), (38, 115), _UNDERARM),
        *side,
    ]
    neck: list[Curve] = [
        ((MIDDLE - 19, 95), (MIDDLE - 12, 97), (MIDDLE, 97)),
        ((MIDDLE + 12, 97), (MIDDLE + 19, 95), _at(1, _NECK)),
    ]
    right = [_turned(1, each) for each in half]
    left = _reversed(_NECK, half)
    return _closed(_at(-1, _NECK), [*neck, *right, *hem, *left])


def _hem(half: float, hem: float) -> list[Curve]:
    return [((MIDDLE + half * 0.5, hem + _DIP), (MIDDLE - half * 0.5, hem + _DIP), (MIDDLE - half, hem))]


def _edge(half: float, hem: float) -> str:
    """Return the line on which a hem is sewn."""
    return _open(
        (MIDDLE - half, hem - 5),
        [
            (
                (MIDDLE - half * 0.5, hem + _DIP - 5),
                (MIDDLE + half * 0.5, hem + _DIP - 5),
                (MIDDLE + half, hem - 5),
            )
        ],
    )


def _waves(half: float, hem: float) -> list[Curve]:
    """Return a hem that falls in folds, from right to left."""
    places = [1.0, 0.7, 0.32, -0.1, -0.52, -1.0]
    found: list[Curve] = []
    for here, there in pairwise(places):
        start, end = MIDDLE + half * here, MIDDLE + half * there
        low = hem + _DIP * (1 - ((here + there) / 2) ** 2) + 2.5
        found.append(
            (
                (start - (start - end) * 0.2, low),
                (end + (start - end) * 0.28, low),
                (end, _level(half, hem, there)),
            )
        )
    return found


def _level(half: float, hem: float, share: float) -> float:
    return hem - 4 + _DIP * (1 - share * share)


def _spread(half: float, shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return where folds begin at the waist and end at the hem."""
    return [(28 * share, half * share) for share in shares]


def _shade(top: float, above: float, left: float, right: float, hem: float, dip: float = 6) -> str:
    """Return a fold that opens from a point to the hem."""
    low = hem + dip * (1 - (left / 100) ** 2)
    start = (MIDDLE + top, above)
    third = above + (hem - above) * 0.55
    return _closed(
        start,
        [
            ((MIDDLE + top + (left - top) * 0.3, third), (MIDDLE + left, hem - 30), (MIDDLE + left, low)),
            ((MIDDLE + left, low), (MIDDLE + right, low), (MIDDLE + right, low)),
            ((MIDDLE + right, hem - 34), (MIDDLE + top + (right - top) * 0.24, third), start),
        ],
    )


def _mirrored(start: Point, curves: Sequence[Curve]) -> list[str]:
    return [_path(side, start, curves) for side in (-1, 1)]


def _path(side: int, start: Point, curves: Sequence[Curve]) -> str:
    return _open(_at(side, start), [_turned(side, each) for each in curves])


def _at(side: int, point: Point) -> Point:
    return MIDDLE + side * point[0], point[1]


def _turned(side: int, curve: Curve) -> Curve:
    first, second, end = curve
    return _at(side, first), _at(side, second), _at(side, end)


def _reversed(start: Point, curves: Sequence[Curve]) -> list[Curve]:
    """Return one half's curves on the left, from the last to the first."""
    ends = [start, *(each[2] for each in curves)]
    return [
        (_at(-1, second), _at(-1, first), _at(-1, ends[place]))
        for place, (first, second, _) in reversed(list(enumerate(curves)))
    ]


def _closed(start: Point, curves: Sequence[Curve]) -> str:
    return _open(start, curves) + "Z"


def _open(start: Point, curves: Sequence[Curve]) -> str:
    return f"M{_said(start)}" + "".join("C" + " ".join(map(_said, curve)) for curve in curves)


def _said(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
