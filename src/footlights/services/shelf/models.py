"""Marks, viewings, reviews and lists of people; tallies of works; and what an epoch froze."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Mark(models.Model):
    """A work on a person's shelf, with their rating."""

    person = models.CharField(max_length=32)
    work = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rated_at = models.DateTimeField(null=True, blank=True)
    weight_millionths = models.PositiveIntegerField(default=0)
    comment = models.CharField(max_length=500, blank=True)
    tags = models.JSONField(default=list, blank=True)
    privacy = models.CharField(max_length=8)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "work"], name="shelf_one_mark")]
        indexes = [
            models.Index(fields=["work", "-marked_at"], name="shelf_mark_of_work"),
            models.Index(fields=["person", "state", "-marked_at"], name="shelf_mark_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.work} · {self.state}"


class Seen(models.Model):
    """A day on which a person saw a work; seen again, a day more."""

    person = models.CharField(max_length=32)
    work = models.CharField(max_length=32)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "work", "day"], name="shelf_one_seen")]

    def __str__(self) -> str:
        return f"{self.person} · {self.work} · {self.day}"


class Review(models.Model):
    """A person's longer text on a work."""

    person = models.CharField(max_length=32, db_index=True)
    work = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    has_spoilers = models.BooleanField(default=False)
    privacy = models.CharField(max_length=8)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "work"], name="shelf_one_review")]

    def __str__(self) -> str:
        return self.title


class WorkList(models.Model):
    """A list that a person made."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "lst"), editable=False)
    person = models.CharField(max_length=32, db_index=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    privacy = models.CharField(max_length=8)
    items = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Tally(models.Model):
    """What a work's votes come to: whole numbers, kept in the transaction of each vote."""

    work = models.CharField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=16, db_index=True)
    votes = models.PositiveIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    weight_millionths = models.PositiveBigIntegerField(default=0)
    weighted_millionths = models.PositiveBigIntegerField(default=0)
    histogram = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.work} · {self.votes}"


class Prior(models.Model):
    """What the present epoch believes of a kind before any vote; ``usual_trust`` is of the whole house."""

    kind = models.CharField(primary_key=True, max_length=16)
    mean = models.FloatField()
    strength = models.FloatField()
    usual_trust = models.FloatField()
    learnt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} · {self.mean:.2f}"


class Standing(models.Model):
    """How many works a person had rated when the epoch began."""

    person = models.CharField(primary_key=True, max_length=32)
    given = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.person} · {self.given}"


class Quarantine(models.Model):
    """Votes of a work between two instants that are set aside until an operator lifts it."""

    work = models.CharField(max_length=32, db_index=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    votes = models.PositiveIntegerField()
    mean_inside = models.FloatField()
    mean_outside = models.FloatField()
    found_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "opens_at", "closes_at"], name="shelf_one_quarantine")
        ]

    def __str__(self) -> str:
        return f"{self.work} · {self.opens_at:%Y-%m-%d %H:%M}"
