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
from footlights.services.style.core import cohorts, oddities
from footlights.services.style.core.catalogue import Catalogue
from footlights.services.style.types import Cohort, Share, Standing, StudyId, StudyKind, Worth

from .catalogues import get_catalogue
from .studies import get_study

_EVERYBODY = Both("Everybody", "全部")
_RESIDENCES: Final = {
    "GB": Both("Britain", "英国"),
    "CN": Both("China", "中国"),
    "": Both("elsewhere", "其他地区"),
}
_Answers = tuple[list[str], list[str]]  # of one person: what they chose, and what they left
_NINETY: Final = 1.6448536269514722  # standard normal quantile of 0.95
_PROPOSALS: Final = 3
_DIFFERING: Final = {StudyKind.LOOKS: 2, StudyKind.PICTURES: 1}  # attributes in which proposals differ
_DRAWS: Final = 1000
_NEVER = Both(
    "Never preferred where the two differed in it: {names}. Its worth is a bound set by caution, not a measurement.",
    "凡两者在此不同时从未被选：{names}。其分值是出于谨慎设定的界限，并非测量值。",
)
_ALWAYS = Both(
    "Preferred every time the two differed in it: {names}. Its worth is a bound set by caution, not a measurement.",
    "凡两者在此不同时每次都被选：{names}。其分值是出于谨慎设定的界限，并非测量值。",
)
_UNSEEN = Both(
    "Not asked about yet in this group: {names}. More answers will tell.",
    "此群体尚未被问及：{names}。有待更多回答。",
)
_MIXED = Both(
    "Always changed together in what this group was shown, so that they cannot be told apart: {names}. More answers will tell.",
    "此群体所见的图中，以下属性总是同时变化，无法区分：{names}。有待更多回答。",
)
_SETTLED = Both(
    "Every single answer of this group agrees with one order of preference: the order is measured, the sizes are not.",
    "此群体的每次回答都符合同一偏好次序：次序可信，分值大小并非测量值。",
)


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
    """Return what everybody prefers, then each age and place, then each age in each place.

    Raises NoSuchStudy.
    """
    shown = get_study(study)
    groups, catalogue, differing = _groups(study), get_catalogue(shown), _DIFFERING[shown.kind]
    return [_cohort(name, own, catalogue, differing) for name, own in _named(groups)]


def share_looks(study: StudyId, codes: Sequence[str]) -> list[tuple[Cohort, tuple[Share, ...]]]:
    """Return how alternatives (at least two) would share each cohort that is large enough to be shown.

    Raises NoSuchStudy.
    """
    catalogue = get_catalogue(get_study(study))
    effects = catalogue.effects[[catalogue.places[code] for code in codes]]
    normals = np.random.default_rng(7).standard_normal((_DRAWS, effects.shape[1]))
    groups = _groups(study)
    found = []
    for name, own in _named(groups):
        if len(own) >= cohorts.FEWEST:
            people = [catalogue.pair(*answers) for answers in own]
            value, low, high = cohorts.share(effects, *cohorts.pool(people), normals)
            shares = tuple(
                Share(code, float(v), float(a), float(b))
                for code, v, a, b in zip(codes, value, low, high, strict=True)
            )
            found.append((Cohort(name, len(own)), shares))
    return found


def list_standings(study: StudyId) -> list[Standing]:
    """Return how often each alternative was chosen when it was shown, those chosen most first.

    Withheld where fewer than ten people saw it. Raises NoSuchStudy.
    """
    catalogue = get_catalogue(get_study(study))
    people: defaultdict[str, set[int]] = defaultdict(set)
    chosen: defaultdict[str, int] = defaultdict(int)
    shown: defaultdict[str, int] = defaultdict(int)
    rows = models.Choice.objects.filter(respondent__study=study)
    for person, mine, other in rows.values_list("respondent_id", "chosen", "other"):
        chosen[mine] += 1
        for code in (mine, other):
            shown[code] += 1
            people[code].add(person)
    found = [
        Standing(code, chosen[code], shown[code])
        if len(people[code]) >= cohorts.FEWEST
        else Standing(code, None, None)
        for code in catalogue.codes
    ]
    return sorted(found, key=lambda each: -(each.chosen or 0) / (each.shown or 1))


def export_choices(study: StudyId) -> Iterator[list[str]]:
    """Return a study's answers in long format, header first, ready for `style fit`; people by number, never by name.

    Raises NoSuchStudy.
    """
    catalogue = get_catalogue(get_study(study))
    yield ["person", "situation", "alternative", "chosen", *catalogue.columns]
    rows = models.Choice.objects.filter(respondent__study=study).order_by("respondent_id", "number")
    numbers: dict[int, int] = {}
    for row in rows:
        person = numbers.setdefault(row.respondent_id, len(numbers) + 1)
        for code, chosen in ((row.chosen, "1"), (row.other, "0")):
            coded = [f"{value:.0f}" for value in catalogue.coded[catalogue.places[code]]]
            yield [str(person), f"{person}-{row.number}", code, chosen, *coded]


def _named(groups: dict[tuple[AgeBand, str], list[_Answers]]) -> list[tuple[Both, list[_Answers]]]:
    """Return every group that somebody is in, by its name: everybody, places, ages, ages in places."""
    if not groups:
        return []
    bands = [band for band in AgeBand if any(key[0] == band for key in groups)]
    places = [place for place in _RESIDENCES if any(key[1] == place for key in groups)]
    found = [(_EVERYBODY, [each for own in groups.values() for each in own])]
    for place in places:
        found.append((_RESIDENCES[place], [p for key, own in groups.items() if key[1] == place for p in own]))
    for band in bands:
        found.append((band.said, [p for key, own in groups.items() if key[0] == band for p in own]))
    for band in bands:
        for place in places:
            where = _RESIDENCES[place]
            if own := groups.get((band, place)):
                found.append((Both(f"{band.said.en}, {where.en}", f"{where.zh}，{band.said.zh}"), own))
    return found


def _groups(study: StudyId) -> dict[tuple[AgeBand, str], list[_Answers]]:
    answers: defaultdict[int, _Answers] = defaultdict(lambda: ([], []))
    keys: dict[int, tuple[AgeBand, str]] = {}
    rows = models.Choice.objects.filter(respondent__study=study).order_by("respondent_id", "number")
    for person, band, place, chosen, other in rows.values_list(
        "respondent_id", "respondent__age_band", "respondent__residence", "chosen", "other"
    ):
        keys[person] = (AgeBand(band), place if place in _RESIDENCES else "")
        answers[person][0].append(chosen)
        answers[person][1].append(other)
    found: defaultdict[tuple[AgeBand, str], list[_Answers]] = defaultdict(list)
    for person, own in answers.items():
        found[keys[person]].append(own)
    return found


def _cohort(name: Both, own: list[_Answers], catalogue: Catalogue, differing: int) -> Cohort:
    if len(own) < cohorts.FEWEST:
        return Cohort(name, None)
    mean, covariance = cohorts.pool([catalogue.pair(*answers) for answers in own])
    matrix = catalogue.matrix
    values = matrix @ mean
    errors = np.sqrt(np.maximum(((matrix @ covariance) * matrix).sum(axis=1), 0.0))
    worths, place = [], 0
    for attribute in catalogue.attributes:
        of_attribute = []
        for level in attribute.levels:
            value, reach = float(values[place]), float(_NINETY * errors[place])
            of_attribute.append(Worth(level, value, value - reach, value + reach))
            place += 1
        worths.append((attribute.said, tuple(of_attribute)))
    proposed = cohorts.propose(catalogue.codes, catalogue.effects @ mean, _PROPOSALS, differing)
    chosen, others = ([code for answers in own for code in answers[side]] for side in (0, 1))
    remarks = _remarks(oddities.find(catalogue, chosen, others, mean), catalogue)
    return Cohort(name, len(own), tuple(worths), tuple(proposed), remarks)


def _remarks(odd: oddities.Oddities, catalogue: Catalogue) -> tuple[Both, ...]:
    levels, attributes = catalogue.names, [each.said for each in catalogue.attributes]
    found = [
        said.filled(names=_join([named[place] for place in places]))
        for said, places, named in (
            (_NEVER, odd.never, levels),
            (_ALWAYS, odd.always, levels),
            (_UNSEEN, odd.unseen, levels),
            (_MIXED, odd.mixed, attributes),
        )
        if places
    ]
    return (*found, _SETTLED) if odd.is_settled else tuple(found)


def _join(names: Sequence[Both]) -> Both:
    return Both(", ".join(each.en for each in names), "、".join(each.zh for each in names))
