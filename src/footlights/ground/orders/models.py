"""Products, orders and refunds."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id

from .types import OrderState, ProductKind


class Product(models.Model):
    """Something on sale; its price is in minor units."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "prd"), editable=False)
    kind = models.CharField(max_length=8, choices=[(each.value, str(each.said)) for each in ProductKind])
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    work = models.CharField(max_length=32, blank=True, db_index=True)
    lasts_seconds = models.PositiveBigIntegerField(null=True, blank=True)
    gates = models.BooleanField(default=True)
    is_on_sale = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Order(models.Model):
    """A purchase. ``paid_ref`` is the provider's name for the one payment that counts."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ord"), editable=False)
    key = models.CharField(max_length=100, unique=True)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="orders")
    person = models.CharField(max_length=32, blank=True, db_index=True)
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=8,
        default=OrderState.PLACED.value,
        choices=[(each.value, str(each.said)) for each in OrderState],
    )
    provider = models.CharField(max_length=20, blank=True)
    paid_ref = models.CharField(max_length=100, blank=True)
    placed_at = models.DateTimeField(db_index=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "paid_ref"],
                condition=~models.Q(paid_ref=""),
                name="a_payment_pays_one_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.state}"


class Refund(models.Model):
    """Money going back: asked, and then done."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "rfd"), editable=False)
    key = models.CharField(max_length=100, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    minor = models.PositiveBigIntegerField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk} · {self.minor}"
