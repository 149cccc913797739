"""Deals for the operator to look at; what was signed is changed by nobody here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from footlights.ground.agreements import models
from footlights.kernel.read_only import ReadOnly


@admin.register(models.Memorandum)
class MemorandumAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """Memoranda."""

    list_display = ("title_en", "title_zh", "signed_at", "place_en", "is_binding")


@admin.register(models.Partnership)
class PartnershipAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """Partnerships."""

    list_display = ("title_en", "title_zh", "sector", "status", "starts_on", "ends_on")
    list_filter = ("sector", "status")


@admin.register(models.Commitment)
class CommitmentAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """Commitments."""

    list_display = ("title_en", "title_zh", "kind", "measure", "target", "due_on")
    list_filter = ("kind", "measure")


@admin.register(models.Agreement)
class AgreementAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """Agreements."""

    list_display = ("title_en", "title_zh", "kind", "signed_on")


@admin.register(models.Grant)
class GrantAdmin(ReadOnly, admin.ModelAdmin[Any]):
    """Grants."""

    list_display = ("id", "territories", "opens_at", "closes_at", "exclusivity", "revoked_at")
