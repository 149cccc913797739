"""Jobs and workers for the operator to look at; nothing is changed here by hand."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Job)
class JobAdmin(ReadOnly, admin.ModelAdmin[models.Job]):
    """Every job and how it goes."""

    list_display = ("name", "id", "state", "attempt", "share", "created_at", "ended_at", "error_en")
    list_filter = ("state", "name")
    search_fields = ("id", "key")


@admin.register(models.Worker)
class WorkerAdmin(ReadOnly, admin.ModelAdmin[models.Worker]):
    """Every worker and when it was last heard from."""

    list_display = ("name", "heard_at")


@admin.register(models.Recurring)
class RecurringAdmin(ReadOnly, admin.ModelAdmin[models.Recurring]):
    """Every recurring job and when it is due."""

    list_display = ("name", "due_at")
