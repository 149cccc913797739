"""Looks: garments told by five attributes, coded as digits, and drawn as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from footlights.kernel.text import Both

from .choice.problem import Array


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something in which looks differ, and its levels."""

    name: str
    said: Both
    levels: tuple[Both, ...]


ATTRIBUTES: Final = (
    Attribute(
        "silhouette",
        Both("Silhouette", "廓形"),
        (Both("straight", "直身"), Both("A-line", "A 字"), Both("cocoon", "茧形")),
    ),
    Attribute(
        "palette",
        Both("Palette", "配色"),
        (
            Both("ink and gold", "墨金"),
            Both("jade", "青玉"),
            Both("cinnabar", "朱砂"),
            Both("mist", "雾灰"),
            Both("plum", "紫棠"),
        ),
    ),
    Attribute(
        "pattern",
        Both("Pattern", "纹样"),
        (
            Both("plain", "素色"),
            Both("stripe", "条纹"),
            Both("check", "格纹"),
            Both("dots", "圆点"),
            Both("leaves", "叶纹"),
        ),
    ),
    Attribute(
        "length", Both("Length", "衣长"), (Both("short", "短款"), Both("midi", "中长"), Both("long", "长款"))
    ),
    Attribute(
        "sleeve",
        Both("Sleeve", "袖型"),
        (Both("sleeveless", "无袖"), Both("short", "短袖"), Both("long", "长袖")),
    ),
)
SIZES: Final = tuple(len(each.levels) for each in ATTRIBUTES)
WORTHS: Final = sum(size - 1 for size in SIZES)


def is_look(code: str) -> bool:
    """Return whether five digits tell a look."""
    return (
        len(code) == len(SIZES)
        and code.isascii()
        and code.isdigit()
        and all(int(digit) < size for digit, size in zip(code, SIZES, strict=True))
    )


def every_look() -> list[str]:
    """Return the code of every look there is."""
    return ["".join(map(str, levels)) for levels in product(*(range(size) for size in SIZES))]


def describe(code: str) -> Both:
    """Return a look in words, for those who do not see it."""
    levels = [each.levels[int(digit)] for each, digit in zip(ATTRIBUTES, code, strict=True)]
    silhouette, palette, pattern, length, sleeve = levels
    article = "An" if silhouette.en[0] in "AEIOU" else "A"
    arms = sleeve.en if code[4] == "0" else f"{sleeve.en} sleeves"
    return Both(
        f"{article} {silhouette.en} dress, {length.en}, {arms}, {pattern.en}, in {palette.en}",
        f"{silhouette.zh}连衣裙，{length.zh}，{sleeve.zh}，{pattern.zh}，{palette.zh}色",
    )


def code_effects(code: str) -> Array:
    """Return a look's effects coding (WORTHS,): a level's own place 1, the last level of an attribute -1 throughout."""
    parts = []
    for digit, size in zip(code, SIZES, strict=True):
        part = np.zeros(size - 1)
        if int(digit) == size - 1:
            part[:] = -1.0
        else:
            part[int(digit)] = 1.0
        parts.append(part)
    return np.concatenate(parts)


def spread_worths(worths: Array) -> list[list[float]]:
    """Return every level's worth by attribute, the last level's being minus the sum of the others'."""
    found, place = [], 0
    for size in SIZES:
        own = [float(each) for each in worths[place : place + size - 1]]
        found.append([*own, -sum(own)])
        place += size - 1
    return found


def level_matrix() -> Array:
    """Return the matrix that turns worths into every level's worth, (levels, WORTHS)."""
    rows, place = [], 0
    for size in SIZES:
        for level in range(size):
            row = np.zeros(WORTHS)
            if level == size - 1:
                row[place : place + size - 1] = -1.0
            else:
                row[place + level] = 1.0
            rows.append(row)
        place += size - 1
    return np.array(rows)
