"""What the operator may look at: the programmes that were put to the bench."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.Programme)
class ProgrammeAdmin(admin.ModelAdmin[models.Programme]):
    """Programmes and their outcomes; solved again only as new ones."""

    list_display = ("id", "asked_at", "solved_at")
    readonly_fields = ("festival", "outcome", "failure", "asked_at", "solved_at")
