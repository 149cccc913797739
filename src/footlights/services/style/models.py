"""Studies, who answers them, their answers, and the designs proposed from them."""

from __future__ import annotations

from functools import partial

from django.db import models

from footlights.kernel.ids import new_id


class Study(models.Model):
    """A question put to the public."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "sty"), editable=False)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    work = models.CharField(max_length=32, db_index=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)
    questions = models.PositiveSmallIntegerField()
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, default="looks")
    is_ready = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title_en


class Picture(models.Model):
    """A picture that a study compares, as the house wrote it anew; ``code`` tells it within its study."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE)
    code = models.CharField(max_length=8)
    text_en = models.CharField(max_length=160, blank=True)
    text_zh = models.CharField(max_length=160, blank=True)
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="style_one_picture")]

    def __str__(self) -> str:
        return f"{self.study_id} · {self.code}"


class Respondent(models.Model):
    """Somebody in one study, under the name that the log knows them by; ``left`` and ``right`` await their answer."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE)
    pseudonym = models.CharField(max_length=64)
    person = models.CharField(max_length=32, blank=True, db_index=True)
    age_band = models.CharField(max_length=8)
    residence = models.CharField(max_length=2, blank=True)
    is_adaptive = models.BooleanField()
    left = models.CharField(max_length=8, blank=True)
    right = models.CharField(max_length=8, blank=True)
    began_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "pseudonym"], name="style_once_each")]

    def __str__(self) -> str:
        return f"{self.study_id} · {self.pk}"


class Choice(models.Model):
    """One answer: this look rather than that."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField()
    chosen = models.CharField(max_length=8)
    other = models.CharField(max_length=8)
    round = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "number"], name="style_one_answer")]

    def __str__(self) -> str:
        return f"{self.number}: {self.chosen} > {self.other}"


class Proposal(models.Model):
    """A design proposed from the answers, queued for the next round."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE)
    round = models.PositiveSmallIntegerField()
    look = models.CharField(max_length=8)
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "round", "look"], name="style_proposed_once")]

    def __str__(self) -> str:
        return f"{self.study_id} · {self.look}"
