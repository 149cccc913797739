"""Films and revocations for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from . import models


class _ReadOnly:
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Asset)
class AssetAdmin(_ReadOnly, admin.ModelAdmin[models.Asset]):
    """Every film, its state and its job."""

    list_display = ("name", "id", "state", "duration_seconds", "width", "height", "job", "created_at")
    list_filter = ("state",)
    search_fields = ("name", "id", "job")


@admin.register(models.Revocation)
class RevocationAdmin(_ReadOnly, admin.ModelAdmin[models.Revocation]):
    """Every licence that was withdrawn."""

    list_display = ("licence", "revoked_at")
    search_fields = ("licence",)
