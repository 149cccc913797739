"""Facts waiting for the writer, and how far each reader has come."""

from __future__ import annotations

from django.db import models


class WaitingEvent(models.Model):
    """A server's fact until the writer takes it (an outbox), stored in the transaction that it tells of."""

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=80)
    at_us = models.BigIntegerField()
    body = models.TextField()

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Cursor(models.Model):
    """How far one reader has read the log."""

    name = models.CharField(primary_key=True, max_length=80)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"
