"""Cloth: the colours of a palette and the repeat of a pattern, as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """The cloth's own colour, the colour printed on it, and its darkest fold."""

    cloth: str
    mark: str
    deep: str


PALETTES: Final = (
    Palette("#25324f", "#d6b262", "#10182a"),
    Palette("#3b8a76", "#f1e6c6", "#174338"),
    Palette("#bd4630", "#f6e2c4", "#661d13"),
    Palette("#c2cbd1", "#4f6170", "#75858f"),
    Palette("#6c3661", "#eecab6", "#34152f"),
)
_LEAF: Final = "c4.500 -1.200 8.500 -5 9.500 -11c-5.500 .600 -9 5 -9.500 11z"


def weave(pattern: int, palette: Palette, name: str, turn: int = 0) -> str:
    """Return an SVG pattern called ``name``, turned by so many degrees."""
    size, inside = _REPEATS[pattern]
    drawn = inside.replace("MARK", palette.mark).replace("DEEP", palette.deep)
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    return (
        f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turned}>'
        f'<rect width="{size}" height="{size}" fill="{palette.cloth}"/>{drawn}</pattern>'
    )


_REPEATS: Final = (  # size of a repeat, what is in it
    (16, '<path d="M0 16L16 0" stroke="DEEP" stroke-width=".500" opacity=".120"/>'),
    (
        22,
        '<rect x="4" width="7" height="22" fill="MARK" opacity=".950"/><rect x="15" width="1.200" height="22" fill="MARK" opacity=".700"/>',
    ),
    (
        26,
        '<g fill="MARK" opacity=".220"><rect width="9" height="26"/><rect width="26" height="9"/></g>'
        '<g fill="DEEP" opacity=".280"><rect x="15" width="5" height="26"/><rect y="15" width="26" height="5"/></g>'
        '<path d="M17.500 0V26M0 17.500H26" stroke="MARK" stroke-width=".900" opacity=".950"/>',
    ),
    (20, '<g fill="MARK"><circle cx="5" cy="5" r="3"/><circle cx="15" cy="15" r="3"/></g>'),
    (
        34,
        f'<g fill="MARK" opacity=".920"><path d="M4 18{_LEAF}"/><path d="M21 35{_LEAF}"/>'
        f'<g transform="translate(34 0) scale(-1 1)"><path d="M6 10{_LEAF}"/><path d="M23 27{_LEAF}"/></g></g>'
        '<g fill="none" stroke="DEEP" stroke-width=".500" opacity=".500"><path d="M4.800 17.200L12 8.500M21.800 34.200L29 25.500M27.200 9.200L20 .500'
        'M10.200 26.200L3 17.500"/></g>',
    ),
)
