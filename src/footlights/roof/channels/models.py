"""Contacts, what they wrote (the inbox), what they are answered, payments and the notices that speak of them."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Contact(models.Model):
    """Somebody at a channel. ``mode`` is what the conversation is about: nothing, consent, or a consultation."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ctc"), editable=False)
    channel = models.CharField(max_length=16)
    user_ref = models.CharField(max_length=128)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    language = models.CharField(max_length=2, default="en")
    mode = models.CharField(max_length=8, blank=True)
    consultation = models.CharField(max_length=32, blank=True)
    heard_at = models.DateTimeField()
    is_following = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "user_ref"], name="one_contact_of_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} · {self.pk}"


class Message(models.Model):
    """One message that came in; acknowledged only once this row is kept. The key makes a repeated one the same."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "msg"), editable=False)
    key = models.CharField(max_length=200, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    passive = models.TextField(blank=True)
    received_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk} · {self.kind}"


class Answer(models.Model):
    """One text for a contact. Unsent while both instants are empty; held when the channel allows no more for now."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ans"), editable=False)
    key = models.CharField(max_length=100, unique=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    made_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, db_index=True)
    failed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.pk


class Payment(models.Model):
    """An order as the payment service knows it."""

    order = models.CharField(primary_key=True, max_length=32)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="payments")
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    prepay = models.CharField(max_length=128, blank=True)
    prepay_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(db_index=True)
    asked_at = models.DateTimeField(null=True)  # when the service was last asked about it
    settled_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.order


class Notice(models.Model):
    """A notification whose signature was right, kept as it came; the same id is the same notification."""

    id = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=60)
    order = models.CharField(max_length=32, blank=True, db_index=True)
    body = models.TextField()
    received_at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.pk} · {self.outcome}"
