"""Figures and their corrections for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from . import models


class ReadOnly:
    """What may be looked at, not changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return no."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return no."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return no."""
        return False


@admin.register(models.DailyFigure)
class DailyFigureAdmin(ReadOnly, admin.ModelAdmin[models.DailyFigure]):
    """Every cell as it stands."""

    list_display = (
        "day",
        "work",
        "territory",
        "age_band",
        "starts",
        "reached",
        "counted",
        "completed",
        "milliseconds",
    )
    list_filter = ("day",)
    search_fields = ("work", "territory", "age_band")


@admin.register(models.Correction)
class CorrectionAdmin(ReadOnly, admin.ModelAdmin[models.Correction]):
    """Every change to a day that had closed."""

    list_display = ("corrected_at", "day", "work", "territory", "starts", "counted", "milliseconds")
    list_filter = ("day",)
    search_fields = ("work",)
