"""Territories: ISO 3166-1 codes, sets of them with exclusions, and their names in both languages.

CN, HK, MO and TW are separate codes, as they are in licences. The list is the one of CLDR through Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NewType

from babel import Locale

from .text import Both

Territory = NewType("Territory", str)

GB = Territory("GB")
CN = Territory("CN")

# CLDR also lists groupings and private codes of two letters; these are no countries. CQ, a code that ISO 3166-1
# only reserves, has a name in English alone.
_NOT_COUNTRIES = frozenset({"CQ", "EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})


@cache
def every_territory() -> frozenset[Territory]:
    """Return every two-letter territory code the house knows."""
    codes = map(str, Locale("en").territories)
    return frozenset(Territory(c) for c in codes if re.fullmatch("[A-Z]{2}", c) and c not in _NOT_COUNTRIES)


def parse_territory(text: str) -> Territory:
    """Return the territory for a code in any case; 'UK' is read as GB.

    Raises ValueError when there is no such territory.
    """
    code = text.strip().upper()
    code = "GB" if code == "UK" else code
    if code not in every_territory():
        raise ValueError(f"no such territory: {text!r}")
    return Territory(code)


def name_of(territory: Territory) -> Both:
    """Return the territory's name in both languages."""
    return Both(Locale("en", "GB").territories[territory], Locale("zh", script="Hans").territories[territory])


@dataclass(frozen=True, slots=True)
class Territories:
    """A set of territories as a licence writes it: some, or the whole world except some."""

    codes: frozenset[Territory]
    is_world_except: bool = False

    def __contains__(self, territory: object) -> bool:
        return (territory in self.codes) != self.is_world_except

    def __and__(self, other: Territories) -> Territories:
        """Return the territories in both sets."""
        if self.is_world_except and other.is_world_except:
            return Territories(self.codes | other.codes, is_world_except=True)
        if self.is_world_except or other.is_world_except:
            listed, world = (other, self) if self.is_world_except else (self, other)
            return Territories(listed.codes - world.codes)
        return Territories(self.codes & other.codes)

    def __bool__(self) -> bool:
        return self.is_world_except or bool(self.codes)

    def __str__(self) -> str:
        listed = " ".join(sorted(self.codes))
        return (f"world except {listed}" if listed else "world") if self.is_world_except else listed


WORLD = Territories(frozenset(), is_world_except=True)


def some(territories: Iterable[Territory]) -> Territories:
    """Return exactly these territories."""
    return Territories(frozenset(territories))


def parse_territories(text: str) -> Territories:
    """Return the set written as 'GB CN', 'GB, CN', 'world' or 'world except FR DE'.

    Raises ValueError when a code is unknown or nothing is named.
    """
    words = text.replace(",", " ").split()
    if words and words[0].lower() == "world":
        rest = words[2:] if len(words) > 2 and words[1].lower() == "except" else words[1:]
        if len(words) == 2:
            raise ValueError(f"not a set of territories: {text!r}")
        return Territories(frozenset(map(parse_territory, rest)), is_world_except=True)
    if not words:
        raise ValueError("no territory named")
    return some(map(parse_territory, words))
