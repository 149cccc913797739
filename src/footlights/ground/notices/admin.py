"""Notices, to look at: what was told to whom, and whether its letter went."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from .models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin[Notice]):
    """Nobody writes a notice by hand."""

    list_display = ("title_en", "person", "due_at", "read_at", "posted_at", "tries")
    search_fields = ("person", "key")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The house writes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """They stay as they were told."""
        return False
