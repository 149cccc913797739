"""Relays for the operator to look at."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Event)
class EventAdmin(ReadOnly, admin.ModelAdmin[models.Event]):
    """Relays and how far they are."""

    list_display = ("id", "title_en", "title_zh", "state", "starts_at", "ends_at")
    list_filter = ("state",)
    search_fields = ("id", "title_en", "title_zh", "work")


@admin.register(models.Run)
class RunAdmin(ReadOnly, admin.ModelAdmin[models.Run]):
    """What was on."""

    list_display = ("event", "number", "at", "contributor", "slot", "why")
    list_filter = ("why",)
    search_fields = ("event__id",)


@admin.register(models.Cue)
class CueAdmin(ReadOnly, admin.ModelAdmin[models.Cue]):
    """Who decided what."""

    list_display = ("event", "at", "act", "hand", "person")
    search_fields = ("event__id", "person")
