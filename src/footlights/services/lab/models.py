"""Programmes that were put to the bench, and what came of them; research releases, and who took them."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Programme(models.Model):
    """A festival as it was stated, and the outcome once there is one."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "prg"), editable=False)
    festival = models.JSONField()
    outcome = models.JSONField(null=True, blank=True)
    failure = models.JSONField(null=True, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.id} · {self.asked_at:%Y-%m-%d %H:%M}"


class Release(models.Model):
    """A research release: made once from its recipe, kept as it was handed out."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "rel"), editable=False)
    recipe = models.JSONField()
    recipe_sha256 = models.CharField(max_length=64, unique=True)
    since = models.DateField()
    until = models.DateField()
    table = models.TextField()
    sha256 = models.CharField(max_length=64)
    people = models.BigIntegerField()
    suppressed_cells = models.PositiveIntegerField()
    suppressed_people = models.BigIntegerField()
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"


class ReleasedDay(models.Model):
    """A day that stands in a release: the database lets it stand in no other."""

    day = models.DateField(primary_key=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="days")

    def __str__(self) -> str:
        return f"{self.day}"


class Taking(models.Model):
    """That a release was handed to an institution, under an agreement, to somebody of it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="takings")
    institution = models.CharField(max_length=32)
    agreement = models.CharField(max_length=32)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.institution} · {self.taken_at:%Y-%m-%d}"
