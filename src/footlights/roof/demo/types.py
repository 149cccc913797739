"""What the demo house is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from footlights.kernel.ids import InstitutionId, MemorandumId, WorkId
from footlights.kernel.text import Both

# Hears how much is done, 0–1, and what is being done; it may raise to stop.
Tell = Callable[[float, Both], None]


class NotReadyYet(Exception):
    """A film that the audience would watch can't be played yet."""

    def __init__(self, title: Both) -> None:
        """Say which film: its title."""
        super().__init__(title)
        self.message = Both(
            "{film} can't be played yet: try again in a minute.", "《{film}》尚不能播放，请一分钟后再试。"
        ).filled(film=title)


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
