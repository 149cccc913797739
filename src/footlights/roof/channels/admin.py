"""What the operator may look at: how much waits, payments and notices. What people write is not shown here."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin[models.Message]):
    """The inbox, without the words."""

    list_display = ("id", "kind", "received_at", "answered_at", "tries")
    list_filter = ("kind",)
    fields = ("id", "kind", "received_at", "answered_at", "tries")


@admin.register(models.Payment)
class PaymentAdmin(ReadOnly, admin.ModelAdmin[models.Payment]):
    """Orders as the payment service knows them."""

    list_display = ("order", "minor", "currency", "begun_at", "settled_at")
    fields = list_display
    search_fields = ("order",)


@admin.register(models.Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin[models.Notice]):
    """Notifications whose signature was right, and what became of them."""

    list_display = ("id", "kind", "order", "received_at", "outcome")
    list_filter = ("outcome", "kind")
    search_fields = ("id", "order")
