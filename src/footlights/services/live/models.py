"""Relays as the house keeps them: events, who contributes, the running order, what was on, and who decided."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id

from .types import State, Way


class Event(models.Model):
    """A relay. hand: null while the running order decides."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "liv"), editable=False)
    work = models.CharField(max_length=32, db_index=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    state = models.CharField(
        max_length=12, default=State.PLANNED.value, choices=[(s.value, s.value) for s in State], db_index=True
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    pace = models.FloatField(default=1.0)
    is_rendered = models.BooleanField(default=False)
    hand = models.CharField(max_length=32, null=True, blank=True)
    asset = models.CharField(max_length=32, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    replay_at = models.DateTimeField(null=True, blank=True)
    chapters = models.JSONField(default=list, blank=True)
    left_out = models.JSONField(default=list, blank=True)
    shown_seconds = models.FloatField(default=0)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} ({self.id})"


class Contributor(models.Model):
    """Who sends. key_turn: how often the key was made anew; the key itself is kept nowhere."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ctb"), editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="contributors")
    place = models.IntegerField()
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)
    way = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Way])
    srt_port = models.IntegerField(null=True, blank=True)
    key_turn = models.IntegerField(default=0)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["event", "place"], name="live_contributor_place")]

    def __str__(self) -> str:
        return self.name_en


class Slot(models.Model):
    """One contributor's time in the running order."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    number = models.IntegerField()
    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="slots")
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    seconds = models.FloatField()
    hold_seconds = models.FloatField()
    work = models.CharField(max_length=32, blank=True)
    territories = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="live_slot_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title_en}"


class Run(models.Model):
    """A line of the as-run log, by its number in the switcher's own; the slate has no contributor."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="runs")
    number = models.IntegerField()
    at = models.DateTimeField()
    contributor = models.CharField(max_length=32, blank=True)
    slot = models.IntegerField()
    why = models.CharField(max_length=16)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="live_run_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.why}"


class Cue(models.Model):
    """A decision in the control room: who made it, and what is to be on from then (null: the running order)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="cues")
    at = models.DateTimeField()
    person = models.CharField(max_length=32, blank=True, db_index=True)
    act = models.CharField(max_length=12)
    hand = models.CharField(max_length=32, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.act} {self.hand} {self.at:%Y-%m-%d %H:%M}"
