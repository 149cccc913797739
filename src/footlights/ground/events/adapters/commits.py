"""Group commit: batches that wait together are stored in one transaction, by whichever thread has its turn."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from .ingest import Ingest
from .wire import Row

log = logging.getLogger("footlights.events")
Result = TypeVar("Result")

MOST_EVENTS: Final = 1_000  # events in one transaction, unless one batch is larger
Outcome = int | str  # how many rows were new, or why none was kept


@dataclass(slots=True)
class _Batch:
    rows: Sequence[Row]
    outcome: Outcome | None = None


class Commits:
    """The turns at the ingest file."""

    def __init__(
        self,
        ingest: Ingest,
        *,
        now_us: Callable[[], int],
        find_archived: Callable[[str, Sequence[str]], set[str]],
    ) -> None:
        """Store in this file; ``find_archived`` tells which of some ids a file of the archive holds."""
        self.ingest = ingest
        self.now_us = now_us
        self.find_archived = find_archived
        self.waiting: deque[_Batch] = deque()
        self.turn = threading.Lock()
        self.is_failing = False

    def keep(self, *batches: Sequence[Row]) -> list[Outcome]:
        """Store batches and return what became of each; what is said to be kept is on the disk.

        While one thread waits for the disk, the batches of the others gather; the next turn takes them all.
        """
        own = [_Batch(rows) for rows in batches]
        self.waiting.extend(own)
        while any(batch.outcome is None for batch in own):
            with self.turn:
                if any(batch.outcome is None for batch in own):
                    self._commit()
        return [batch.outcome for batch in own if batch.outcome is not None]

    def act(self, do: Callable[[Ingest], Result]) -> Result:
        """Do something else with the file, in a turn of its own."""
        with self.turn:
            return do(self.ingest)

    def _commit(self) -> None:
        batches = [self.waiting.popleft()]
        events = len(batches[0].rows)
        while events < MOST_EVENTS and self.waiting:
            batches.append(self.waiting.popleft())
            events += len(batches[-1].rows)
        outcomes: Sequence[Outcome] = ["the writer failed"] * len(batches)
        try:
            outcomes = self.ingest.append(
                [batch.rows for batch in batches], self.now_us(), self.find_archived
            )
        except sqlite3.Error as fault:
            outcomes = [str(fault)] * len(batches)
            self._tell(str(fault))
        else:
            self._tell("")
        finally:
            for batch, outcome in zip(batches, outcomes, strict=True):
                batch.outcome = outcome

    def _tell(self, fault: str) -> None:
        """Say when storing begins to fail and when it works again, not each time."""
        if fault and not self.is_failing:
            log.error("events cannot be stored: %s", fault)
        elif self.is_failing and not fault:
            log.warning("events can be stored again")
        self.is_failing = bool(fault)
