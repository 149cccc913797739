"""Which asset is a work's film, and which works stand in an order."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id

from .types import SequenceKind


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


class Sequence(models.Model):
    """A series or a playlist."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "seq"), editable=False)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in SequenceKind])
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Part(models.Model):
    """A work's place in a sequence."""

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="parts")
    work = models.CharField(max_length=32, db_index=True)
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["sequence", "place"], name="watch_one_work_a_place"),
            models.UniqueConstraint(fields=["sequence", "work"], name="watch_each_work_once"),
        )

    def __str__(self) -> str:
        return f"{self.sequence_id} · {self.place} · {self.work}"
