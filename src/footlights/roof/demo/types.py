"""What the demo house is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from footlights.kernel.ids import InstitutionId, MemorandumId, WorkId
from footlights.kernel.text import Both

Tell = Callable[
    [float, Both], None
]  # hears how much is done, 0–1, and what is being done; it may raise to stop


class NotReadyYet(Exception):
    """A film that the audience would watch can't be played yet; its argument is the film's key."""


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
