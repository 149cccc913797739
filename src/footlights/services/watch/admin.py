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
