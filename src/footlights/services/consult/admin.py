"""What the operator may do: appoint the clinical safety officer."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.SafetyOfficer)
class SafetyOfficerAdmin(admin.ModelAdmin[models.SafetyOfficer]):
    """Clinical safety officers: real, registered clinicians only."""

    list_display = ("name", "registration", "appointed_on", "ended_on")
