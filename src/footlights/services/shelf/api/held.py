"""A person's shelf in memory while a file is brought onto it: compared line by line, written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from footlights.ground.works.types import WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.services.shelf import models
from footlights.services.shelf.types import MarkDraft, Privacy, State

from .marking import write_marks


@dataclass
class Held:
    """The marks and viewings of a person, and those to be written.

    said: work -> how it stands there and since when, what is still to be written included.
    """

    person: PersonId
    rows: dict[str, models.Mark]
    said: dict[str, tuple[MarkDraft, datetime]]
    days: set[tuple[str, date]]
    fresh: list[models.Seen] = field(default_factory=list)
    written: list[tuple[models.Mark, MarkDraft, datetime]] = field(default_factory=list)

    @classmethod
    def of(cls, person: PersonId) -> Self:
        """Read a person's shelf."""
        rows = {row.work: row for row in models.Mark.objects.filter(person=person)}
        days = set(models.Seen.objects.filter(person=person).values_list("work", "day"))
        return cls(person, rows, {work: _says(row) for work, row in rows.items()}, days)

    def put(self, work: WorkId, kind: WorkKind, draft: MarkDraft, when: datetime) -> bool:
        """Put a mark down; return whether it says anything new."""
        if self.said.get(work) == (draft, when):
            return False
        row = self.rows.setdefault(work, models.Mark(person=self.person, work=work, kind=kind.value))
        self.said[work] = draft, when
        self.written.append((row, draft, when))
        return True

    def add_viewings(self, work: WorkId, days: Iterable[date]) -> bool:
        """Add days on which a work was seen; return whether one was new."""
        new = {(work, day) for day in days} - self.days
        self.days |= new
        self.fresh += [models.Seen(person=self.person, work=work, day=day) for work, day in sorted(new)]
        return bool(new)

    def write(self) -> None:
        """Write what was put and added, inside the caller's transaction."""
        write_marks(self.person, self.written)
        models.Seen.objects.bulk_create(self.fresh, batch_size=500)


def _says(row: models.Mark) -> tuple[MarkDraft, datetime]:
    draft = MarkDraft(State(row.state), row.rating, row.comment, tuple(row.tags), Privacy(row.privacy))
    return draft, row.marked_at
