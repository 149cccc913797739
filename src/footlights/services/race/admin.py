"""What the operator looks at: races, and those that a person should look at first."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from . import api, models
from .types import RunId


@admin.register(models.Run)
class RunAdmin(admin.ModelAdmin[models.Run]):
    """Races as they were judged."""

    list_display = ("driven_at", "track", "car", "standing", "time_ms", "reason", "flags")
    list_filter = ("standing", "track", "car")
    actions = ("clear",)

    @admin.action(description="Put on the board · 准予上榜")
    def clear(self, request: HttpRequest, chosen: QuerySet[models.Run]) -> None:
        """Put flagged races on the board."""
        for run in chosen.values_list("id", flat=True):
            api.clear_run(RunId(run))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: a race is driven."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Run | None = None) -> bool:
        """Return False: what came of a race stays."""
        return False
