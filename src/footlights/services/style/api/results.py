"""What the answers come to: by cohort, withheld under ten people; and how looks would share a public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np

from footlights.ground.people.types import AgeBand
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both
from footlights.services.style import models
from footlights.services.style.core import cohorts, looks
from footlights.services.style.core.choice.problem import Array
from footlights.services.style.types import Cohort, Share, StudyId, Worth

_EVERYBODY = Both("Everybody", "全部")
_RESIDENCES: Final = {
    "GB": Both("Britain", "英国"),
    "CN": Both("China", "中国"),
    "": Both("elsewhere", "其他地区"),
}
_NINETY: Final = 1.6448536269514722  # standard normal quantile of 0.95
_PROPOSALS: Final = 3
_DIFFERING: Final = 2
_DRAWS: Final = 1000


def count_answers(works: Sequence[WorkId], since: date | None, until: date | None) -> int:
    """Return how many questions on works (all when none is named) were answered from a UTC day to a day."""
    rows = models.Choice.objects.all()
    if works:
        rows = rows.filter(respondent__study__work__in=list(works))
    if since:
        rows = rows.filter(answered_at__date__gte=since)
    if until:
        rows = rows.filter(answered_at__date__lte=until)
    return rows.count()


def count_people(study: StudyId) -> int:
    """Return how many people answered at least one question of a study."""
    return models.Respondent.objects.filter(study=study, choice__number=1).count()


def list_cohorts(study: StudyId) -> list[Cohort]:
    """Return what everybody prefers, then each age and place, then each age in each place."""
    groups = _groups(study)
    if not groups:
        return []
    found = [_cohort(_EVERYBODY, [pairs for own in groups.values() for pairs in own])]
    bands = [band for band in AgeBand if any(key[0] == band for key in groups)]
    places = [place for place in _RESIDENCES if any(key[1] == place for key in groups)]
    for place in places:
        found.append(
            _cohort(_RESIDENCES[place], [p for key, own in groups.items() if key[1] == place for p in own])
        )
    for band in bands:
        found.append(_cohort(band.said, [p for key, own in groups.items() if key[0] == band for p in own]))
    for band in bands:
        for place in places:
            own = groups.get((band, place), [])
            name = Both(
                f"{band.said.en}, {_RESIDENCES[place].en}", f"{_RESIDENCES[place].zh}，{band.said.zh}"
            )
            if own:
                found.append(_cohort(name, own))
    return found


def share_looks(study: StudyId, codes: Sequence[str]) -> list[tuple[Cohort, tuple[Share, ...]]]:
    """Return how looks (at least two) would share each cohort that is large enough to be shown."""
    effects = np.array([looks.code_effects(code) for code in codes])
    normals = np.random.default_rng(7).standard_normal((_DRAWS, looks.WORTHS))
    found = []
    groups = _groups(study)
    wide = [(_EVERYBODY, [p for own in groups.values() for p in own])] + [
        (said, [p for key, own in groups.items() if key[1] == place for p in own])
        for place, said in _RESIDENCES.items()
    ]
    for name, own in wide:
        if len(own) >= cohorts.FEWEST:
            value, low, high = cohorts.share(effects, *cohorts.pool(own), normals)
            shares = tuple(
                Share(code, float(v), float(a), float(b))
                for code, v, a, b in zip(codes, value, low, high, strict=True)
            )
            found.append((Cohort(name, len(own)), shares))
    return found


def export_choices(study: StudyId) -> Iterator[list[str]]:
    """Return a study's answers in long format, header first, ready for `style fit`; people by number, never by name."""
    names = [f"{each.name}_{level}" for each in looks.ATTRIBUTES for level in range(len(each.levels) - 1)]
    yield ["person", "situation", "alternative", "chosen", *names]
    rows = models.Choice.objects.filter(respondent__study=study).order_by("respondent_id", "number")
    numbers: dict[int, int] = {}
    for row in rows.select_related("respondent"):
        person = numbers.setdefault(row.respondent_id, len(numbers) + 1)
        for code, chosen in ((row.chosen, "1"), (row.other, "0")):
            effects = [f"{value:.0f}" for value in looks.code_effects(code)]
            yield [str(person), f"{person}-{row.number}", code, chosen, *effects]


def _groups(study: StudyId) -> dict[tuple[AgeBand, str], list[Array]]:
    answers: defaultdict[int, list[Array]] = defaultdict(list)
    keys: dict[int, tuple[AgeBand, str]] = {}
    rows = models.Choice.objects.filter(respondent__study=study).select_related("respondent")
    for row in rows.order_by("respondent_id", "number"):
        whose = row.respondent
        keys[whose.pk] = (AgeBand(whose.age_band), whose.residence if whose.residence in _RESIDENCES else "")
        answers[whose.pk].append(looks.code_effects(row.chosen) - looks.code_effects(row.other))
    found: defaultdict[tuple[AgeBand, str], list[Array]] = defaultdict(list)
    for pk, pairs in answers.items():
        found[keys[pk]].append(np.array(pairs))
    return found


def _cohort(name: Both, own: list[Array]) -> Cohort:
    if len(own) < cohorts.FEWEST:
        return Cohort(name, None)
    mean, covariance = cohorts.pool(own)
    matrix = looks.level_matrix()
    values = matrix @ mean
    errors = np.sqrt(np.maximum(((matrix @ covariance) * matrix).sum(axis=1), 0.0))
    worths, place = [], 0
    for attribute in looks.ATTRIBUTES:
        of_attribute = []
        for level in attribute.levels:
            value, reach = float(values[place]), float(_NINETY * errors[place])
            of_attribute.append(Worth(level, value, value - reach, value + reach))
            place += 1
        worths.append((attribute.said, tuple(of_attribute)))
    codes = looks.every_look()
    utilities = np.array([looks.code_effects(code) for code in codes]) @ mean
    proposed = tuple(cohorts.propose(codes, utilities, _PROPOSALS, _DIFFERING))
    return Cohort(name, len(own), tuple(worths), proposed)
