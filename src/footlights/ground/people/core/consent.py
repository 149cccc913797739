"""Who may give a consent by themselves."""

from __future__ import annotations

from typing import Final

YOUNGEST: Final = 14


def may_consent(age: int | None) -> bool:
    """Return whether someone who is at most so old gives consents without a guardian.

    An age that was not told does not bar: the house asks, and does not guess.
    Source: Personal Information Protection Law of the PRC, art. 31 (under 14, a guardian's consent); the
    United Kingdom's limit is 13 (Data Protection Act 2018, s. 9), and the house keeps the stricter one.
    """
    return age is None or age >= YOUNGEST
