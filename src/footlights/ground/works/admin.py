"""The operator's view of the catalogue: titles are only read here, for a revision renews their index."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import Identifier, Tag, Title, Work


class _Part(admin.TabularInline[Any, Work]):
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Work | None = None) -> bool:
        """Parts change with a revision of the whole work."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Work | None = None) -> bool:
        """Parts change with a revision of the whole work."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Work | None = None) -> bool:
        """Parts change with a revision of the whole work."""
        return False


class Titles(_Part):
    """Every title."""

    model = Title
    fields = ("language", "text", "is_original")


class Tags(_Part):
    """Genres and subjects."""

    model = Tag
    fields = ("shelf", "code")


class Identifiers(_Part):
    """Names in other catalogues."""

    model = Identifier
    fields = ("scheme", "value")


@admin.register(Work)
class WorkAdmin(admin.ModelAdmin[Work]):
    """Works."""

    list_display = ("title_en", "title_zh", "kind", "year", "popularity")
    list_filter = ("kind",)
    search_fields = ("title_en", "title_zh", "id")
    readonly_fields = (
        "title_en",
        "title_zh",
        "kind",
        "pinyin",
        "parts",
        "popularity",
        "created_at",
        "revised_at",
    )
    inlines = (Titles, Tags, Identifiers)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Works come in by `./footlights works add`, with the words they are found by."""
        return False
