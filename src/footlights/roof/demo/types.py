"""What the demo house is made of."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.kernel.ids import InstitutionId, MemorandumId, WorkId


@dataclass(frozen=True, slots=True)
class DemoHouse:
    """Where the demo's main things are.

    clips: the film made of others' clips; None where they could not be fetched.
    drawn: the films that the house draws itself, by key.
    """

    memorandum: MemorandumId
    institutions: dict[str, InstitutionId]
    sea: WorkId
    clips: WorkId | None
    drawn: dict[str, WorkId]
