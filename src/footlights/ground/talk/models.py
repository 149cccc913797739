"""Rooms, what is said in them, and reports."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Room(models.Model):
    """Where a subject is talked about. Its row is locked by whoever changes it, so that changes count up in order."""

    subject = models.CharField(primary_key=True, max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    slow_seconds = models.PositiveIntegerField(default=0)
    changes = models.PositiveBigIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return self.subject


class Saying(models.Model):
    """Something that was said; ``number`` is the room's change by which it came to be as it is."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "say"), editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="sayings")
    form = models.CharField(max_length=8)
    person = models.CharField(max_length=32, db_index=True, blank=True)
    reply_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    text = models.CharField(max_length=1_000, blank=True)
    at_ms = models.PositiveBigIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    state = models.CharField(max_length=8)
    number = models.PositiveBigIntegerField()
    word = models.CharField(max_length=60, blank=True)
    judged_by = models.CharField(max_length=32, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="talk_one_change")]
        indexes = [
            models.Index(fields=["room", "form", "-said_at"], name="talk_by_time"),
            models.Index(fields=["room", "form", "at_ms"], name="talk_by_moment"),
            models.Index(fields=["state", "-said_at"], name="talk_by_state"),
            models.Index(fields=["room", "person", "-said_at"], name="talk_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.form} · {self.text[:40]}"


class Report(models.Model):
    """Somebody finds that something should not have been said; ``settled_at`` once a moderator looked."""

    saying = models.ForeignKey(Saying, on_delete=models.CASCADE, related_name="reports")
    person = models.CharField(max_length=32, db_index=True)
    reason = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saying", "person"], name="talk_one_report")]

    def __str__(self) -> str:
        return f"{self.reason} · {self.saying_id}"
