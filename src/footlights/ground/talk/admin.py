"""What the operator may look at: rooms and what is said in them; deciding is done in the queue."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Room)
class RoomAdmin(ReadOnly, admin.ModelAdmin[models.Room]):
    """Rooms."""

    list_display = ("subject", "opened_at", "closed_at", "slow_seconds", "changes")
    search_fields = ("subject",)


@admin.register(models.Saying)
class SayingAdmin(ReadOnly, admin.ModelAdmin[models.Saying]):
    """What was said."""

    list_display = ("said_at", "form", "state", "text", "word", "room")
    list_filter = ("form", "state")
    search_fields = ("text",)
