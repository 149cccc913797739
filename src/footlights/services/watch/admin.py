"""Films for the operator to look at."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.Film)
class FilmAdmin(admin.ModelAdmin[models.Film]):
    """Which asset is which work's film."""

    list_display = ("id", "work", "asset", "created_at")
    search_fields = ("id", "work", "asset")
    readonly_fields = ("work", "asset", "created_at")


@admin.register(models.Sequence)
class SequenceAdmin(admin.ModelAdmin[models.Sequence]):
    """Series and playlists."""

    list_display = ("id", "kind", "title_en", "title_zh", "created_at")
    search_fields = ("id", "title_en", "title_zh")
    readonly_fields = ("created_at",)
