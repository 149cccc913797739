"""What the operator may look at: studies."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.Study)
class StudyAdmin(admin.ModelAdmin[models.Study]):
    """Studies."""

    list_display = ("title_en", "title_zh", "work", "opens_at", "closes_at", "round")
