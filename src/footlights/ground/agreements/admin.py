"""Deals for the operator to look at; what was signed is changed by nobody here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models as fields
from django.http import HttpRequest

from footlights.ground.agreements import models


class _ReadOnly(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return no: deals are signed in the studio."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: fields.Model | None = None) -> bool:
        """Return no: what was signed stays."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: fields.Model | None = None) -> bool:
        """Return no: what was signed stays."""
        return False


@admin.register(models.Memorandum)
class MemorandumAdmin(_ReadOnly):
    """Memoranda."""

    list_display = ("title_en", "title_zh", "signed_at", "place_en", "is_binding")


@admin.register(models.Partnership)
class PartnershipAdmin(_ReadOnly):
    """Partnerships."""

    list_display = ("title_en", "title_zh", "sector", "status", "starts_on", "ends_on")
    list_filter = ("sector", "status")


@admin.register(models.Commitment)
class CommitmentAdmin(_ReadOnly):
    """Commitments."""

    list_display = ("title_en", "title_zh", "kind", "measure", "target", "due_on")
    list_filter = ("kind", "measure")


@admin.register(models.Agreement)
class AgreementAdmin(_ReadOnly):
    """Agreements."""

    list_display = ("title_en", "title_zh", "kind", "signed_on")


@admin.register(models.Grant)
class GrantAdmin(_ReadOnly):
    """Grants."""

    list_display = ("id", "territories", "opens_at", "closes_at", "exclusivity", "revoked_at")
