"""A look as SVG: a dress on a tailor's form, drawn from its five levels alone."""

from __future__ import annotations

from typing import Final

from .cloth import PALETTES, Palette, weave
from .garment import NECKLINE, cut, sleeve
from .looks import describe

_TURNS: Final = {-1: 9, 1: -9}  # degrees by which a sleeve's cloth hangs
_COCOON: Final = 2  # so wide that arms hang before it
_ROOM: Final = (
    '<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f7f3ea"/>'
    '<stop offset="1" stop-color="#e7dfd0"/></linearGradient>'
    '<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d9cfbc"/>'
    '<stop offset="1" stop-color="#c6b9a1"/></linearGradient>'
    '<radialGradient id="lamp" cx=".42" cy=".3" r=".7"><stop offset="0" stop-color="#fff" stop-opacity=".8"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>'
    '<radialGradient id="fall"><stop offset="0" stop-color="#2a2118" stop-opacity=".38"/>'
    '<stop offset="1" stop-color="#2a2118" stop-opacity="0"/></radialGradient>'
    '<linearGradient id="linen" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#cdb78f"/>'
    '<stop offset=".4" stop-color="#eadcbd"/><stop offset="1" stop-color="#b79f76"/></linearGradient>'
    '<linearGradient id="wood" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#5b4330"/>'
    '<stop offset=".4" stop-color="#8e6d4d"/><stop offset="1" stop-color="#47331f"/></linearGradient>'
    '<linearGradient id="light" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".3"/>'
    '<stop offset=".18" stop-color="#000" stop-opacity=".04"/><stop offset=".36" stop-color="#fff" stop-opacity=".2"/>'
    '<stop offset=".56" stop-color="#fff" stop-opacity="0"/><stop offset=".82" stop-color="#000" stop-opacity=".12"/>'
    '<stop offset="1" stop-color="#000" stop-opacity=".4"/></linearGradient>'
)
_FORM: Final = (
    '<rect width="300" height="338" fill="url(#wall)"/><rect y="338" width="300" height="62" fill="url(#floor)"/>'
    '<rect width="300" height="400" fill="url(#lamp)"/><ellipse cx="156" cy="382" rx="92" ry="13" fill="url(#fall)"/>'
    '<path d="M147 240H153V376H147Z" fill="url(#wood)"/>'
    '<path d="M116 384C118 376 136 372 150 372S182 376 184 384C178 388 122 388 116 384Z" fill="url(#wood)"/>'
    '<path d="M136 40C136 54 135 62 128 68C118 74 106 76 103 84C107 100 107 112 107 129L193 129C193 112 193 100 197 84'
    'C194 76 182 74 172 68C165 62 164 54 164 40Z" fill="url(#linen)"/>'
    '<path d="M150 60V128" stroke="#9c8359" stroke-width=".800" opacity=".7"/>'
    '<ellipse cx="150" cy="40" rx="14" ry="4.500" fill="url(#wood)"/>'
    '<path d="M148 38V27H152V38Z" fill="url(#wood)"/><circle cx="150" cy="25" r="4" fill="url(#wood)"/>'
)


def draw(code: str) -> str:
    """Return a look as an SVG document of 300 x 400, with its description inside."""
    silhouette, colours, pattern, length, arms = (int(digit) for digit in code)
    palette, said = PALETTES[colours], describe(code)
    defined = weave(pattern, palette, "cloth") + "".join(
        weave(pattern, palette, _cloth(side), turn) for side, turn in _TURNS.items() if arms
    )
    sleeves = "".join(_sleeve(arms, side, palette) for side in _TURNS)
    dress = _dress(silhouette, length, palette)
    dressed = dress + sleeves if silhouette == _COCOON else sleeves + dress
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="300" height="400" role="img">'
        f"<title>{said.en} · {said.zh}</title><defs>{_ROOM}{defined}</defs>{_FORM}"
        f'<g stroke-linejoin="round" stroke-linecap="round">{dressed}</g></svg>'
    )


def _dress(silhouette: int, length: int, palette: Palette) -> str:
    shape = cut(silhouette, length)
    shades = "".join(f'<path d="{each}"/>' for each in shape.shades)
    lines = "".join(f'<path d="{each}"/>' for each in shape.lines)
    belt = (
        f'<path d="{shape.belt}" fill="{palette.mark}" stroke="{palette.deep}" stroke-width=".700"/>'
        if shape.belt
        else ""
    )
    band = f'<path d="{shape.band}" opacity=".7"/>' if shape.band else ""
    return (
        f'<path d="{shape.outline}" fill="url(#cloth)"/>'
        f'<g fill="{palette.deep}" opacity=".26">{shades}</g>'
        f'<path d="{shape.outline}" fill="url(#light)"/>'
        f'<g fill="none" stroke="{palette.deep}" stroke-width=".900" opacity=".75">{lines}{band}</g>'
        f'<path d="{shape.outline}" fill="none" stroke="{palette.deep}" stroke-width="1.400"/>{belt}'
        f'<path d="{NECKLINE}" fill="none" stroke="{palette.deep}" stroke-width="5.400"/>'
        f'<path d="{NECKLINE}" fill="none" stroke="{palette.mark}" stroke-width="3.800"/>'
    )


def _sleeve(kind: int, side: int, palette: Palette) -> str:
    outline, cuff, creases = sleeve(kind, side)
    if not outline:
        return ""
    lines = "".join(f'<path d="{each}"/>' for each in creases)
    return (
        f'<path d="{outline}" fill="url(#{_cloth(side)})"/><path d="{outline}" fill="url(#light)"/>'
        f'<g fill="none" stroke="{palette.deep}" stroke-width=".900" opacity=".7">{lines}</g>'
        f'<path d="{outline}" fill="none" stroke="{palette.deep}" stroke-width="1.400"/>'
        f'<path d="{cuff}" fill="none" stroke="{palette.deep}" stroke-width="4.800" stroke-linecap="butt"/>'
        f'<path d="{cuff}" fill="none" stroke="{palette.mark}" stroke-width="3.400" stroke-linecap="butt"/>'
    )


def _cloth(side: int) -> str:
    return "cloth-left" if side < 0 else "cloth-right"
