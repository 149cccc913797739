"""What the operator may do: put products on sale, look at orders."""

from __future__ import annotations

from django.contrib import admin

from footlights.kernel.read_only import ReadOnly

from . import models


@admin.register(models.Product)
class ProductAdmin(admin.ModelAdmin[models.Product]):
    """Products: what they cost is in minor units; each order keeps the price it was placed at."""

    list_display = ("title_en", "title_zh", "kind", "minor", "currency", "work", "is_on_sale")
    list_filter = ("kind", "is_on_sale")
    readonly_fields = ("created_at",)
    search_fields = ("id", "title_en", "title_zh", "work")


@admin.register(models.Order)
class OrderAdmin(ReadOnly, admin.ModelAdmin[models.Order]):
    """Orders and their payments."""

    list_display = ("id", "product", "minor", "currency", "state", "provider", "placed_at", "paid_at")
    list_filter = ("state",)
    search_fields = ("id", "paid_ref")


@admin.register(models.Refund)
class RefundAdmin(ReadOnly, admin.ModelAdmin[models.Refund]):
    """Refunds, asked and done."""

    list_display = ("id", "order", "minor", "asked_at", "done_at")
