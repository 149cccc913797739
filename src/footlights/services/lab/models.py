"""Programmes that were put to the bench, and what came of them."""

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

    def __str__(self) -> str:
        return f"{self.id} · {self.asked_at:%Y-%m-%d %H:%M}"
