"""Notices, and how far each letter is."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Notice(models.Model):
    """One notice for one person; posted_at is None while its letter waits, or where there is no post office."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ntc"), editable=False)
    person = models.CharField(max_length=32)
    key = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    text_en = models.TextField()
    text_zh = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="a_person_is_told_a_thing_once")
        ]
        indexes = [models.Index(fields=["person", "due_at"], name="inbox_of_a_person")]

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"
