"""Stretches of numbers, lengths of time, and moments that come round again."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Final

_DURATION: Final = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(slots=True)
class Span:
    """Numbers from low to high, either end left out or not, single ones taken out."""

    low: float = -math.inf
    high: float = math.inf
    opens: bool = False
    closes: bool = False
    holes: set[float] = field(default_factory=set)

    def narrow(self, operator: str, value: float) -> bool:
        """Keep only what compares so; return False for a comparison that is not known."""
        match operator:
            case "eq":
                self.narrow("gteq", value)
                self.narrow("lteq", value)
            case "neq":
                self.holes.add(value)
            case "gt" | "gteq":
                if (value, operator == "gt") > (self.low, self.opens):
                    self.low, self.opens = value, operator == "gt"
            case "lt" | "lteq":
                if (value, operator != "lt") < (self.high, not self.closes):
                    self.high, self.closes = value, operator == "lt"
            case _:
                return False
        return True

    @property
    def is_empty(self) -> bool:
        """Return whether no number is left; of more than one, single holes never take all."""
        if self.low == self.high:
            return self.opens or self.closes or self.low in self.holes
        return self.low > self.high


def parse_seconds(text: str) -> float | None:
    """Return the seconds of a duration; None for one of months or years, whose length is not fixed."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    weeks, days, hours, minutes, seconds = (float(each or 0) for each in match.groups())
    return ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds


def find_meeting(one: tuple[int, int] | None, other: tuple[int, int]) -> tuple[int, int] | None:
    """Return where two periods meet, as a remainder and a step, or None where they never do (Chinese remainders)."""
    if one is None:
        return None
    (r, m), (s, n) = one, other
    shared = math.gcd(m, n)
    if (s - r) % shared:
        return None
    step = m // shared * n
    return (r + m * ((s - r) // shared * pow(m // shared, -1, n // shared) % (n // shared))) % step, step


def misses(span: Span, grid: tuple[int, int]) -> bool:
    """Return whether no moment of a period lies in a span."""
    if math.isinf(span.low) or math.isinf(span.high):
        return False
    remainder, step = grid
    first = math.ceil((span.low - remainder) / step) * step + remainder
    if first == span.low and span.opens:
        first += step
    return first > span.high or (first == span.high and span.closes)
