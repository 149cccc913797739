"""The readers of the log for the operator to look at; nothing is changed here by hand."""

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


@admin.register(models.Cursor)
class CursorAdmin(ReadOnly, admin.ModelAdmin[models.Cursor]):
    """How far each reader has come."""

    list_display = ("name", "position")


@admin.register(models.WaitingEvent)
class WaitingEventAdmin(ReadOnly, admin.ModelAdmin[models.WaitingEvent]):
    """What waits for the writer."""

    list_display = ("id", "name")
    search_fields = ("id", "name")
