"""The readers of the log for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Cursor)
class CursorAdmin(ReadOnly, admin.ModelAdmin[models.Cursor]):
    """How far each reader has come."""

    list_display = ("name", "position")


@admin.register(models.WaitingEvent)
class WaitingEventAdmin(ReadOnly, admin.ModelAdmin[models.WaitingEvent]):
    """What waits for the writer."""

    list_display = ("id", "name")
    search_fields = ("id", "name")
