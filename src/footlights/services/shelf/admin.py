"""What the operator may look at: which votes are set aside."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.Quarantine)
class QuarantineAdmin(admin.ModelAdmin[models.Quarantine]):
    """Votes that are set aside; lifted on the shelf's own page, where every vote is weighed again."""

    list_display = ("work", "opens_at", "closes_at", "votes", "mean_inside", "mean_outside", "lifted_at")
    readonly_fields = (
        "work",
        "opens_at",
        "closes_at",
        "votes",
        "mean_inside",
        "mean_outside",
        "found_at",
        "lifted_at",
    )
