"""The catalogue's tables. The words to search by stand beside each work; see adapters/index.py."""

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
    poster_url = models.CharField(max_length=400, blank=True)
    popularity = models.BigIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField()
    revised_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title_en} · {self.title_zh}"


class Title(models.Model):
    """A name of a work in one language; ``folded`` is how names are compared."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="titles")
    place = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=16)
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    is_original = models.BooleanField(default=False)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.text


class Tag(models.Model):
    """A genre or a subject of a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="tags")
    place = models.PositiveSmallIntegerField()
    shelf = models.CharField(max_length=8, choices=[("genre", "genre · 类型"), ("subject", "subject · 主题")])
    code = models.CharField(max_length=32)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["shelf", "code", "work"], name="a_tag_once_on_a_work")]

    def __str__(self) -> str:
        return f"{self.shelf} {self.code}"


class Credit(models.Model):
    """Who did what in a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="credits")
    place = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.role}: {self.name_en} · {self.name_zh}"


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
    place = models.PositiveSmallIntegerField()
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["work", "institution"], name="a_maker_once_on_a_work")]

    def __str__(self) -> str:
        return str(self.institution)


class Found(models.Model):
    """The tokens by which a work is found; migration 0002 hangs each database's own index on this table."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="found_by")
    tokens = models.TextField()

    def __str__(self) -> str:
        return f"tokens of {self.work_id}"
