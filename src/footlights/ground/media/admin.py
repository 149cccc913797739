"""Films and revocations for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Asset)
class AssetAdmin(ReadOnly, admin.ModelAdmin[models.Asset]):
    """Every film, its state and its job."""

    list_display = ("name", "id", "state", "duration_seconds", "width", "height", "job", "created_at")
    list_filter = ("state",)
    search_fields = ("name", "id", "job")


@admin.register(models.Revocation)
class RevocationAdmin(ReadOnly, admin.ModelAdmin[models.Revocation]):
    """Every licence that was withdrawn."""

    list_display = ("licence", "revoked_at")
    search_fields = ("licence",)
