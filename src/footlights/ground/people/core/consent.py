"""Who may give a consent by themselves."""

from __future__ import annotations

from footlights.ground.people.types import AgeBand


def may_consent(age_band: AgeBand | None) -> bool:
    """Return whether someone of this age band gives consents without a guardian.

    An age that was not told does not bar: the house asks, and does not guess.
    Source: Personal Information Protection Law of the PRC, art. 31 (under 14, a guardian's consent); the
    United Kingdom's limit is 13 (Data Protection Act 2018, s. 9), and the house keeps the stricter one.
    """
    return age_band is not AgeBand.UNDER_14
