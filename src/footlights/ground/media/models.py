"""Films as the house keeps them, and the licences that no longer let anyone in."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id

from .types import AssetState


class Asset(models.Model):
    """A film: the file that came in and the ladder made from it. The files lie beside, under the id."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ast"), editable=False)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=32)
    state = models.CharField(
        max_length=16, default=AssetState.RECEIVED.value, choices=[(s.value, s.value) for s in AssetState]
    )
    duration_seconds = models.FloatField(null=True, blank=True)
    width = models.IntegerField(null=True, blank=True)
    height = models.IntegerField(null=True, blank=True)
    rungs = models.JSONField(default=list, blank=True)
    has_poster = models.BooleanField(default=False)
    verdict_en = models.TextField(blank=True)
    verdict_zh = models.TextField(blank=True)
    job = models.CharField(max_length=32, blank=True)
    # The job, by name and arguments, that is to be enqueued once the film plays.
    when_playable = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="media_asset_newest")]

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


class Revocation(models.Model):
    """A licence that was withdrawn: tokens under it stop opening anything within two seconds."""

    licence = models.CharField(primary_key=True, max_length=80)
    revoked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.licence} · {self.revoked_at:%Y-%m-%d %H:%M}"
