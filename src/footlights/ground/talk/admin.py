"""What the operator may look at: rooms and what is said in them; deciding is done in the queue."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from . import models


class _ReadOnly:
    """Everything is seen, nothing is changed: changes count up under the room's lock, in the api."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return no."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Return no."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Return no."""
        return False


@admin.register(models.Room)
class RoomAdmin(_ReadOnly, admin.ModelAdmin[models.Room]):
    """Rooms."""

    list_display = ("subject", "opened_at", "closed_at", "slow_seconds", "changes")
    search_fields = ("subject",)


@admin.register(models.Saying)
class SayingAdmin(_ReadOnly, admin.ModelAdmin[models.Saying]):
    """What was said."""

    list_display = ("said_at", "form", "state", "text", "word", "room")
    list_filter = ("form", "state")
    search_fields = ("text",)
