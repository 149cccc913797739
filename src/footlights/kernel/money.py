"""Money: whole minor units with their currency, and shares that add up to the last penny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.core import get_global


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (pence, fen) of an ISO 4217 currency."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        """Return the sum.

        Raises ValueError for two currencies.
        """
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} don't add up")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> Money:
        """Return the amount with the other sign."""
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        exponent = exponent_of(self.currency)
        sign = "-" if self.minor < 0 else ""
        whole, part = divmod(abs(self.minor), 10**exponent)
        return (
            f"{sign}{whole}.{part:0{exponent}d} {self.currency}"
            if exponent
            else f"{sign}{whole} {self.currency}"
        )


def exponent_of(currency: str) -> int:
    """Return how many decimal places a currency has.

    Raises ValueError for no currency. Source: ISO 4217, as CLDR tells it.
    """
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise ValueError(f"no currency: {currency!r}")
    fractions = get_global("currency_fractions")
    return int(fractions.get(currency, fractions["DEFAULT"])[0])


def share_out(total: Money, weights: Sequence[int]) -> list[Money]:
    """Return the total split by weights, to the last minor unit: the shares add up to it exactly.

    Each gets its quota rounded towards zero; the units left go one each to the largest remainders, ties to
    whoever comes first. A negative total is shared as its opposite would be.
    Raises ValueError when a weight is negative or none is positive. Source: largest remainder (Hamilton).
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("shares need weights of which none is negative and one positive")
    sign = -1 if total.minor < 0 else 1
    quotas = [divmod(abs(total.minor) * weight, whole) for weight in weights]
    left = abs(total.minor) - sum(quota for quota, _ in quotas)
    first = sorted(range(len(weights)), key=lambda i: (-quotas[i][1], i))[:left]
    return [Money(sign * (quota + (i in first)), total.currency) for i, (quota, _) in enumerate(quotas)]
