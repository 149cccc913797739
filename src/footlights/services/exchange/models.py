"""Files that came in, as they came, and the grants that came of them."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Delivery(models.Model):
    """A file of deals that somebody handed in; ``person``: who, empty when it came by a command."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "dlv"), editable=False)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=8)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    received_at = models.DateTimeField(db_index=True)
    columns = models.JSONField(null=True, blank=True)  # of a plain spreadsheet, once somebody has chosen them
    taken_in_at = models.DateTimeField(null=True, blank=True)
    agreement = models.CharField(max_length=32, blank=True)
    grants = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.name} · {self.received_at:%Y-%m-%d %H:%M}"
