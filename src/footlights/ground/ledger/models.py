"""Tables of the ledger. Triggers in migration 0002 refuse whatever does not balance, and any change of what stands."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Account(models.Model):
    """An account in one currency."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "acc"), editable=False)
    key = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    name_zh = models.CharField(max_length=300)
    currency = models.CharField(max_length=3)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "currency"], name="an_account_for_a_key_and_currency")
        ]

    def __str__(self) -> str:
        return f"{self.name_en} ({self.currency})"


class Transaction(models.Model):
    """A posting: written with its legs while ``is_posted`` is false, then posted, then never changed."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "txn"), editable=False)
    ref = models.CharField(max_length=200, unique=True)
    said_en = models.TextField()
    said_zh = models.TextField()
    posted_at = models.DateTimeField(db_index=True)
    is_posted = models.BooleanField(default=False)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    def __str__(self) -> str:
        return self.ref


class Leg(models.Model):
    """An amount onto an account."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="legs")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="legs")
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(minor=0), name="a_leg_moves_money")]

    def __str__(self) -> str:
        return f"{self.minor} {self.currency}"
