"""Figures and their corrections for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


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
