"""What the studio's pages show."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.ground.agreements.types import Agreement, Commitment, Grant, Memorandum, Partnership
from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class GivenGrant:
    """A grant with the titles of its works and what it says."""

    grant: Grant
    titles: tuple[Both, ...]
    clause: Both


@dataclass(frozen=True, slots=True)
class DealtPartnership:
    """A partnership with what was promised and agreed under it."""

    partnership: Partnership
    commitments: tuple[Commitment, ...]
    agreements: tuple[tuple[Agreement, tuple[GivenGrant, ...]], ...]


@dataclass(frozen=True, slots=True)
class DealPage:
    """A memorandum with its partnerships."""

    memorandum: Memorandum
    partnerships: tuple[DealtPartnership, ...]
