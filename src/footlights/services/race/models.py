"""Starts, runs, bests with the counts that give ranks, licensed liveries and places' links. Inputs are files."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Start(models.Model):
    """A race begun: what its token stands for."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "rst"), editable=False)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    pseudonym = models.CharField(max_length=64)
    track = models.CharField(max_length=32)
    car = models.CharField(max_length=32)
    livery = models.CharField(max_length=32)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["pseudonym", "-opened_at"], name="race_start_of_viewer")]

    def __str__(self) -> str:
        return f"{self.track} · {self.car} · {self.opened_at}"


class Run(models.Model):
    """A race as it was judged; its inputs lie in a file beside its start."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "run"), editable=False)
    start = models.OneToOneField(Start, on_delete=models.CASCADE)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    track = models.CharField(max_length=32)
    car = models.CharField(max_length=32)
    livery = models.CharField(max_length=32)
    standing = models.CharField(max_length=8)
    time_ms = models.PositiveIntegerField(null=True)
    lap_ms = models.JSONField(default=list)
    reason = models.CharField(max_length=32, blank=True)
    flags = models.JSONField(default=list)
    path = models.JSONField(default=list)
    driven_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["track", "car", "time_ms"], name="race_run_by_time")]

    def __str__(self) -> str:
        return f"{self.track} · {self.car} · {self.standing} · {self.time_ms}"


class Best(models.Model):
    """A person's best on a board."""

    board = models.CharField(max_length=32)
    person = models.CharField(max_length=32)
    time_ms = models.PositiveIntegerField()
    run = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "board"], name="race_one_best")]
        indexes = [models.Index(fields=["board", "time_ms", "id"], name="race_best_order")]

    def __str__(self) -> str:
        return f"{self.board} · {self.person} · {self.time_ms}"


class Second(models.Model):
    """How many bests of a board lie within a second."""

    board = models.CharField(max_length=32)
    second = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "second"], name="race_one_second")]

    def __str__(self) -> str:
        return f"{self.board} · {self.second} s · {self.count}"


class Millisecond(models.Model):
    """How many bests of a board lie on a millisecond."""

    board = models.CharField(max_length=32)
    ms = models.PositiveIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "ms"], name="race_one_millisecond")]

    def __str__(self) -> str:
        return f"{self.board} · {self.ms} ms · {self.count}"


class LicensedLivery(models.Model):
    """The work under whose licence a design is worn."""

    design = models.CharField(primary_key=True, max_length=32)
    work = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.design} · {self.work}"


class PlaceLink(models.Model):
    """The campaign link on a circuit's place card."""

    track = models.CharField(primary_key=True, max_length=32)
    link = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.track} · {self.link}"
