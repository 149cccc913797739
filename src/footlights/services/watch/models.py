"""Which asset is a work's film."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Film(models.Model):
    """A film put on a work. A later one takes over once it plays."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "fil"), editable=False)
    work = models.CharField(max_length=32, db_index=True)
    asset = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="watch_film_newest")]

    def __str__(self) -> str:
        return f"{self.work} · {self.asset}"
