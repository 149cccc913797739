"""What the operator may look at: studies."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from . import models


@admin.register(models.Study)
class StudyAdmin(admin.ModelAdmin[models.Study]):
    """Studies."""

    list_display = ("title_en", "title_zh", "work", "opens_at", "closes_at", "round")
    readonly_fields = ("opens_at", "closes_at", "round")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: a study is opened on its own page, where it is checked."""
        return False
