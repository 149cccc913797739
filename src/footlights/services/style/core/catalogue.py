"""What a study compares: alternatives by their codes, and what each is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from footlights.kernel.text import Both

from . import looks
from .choice.problem import Array
from .looks import ATTRIBUTES, Attribute

Levels = NDArray[np.intp]
PICTURE: Final = Both("Picture", "图片")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The alternatives of a study, in one order throughout.

    effects: coding of each, (alternatives, worths). matrix: turns worths into every level's worth, (levels, worths).
    levels: which level each has of every attribute, (alternatives, attributes), counted through all attributes.
    columns and coded: the coding that a choice model can be fitted to, (alternatives, columns).
    """

    attributes: tuple[Attribute, ...]
    codes: tuple[str, ...]
    effects: Array
    matrix: Array
    levels: Levels
    columns: tuple[str, ...]
    coded: Array
    places: Mapping[str, int] = field(repr=False)

    @property
    def names(self) -> tuple[Both, ...]:
        """Return what every level is called, through all attributes."""
        return tuple(level for each in self.attributes for level in each.levels)

    def describe(self, code: str) -> Both:
        """Return an alternative in words, for those who do not see it."""
        if self.attributes is ATTRIBUTES:
            return looks.describe(code)
        return self.attributes[0].levels[self.places[code]]

    def pair(self, chosen: Sequence[str], others: Sequence[str]) -> Array:
        """Return the coding of what was chosen minus that of the others, (pairs, worths)."""
        places = [self.places[code] for code in chosen], [self.places[code] for code in others]
        return np.asarray(self.effects[places[0]] - self.effects[places[1]])

    def compose(self, best: Sequence[int]) -> str:
        """Return the code of the alternative that has these levels, one for each attribute."""
        sizes = tuple(len(each.levels) for each in self.attributes)
        return self.codes[int(np.ravel_multi_index(tuple(best), sizes))]


@cache
def of_looks() -> Catalogue:
    """Return every look that the house draws."""
    codes = tuple(looks.every_look())
    effects = np.array([looks.code_effects(code) for code in codes])
    names = tuple(f"{each.name}_{level}" for each in ATTRIBUTES for level in range(len(each.levels) - 1))
    return Catalogue(
        ATTRIBUTES, codes, effects, looks.level_matrix(), _levels(ATTRIBUTES), names, effects, _places(codes)
    )


def of_pictures(pictures: Mapping[str, Both]) -> Catalogue:
    """Return pictures by their codes and what they show: each has a worth of its own, told from the mean of all."""
    codes, size = tuple(pictures), len(pictures)
    attributes = (Attribute("picture", PICTURE, tuple(pictures.values())),)
    whole = np.eye(size)
    return Catalogue(
        attributes,
        codes,
        whole,
        whole - 1 / max(size, 1),
        _levels(attributes),
        codes[:-1],
        whole[:, :-1],
        _places(codes),
    )


def _levels(attributes: Sequence[Attribute]) -> Levels:
    starts = np.cumsum([0, *(len(each.levels) for each in attributes[:-1])])
    every = np.array(list(product(*(range(len(each.levels)) for each in attributes))), dtype=np.intp)
    return np.asarray(every.reshape(-1, len(attributes)) + starts, dtype=np.intp)


def _places(codes: Sequence[str]) -> Mapping[str, int]:
    return {code: place for place, code in enumerate(codes)}
