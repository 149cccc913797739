"""The figures as they stand, the beats and visits they were counted from, corrections of closed days, sealed days."""

from __future__ import annotations

from django.db import models


class DailyFigure(models.Model):
    """One cell: what a work came to on a day, in a territory, for an age band."""

    work = models.CharField(max_length=32)
    day = models.DateField()
    territory = models.CharField(max_length=2, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    starts = models.BigIntegerField(default=0)
    counted = models.BigIntegerField(default=0)
    milliseconds = models.BigIntegerField(default=0)
    reached = models.BigIntegerField(default=0)
    completed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "day", "territory", "age_band"], name="one_figure_for_a_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.day} {self.territory}: {self.counted}"


class KeptBeat(models.Model):
    """A beat that was counted: what a later beat of the same viewer and work is counted together with."""

    id = models.CharField(primary_key=True, max_length=64)
    viewer = models.CharField(max_length=64)
    work = models.CharField(max_length=32)
    playing = models.CharField(max_length=32)
    territory = models.CharField(max_length=2, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    duration_ms = models.BigIntegerField()
    started_at_us = models.BigIntegerField()
    sent_at_us = models.BigIntegerField()
    played_ms = models.BigIntegerField()
    rate = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["viewer", "work"], name="beat_of_viewer_and_work")]

    def __str__(self) -> str:
        return f"beat {self.id}"


class Visit(models.Model):
    """That a viewer, by pseudonym, started or watched a work on a day: what different viewers are counted from."""

    viewer = models.CharField(max_length=64)
    work = models.CharField(max_length=32)
    day = models.DateField()
    territory = models.CharField(max_length=2, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    starts = models.IntegerField(default=0)
    counted = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "day", "viewer", "territory", "age_band"],
                name="one_visit_for_a_viewer_and_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} {self.day}: {self.counted}"


class Correction(models.Model):
    """A change to a day that had closed, by a beat that came late: dated, beside the figure it changed."""

    work = models.CharField(max_length=32)
    day = models.DateField()
    territory = models.CharField(max_length=2, blank=True)
    age_band = models.CharField(max_length=8, blank=True)
    starts = models.BigIntegerField()
    counted = models.BigIntegerField()
    milliseconds = models.BigIntegerField()
    reached = models.BigIntegerField(default=0)
    completed = models.BigIntegerField(default=0)
    corrected_at = models.DateTimeField()
    is_sealed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.work} {self.day}: {self.counted:+d} on {self.corrected_at:%Y-%m-%d}"


class Seal(models.Model):
    """A day's figures, or a correction of one, sealed under the link that names all before it; never changed."""

    number = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    is_correction = models.BooleanField()
    record = models.TextField()
    link = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}: {self.day}"
