"""What the operator may look at: which files came in."""

from __future__ import annotations

from django.contrib import admin

from . import models


@admin.register(models.Delivery)
class DeliveryAdmin(admin.ModelAdmin[models.Delivery]):
    """Files that came in; taken in on the exchange's own pages."""

    list_display = ("name", "version", "received_at", "taken_in_at", "agreement")
    exclude = ("content",)
    readonly_fields = (
        "name", "zone", "sha256", "version", "person", "received_at", "taken_in_at", "agreement", "grants",
    )  # fmt: skip
