"""What the operator may look at: the programmes that were put to the bench."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Programme)
class ProgrammeAdmin(ReadOnly, admin.ModelAdmin[models.Programme]):
    """Programmes and their outcomes; solved again only as new ones."""

    list_display = ("id", "asked_at", "solved_at", "published_at")
