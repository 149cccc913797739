"""The queue, the workers that were heard from, and when recurring jobs last ran."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One piece of work and how it goes."""

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    name = models.CharField(max_length=80)
    arguments = models.JSONField()
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(max_length=12)
    attempt = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField()
    run_at = models.DateTimeField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    is_cancel_asked = models.BooleanField(default=False)
    share = models.FloatField(default=0.0)
    note_en = models.CharField(max_length=200, blank=True)
    note_zh = models.CharField(max_length=200, blank=True)
    error_en = models.TextField(blank=True)
    error_zh = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "run_at"], name="job_next"),
            models.Index(fields=["state", "lease_until"], name="job_lease"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}: {self.state}"


class Worker(models.Model):
    """A worker process and when it was last heard from."""

    name = models.CharField(primary_key=True, max_length=80)
    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Recurring(models.Model):
    """A recurring job and when it is due next; whoever moves ``due_at`` runs it."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}, due {self.due_at}"
