"""The catalogue's tables.

A work's row holds all that is read of it; what works are looked up by stands in tables beside it: titles, tags,
identifiers, makers, and the words to search by (adapters/index.py).
"""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Work(models.Model):
    """A work, with the two titles that every work has."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "wrk"), editable=False)
    kind = models.CharField(max_length=16, db_index=True)
    title_en = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=300)
    original_language = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    runtime_seconds = models.PositiveIntegerField(null=True, blank=True)
    summary_en = models.TextField(blank=True)
    summary_zh = models.TextField(blank=True)
    pinyin = models.JSONField(default=dict, blank=True)
    # titles, genres, subjects, credits, identifiers, makers in their order: one row read instead of six queries
    parts = models.JSONField(default=dict, blank=True)
    poster_url = models.CharField(max_length=400, blank=True)
    popularity = models.BigIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField()
    revised_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Title(models.Model):
    """A name of a work in one language; ``folded`` is how names are compared."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="titles")
    language = models.CharField(max_length=16)
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    is_original = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text


class Tag(models.Model):
    """A genre or a subject of a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="tags")
    shelf = models.CharField(max_length=8, choices=[("genre", "genre · 类型"), ("subject", "subject · 主题")])
    code = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shelf", "code", "work"], name="a_tag_once_on_a_work")]

    def __str__(self) -> str:
        return f"{self.shelf} {self.code}"


class Identifier(models.Model):
    """The name of a work in someone else's catalogue; one work each."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=16)
    value = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="an_identifier_names_one_work"),
            models.UniqueConstraint(fields=["work", "scheme"], name="one_identifier_of_a_scheme"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Maker(models.Model):
    """An institution that made a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="makers")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "institution"], name="a_maker_once_on_a_work")]

    def __str__(self) -> str:
        return str(self.institution)


class Found(models.Model):
    """The tokens by which a work is found; migration 0002 hangs each database's own index on this table."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="found_by")
    tokens = models.TextField()
    # What ranking reads of hundreds of hits, beside the tokens so that it costs one look-up each.
    folded = models.TextField()  # every title as titles are compared, one a line
    popularity = models.BigIntegerField(default=0, db_index=True)

    def __str__(self) -> str:
        return f"tokens of {self.work_id}"
