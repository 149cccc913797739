"""A look as SVG: a garment on a tailor's form, drawn from its five levels alone."""

from __future__ import annotations

from typing import Final

from .looks import describe

_PALETTES: Final = (  # cloth, mark upon it, deep
    ("#26324d", "#d2ad5c", "#141b2c"),
    ("#2f7262", "#e9dcb4", "#17433a"),
    ("#b5432f", "#f3dcb8", "#6a1f16"),
    ("#b8c3cb", "#51616e", "#7d8b96"),
    ("#65325a", "#e9c1ab", "#35152f"),
)
_HEMS: Final = (262, 312, 362)
_WAISTS: Final = (43, 37, 52)
_HEM_HALVES: Final = (46, 92, 46)
_HIPS: Final = (47, 58, 92)  # where the side is widest between waist and hem


def draw(code: str) -> str:
    """Return a look as an SVG document of 300 x 400, with its description inside."""
    silhouette, palette, pattern, length, sleeve = (int(digit) for digit in code)
    cloth, mark, deep = _PALETTES[palette]
    said = describe(code)
    body = _body(silhouette, _HEMS[length])
    sleeves = "".join(_sleeve(sleeve, side) for side in (-1, 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="300" height="400" role="img">'
        f"<title>{said.en} · {said.zh}</title><defs>"
        '<linearGradient id="room" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f6f1e7"/>'
        '<stop offset=".78" stop-color="#e9e1d2"/><stop offset=".79" stop-color="#d8cdb9"/>'
        '<stop offset="1" stop-color="#cabda6"/></linearGradient>'
        '<linearGradient id="light" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".28"/>'
        '<stop offset=".3" stop-color="#fff" stop-opacity=".16"/><stop offset=".62" stop-color="#000" stop-opacity="0"/>'
        '<stop offset="1" stop-color="#000" stop-opacity=".34"/></linearGradient>'
        f"{_pattern(pattern, cloth, mark)}</defs>"
        '<rect width="300" height="400" fill="url(#room)"/>'
        '<ellipse cx="150" cy="384" rx="72" ry="8" fill="#000" opacity=".18"/>'
        '<path d="M150 250V380" stroke="#4d4032" stroke-width="6"/>'
        '<path d="M112 384Q150 362 188 384Z" fill="#4d4032"/>'
        '<path d="M132 76Q138 54 136 40Q150 30 164 40Q162 54 168 76Z" fill="#d9c6a5" stroke="#a58f6b"/>'
        '<ellipse cx="150" cy="38" rx="14.500" ry="5" fill="#8d7350"/>'
        f'<g stroke="{deep}" stroke-width="1.500" stroke-linejoin="round">'
        f'<g fill="url(#cloth)">{sleeves}</g>'
        f'<path d="{body}" fill="url(#cloth)"/></g>'
        f'<path d="{body}" fill="url(#light)"/>{_folds(silhouette, _HEMS[length], deep)}'
        f'<path d="M128 70Q150 96 172 70" fill="none" stroke="{mark}" stroke-width="5" stroke-linecap="round"/>'
        f'<path d="M{150 - _WAISTS[silhouette]} 176Q150 188 {150 + _WAISTS[silhouette]} 176" fill="none" '
        f'stroke="{mark}" stroke-width="4" opacity=".92"/></svg>'
    )


def _body(silhouette: int, hem: int) -> str:
    waist, half, hip = _WAISTS[silhouette], _HEM_HALVES[silhouette], _HIPS[silhouette]
    middle = 176 + (hem - 176) * 0.45
    right = (
        f"L{150 + 52} 78Q{150 + 44} 104 {150 + 48} 124C{150 + 44} 146 {150 + waist} 160 {150 + waist} 176"
        f"C{150 + waist} 196 {150 + hip} {middle - 22:.0f} {150 + hip} {middle:.0f}"
        f"C{150 + hip} {middle + (hem - middle) * 0.5:.0f} {150 + half} {hem - 18} {150 + half} {hem}"
    )
    left = (
        f"C{150 - half} {hem - 18} {150 - hip} {middle + (hem - middle) * 0.5:.0f} {150 - hip} {middle:.0f}"
        f"C{150 - hip} {middle - 22:.0f} {150 - waist} 196 {150 - waist} 176"
        f"C{150 - waist} 160 {150 - 44} 146 {150 - 48} 124Q{150 - 44} 104 {150 - 52} 78"
    )
    return f"M128 70Q150 96 172 70{right}Q150 {hem + 12} {150 - half} {hem}{left}Z"


def _sleeve(sleeve: int, side: int) -> str:
    if sleeve == 0:
        return ""

    def x(value: int) -> int:
        return 150 + side * value

    if sleeve == 1:
        return f'<path d="M{x(50)} 76Q{x(72)} 84 {x(84)} 134L{x(58)} 146Q{x(54)} 130 {x(46)} 120Z"/>'
    return (
        f'<path d="M{x(50)} 76Q{x(74)} 84 {x(82)} 150Q{x(88)} 206 {x(94)} 248L{x(74)} 254'
        f'Q{x(66)} 196 {x(58)} 160Q{x(54)} 134 {x(46)} 120Z"/>'
    )


def _folds(silhouette: int, hem: int, deep: str) -> str:
    spread = (0.5, 0.62, 0.5)[silhouette] * _HEM_HALVES[silhouette]
    lines = "".join(
        f'<path d="M{150 + start:.0f} 186Q{150 + (start + end) / 2 * 1.1:.0f} {(hem + 186) / 2:.0f} '
        f'{150 + end:.0f} {hem + 2}"/>'
        for start, end in ((-24, -spread), (-4, -4), (22, spread))
    )
    return f'<g fill="none" stroke="{deep}" stroke-width="1.200" opacity=".42">{lines}</g>'


def _pattern(pattern: int, cloth: str, mark: str) -> str:
    ground = f'<rect width="24" height="24" fill="{cloth}"/>'
    inside = (
        "",
        f'<rect x="9" width="5" height="24" fill="{mark}" opacity=".85"/>',
        f'<path d="M0 6H24M0 18H24M6 0V24M18 0V24" stroke="{mark}" stroke-width="2.500" opacity=".7"/>',
        f'<g fill="{mark}" opacity=".9"><circle cx="6" cy="6" r="2.800"/><circle cx="18" cy="18" r="2.800"/></g>',
        f'<g fill="none" stroke="{mark}" stroke-width="1.600" opacity=".9"><path d="M4 20Q4 8 14 4Q14 16 4 20Z'
        'M4 20L11 9M16 23Q16 15 22 12Q23 20 16 23Z"/></g>',
    )[pattern]
    return (
        f'<pattern id="cloth" width="24" height="24" patternUnits="userSpaceOnUse">{ground}{inside}</pattern>'
    )
