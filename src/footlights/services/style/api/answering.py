"""Asking and answering: each next pair is the one that teaches most about this person."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np
from django.db import transaction

from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Viewer
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both
from footlights.services.style import models
from footlights.services.style.core import elicit
from footlights.services.style.core.catalogue import Catalogue
from footlights.services.style.core.choice.problem import Array
from footlights.services.style.types import NotOpen, Question, Study, StudyId, Taste

from .catalogues import get_catalogue
from .studies import get_study

PRECISION: Final = 1.0  # of the prior on each part-worth
CANDIDATES: Final = 200
_FEW: Final = 600  # combinations so few that each is looked at
_RANDOM_ARM: Final = 4  # one respondent in so many is asked random pairs, for comparison
_DRAWS: Final = 2000
_CLOSED = Both("This study is not open now.", "此项调研目前未开放。")
_YOUNG = Both("This study is for people of 14 and over.", "此项调研面向 14 岁及以上人士。")
_NOT_BEGUN = Both("Say first how old you are and where you live.", "请先选择年龄段与居住地。")


def begin(
    study: StudyId, viewer: Viewer, age_band: AgeBand, residence: Territory | None, at: datetime
) -> None:
    """Let a viewer begin a study; begun before, it goes on where it was.

    Raises NoSuchStudy, NotOpen.
    """
    shown = get_study(study)
    if not shown.is_open(at):
        raise NotOpen(_CLOSED)
    if age_band is AgeBand.UNDER_14 or viewer.age_band is AgeBand.UNDER_14:
        raise NotOpen(_YOUNG)
    pseudonym = people.pseudonym_of(viewer, at)
    models.Respondent.objects.get_or_create(
        study_id=study,
        pseudonym=pseudonym,
        defaults={
            "person": viewer.person or "",
            "age_band": age_band.value,
            "residence": str(residence or ""),
            "is_adaptive": int.from_bytes(pseudonym.encode()[-4:], "big") % _RANDOM_ARM != 0,
            "began_at": at,
        },
    )


def find_respondent(study: StudyId, viewer: Viewer, at: datetime) -> int | None:
    """Return how many questions a viewer has answered, or None when they have not begun."""
    row = _respondent(study, viewer, at)
    return row.choice_set.count() if row else None


def ask(study: StudyId, viewer: Viewer, at: datetime) -> Question | None:
    """Return the question that awaits a viewer, or None when they have answered them all.

    Raises NoSuchStudy, NotOpen.
    """
    shown = get_study(study)
    row = _must_have_begun(shown, viewer, at)
    answers = _answers(row)
    if len(answers) >= shown.questions:
        return None
    if not row.left:
        row.left, row.right = _next_pair(shown, row, answers)
        row.save(update_fields=["left", "right"])
    return Question(len(answers) + 1, shown.questions, row.left, row.right)


def answer(study: StudyId, viewer: Viewer, number: int, chosen: str, at: datetime) -> bool:
    """Keep which look a viewer chose; return False when the question was answered before or is not the one that awaits.

    Raises NoSuchStudy, NotOpen.
    """
    shown = get_study(study)
    if not shown.is_open(at):
        raise NotOpen(_CLOSED)
    with transaction.atomic():
        found = _must_have_begun(shown, viewer, at)
        row = models.Respondent.objects.select_for_update().get(pk=found.pk)
        awaited = row.choice_set.count() + 1
        if number != awaited or not row.left or chosen not in (row.left, row.right):
            return False
        other = row.right if chosen == row.left else row.left
        models.Choice.objects.create(
            respondent=row, number=number, chosen=chosen, other=other, round=shown.round, answered_at=at
        )
        row.left = row.right = ""
        row.save(update_fields=["left", "right"])
    return True


def take_back(study: StudyId, viewer: Viewer, at: datetime) -> None:
    """Forget a viewer's last answer and ask it again. Raises NoSuchStudy, NotOpen."""
    with transaction.atomic():
        row = _must_have_begun(get_study(study), viewer, at)
        last = row.choice_set.order_by("-number").first()
        if last is not None:
            row.left, row.right = last.chosen, last.other
            row.save(update_fields=["left", "right"])
            last.delete()


def get_taste(study: StudyId, viewer: Viewer, at: datetime) -> Taste:
    """Return what a viewer's own choices say. Raises NoSuchStudy, NotOpen."""
    shown = get_study(study)
    row = _must_have_begun(shown, viewer, at)
    catalogue = get_catalogue(shown)
    pairs = _pairs(catalogue, _answers(row))
    chance = np.random.default_rng(row.pk)
    normals = chance.standard_normal((_DRAWS, pairs.shape[1]))
    draws, weights = elicit.sample(pairs, PRECISION, normals, chance.chisquare(elicit.FREEDOM, _DRAWS))
    levels = draws @ catalogue.matrix.T
    mean = weights @ levels
    every, liked, place = [], [], 0
    for attribute in catalogue.attributes:
        size = len(attribute.levels)
        best = int(np.argmax(mean[place : place + size]))
        is_best = levels[:, place : place + size].argmax(axis=1) == best
        liked.append((attribute.said, attribute.levels[best], float(weights @ is_best)))
        every.append(best)
        place += size
    return Taste(catalogue.compose(every), len(pairs), tuple(liked))


def _respondent(study: StudyId, viewer: Viewer, at: datetime) -> models.Respondent | None:
    pseudonym = people.pseudonym_of(viewer, at)
    return models.Respondent.objects.filter(study_id=study, pseudonym=pseudonym).first()


def _must_have_begun(shown: Study, viewer: Viewer, at: datetime) -> models.Respondent:
    row = _respondent(shown.id, viewer, at)
    if row is None:
        raise NotOpen(_NOT_BEGUN)
    return row


def _answers(row: models.Respondent) -> list[tuple[str, str]]:
    return list(row.choice_set.order_by("number").values_list("chosen", "other"))


def _pairs(catalogue: Catalogue, answers: list[tuple[str, str]]) -> Array:
    return catalogue.pair([chosen for chosen, _ in answers], [other for _, other in answers])


def _next_pair(shown: Study, row: models.Respondent, answers: list[tuple[str, str]]) -> tuple[str, str]:
    """Return two alternatives that differ; in later rounds one of them is a proposed design."""
    chance = random.Random(f"{row.pk}/{len(answers)}")  # noqa: S311  # the order of questions is no secret
    catalogue = get_catalogue(shown)
    proposed = list(
        models.Proposal.objects.filter(study_id=shown.id, round=shown.round).values_list("look", flat=True)
    )
    seen = {frozenset(pair) for pair in answers}
    candidates = _candidates(chance, proposed or catalogue.codes, catalogue.codes, seen)
    if proposed and not candidates:
        candidates = _candidates(chance, catalogue.codes, catalogue.codes, seen)
    if not candidates:
        candidates = _candidates(chance, catalogue.codes, catalogue.codes, set())
    if not row.is_adaptive:
        return candidates[0]
    mean, covariance = elicit.laplace(_pairs(catalogue, answers), PRECISION)
    return candidates[elicit.choose_pair(_pairs(catalogue, candidates), mean, covariance)]


def _candidates(
    chance: random.Random, ones: Sequence[str], others: Sequence[str], seen: set[frozenset[str]]
) -> list[tuple[str, str]]:
    """Return pairs not seen yet, either first: all when there are few, some of many by chance."""
    found: list[tuple[str, str]] = []
    if len(ones) * len(others) <= _FEW:
        every = {frozenset((one, other)) for one in ones for other in others if one != other} - seen
        found = [(pair[0], pair[1]) for pair in sorted(sorted(each) for each in every)]
        chance.shuffle(found)
    else:
        for _ in range(2 * CANDIDATES):
            pair = (chance.choice(ones), chance.choice(others))
            if pair[0] != pair[1] and frozenset(pair) not in seen:
                found.append(pair)
    return [pair if chance.random() < 0.5 else (pair[1], pair[0]) for pair in found[:CANDIDATES]]
