"""Consultations, their turns in a chain of hashes, and the clinical safety officer, once there is one."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Consultation(models.Model):
    """One conversation, under the name that the log knows its person by."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "cns"), editable=False)
    pseudonym = models.CharField(max_length=64, db_index=True)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    began_at = models.DateTimeField(db_index=True)
    state = models.JSONField()

    def __str__(self) -> str:
        return f"{self.pk} · {self.began_at:%Y-%m-%d}"


class Turn(models.Model):
    """One turn: what was written and what was answered; ``digest`` chains it to the turn before."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    knowledge = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    state = models.JSONField()
    replies = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="consult_one_turn")]

    def __str__(self) -> str:
        return f"{self.consultation_id} · {self.number}"


class SafetyOfficer(models.Model):
    """The clinician who answers for this house's use of consult; until one is appointed everything is a demonstration."""

    name = models.CharField(max_length=200)
    registration = models.CharField(max_length=100)
    appointed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} · {self.registration}"
