"""Research releases: a table of cohorts for an institution that signed for it, made once, each taking noted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.db import IntegrityError, transaction

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import CommitmentKind
from footlights.ground.events import api as events
from footlights.ground.media.events import BEAT, PLAYING_STARTED
from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Purpose
from footlights.ground.works import api as works
from footlights.kernel.ids import AgreementId, InstitutionId, PersonId, WorkId
from footlights.kernel.media.credit import BeatFact, credit, fact_of
from footlights.kernel.text import Both
from footlights.services.lab import models
from footlights.services.lab.adapters.files import write_files
from footlights.services.lab.core import anonymity
from footlights.services.lab.types import (
    Json,
    NotReleased,
    Participant,
    Recipe,
    Release,
    ReleaseId,
    Taking,
    Trait,
)

CLOSES_AFTER: Final = timedelta(days=2)  # so long a beat may be late
LONGEST: Final = 366  # days
_ADULT: Final = frozenset(band for band in AgeBand if band not in (AgeBand.UNDER_14, AgeBand.FROM_14))
_MOST_PEOPLE: Final = 1_000_000
_FEW = Both(
    "A release tells of no cohort under {least} people; {found} is too few.",
    "发布的群体不得少于 {least} 人；{found} 过少。",
)
_NO_TRAIT = Both(
    "Name at least one trait to group people by, each once.", "请至少选择一个分组特征，且不重复。"
)
_ORDER = Both(
    "A release covers 1 to {most} whole days, the first before the last.",
    "发布须涵盖 1–{most} 个整日，且起始日不晚于截止日。",
)
_OPEN = Both(
    "{until} is not over, or its late events may still come: a release may be made from {ready} on.",
    "{until} 尚未结束，或仍可能有迟到的事件；可于 {ready} 起发布。",
)
_NOT_NAMED = Both(
    "The agreement {agreement} does not name {institution}: a release needs one that does.",
    "协议 {agreement} 未列明{institution}：发布须有列明该机构的协议。",
)
_UNSIGNED = Both(
    "The agreement {agreement} is signed on {day} only; nothing is released before.",
    "协议 {agreement} 于 {day} 方签署，此前不得发布。",
)
_NO_RESEARCH = Both(
    "No research was promised under the partnership of {agreement}: make that commitment first.",
    "协议 {agreement} 所属合作没有研究类承诺：请先作出该承诺。",
)
_NO_MEMBER = Both(
    "{email} has no role at {institution}: a release is handed to somebody of the institution.",
    "{email} 不属于{institution}：发布须交给该机构人员。",
)
_OVERLAP = Both(
    "{since} to {until} was released already in another shape ({release}); the two beside each other could tell of "
    "single people. Take that one, or choose days outside it.",
    "{since} 至 {until} 已以另一形式发布（{release}）；两者对照可能泄露个人信息。请取用该发布，或选择其他日期。",
)
_NOBODY = Both(
    "Fewer than {least} adults agreed to be compared in these days: nothing can be told.",
    "该时段内同意用于群体比较的成年人不足 {least} 人：无法发布。",
)


def take_release(
    recipe: Recipe, agreement: AgreementId, institution: InstitutionId, email: str, at: datetime
) -> Release:
    """Return the release that a recipe gives, made now or long ago, and note who took it.

    In it are adults who agreed to be compared in groups when they watched, and still do. Days that were released in
    one shape are never released in another. Raises NotReleased, NoSuchDeal, NoSuchInstitution.
    """
    _check_recipe(recipe, at)
    person = _check_taker(agreement, institution, email, at)
    kept = models.Release.objects.filter(recipe_sha256=anonymity.hash_recipe(recipe)).first()
    row = kept or _make(recipe, at)
    models.Taking.objects.create(
        release=row, institution=institution, agreement=agreement, person=person, taken_at=at
    )
    return _release(row)


def list_releases(*, limit: int = 100) -> list[Release]:
    """Return the releases with who took them, the newest first."""
    rows = models.Release.objects.order_by("-made_at", "-id").prefetch_related("takings")
    return [_release(row) for row in rows[:limit]]


def write_release(release: Release, folder: Path) -> None:
    """Write a release into a folder: extract.csv and recipe.json, the same bytes whenever it is taken.

    Raises OSError.
    """
    told = json.dumps(anonymity.describe(release), ensure_ascii=False, indent=1) + "\n"
    write_files(folder, {"extract.csv": release.table, "recipe.json": told})


def tell_release(release: Release) -> Json:
    """Return a release as JSON, with who took it."""
    takings = [
        {
            "institution": each.institution,
            "agreement": each.agreement,
            "person": each.person,
            "taken_at": each.taken_at.isoformat(),
        }
        for each in release.takings
    ]
    told = {"release": release.id, **anonymity.describe(release), "made_at": release.made_at.isoformat()}
    return {**told, "takings": takings}


def export_takings(person: PersonId) -> list[dict[str, str]]:
    """Return the releases that were handed to a person."""
    rows = models.Taking.objects.filter(person=person).select_related("release").order_by("taken_at", "id")
    return [
        {
            "release": row.release_id,
            "institution": row.institution,
            "agreement": row.agreement,
            "sha256": row.release.sha256,
            "taken_at": row.taken_at.isoformat(),
        }
        for row in rows
    ]


def forget_taker(person: PersonId) -> None:
    """Take a person's name off what was handed to them; that their institution took it stays."""
    models.Taking.objects.filter(person=person).update(person="")


def _check_recipe(recipe: Recipe, at: datetime) -> None:
    if recipe.fewest < anonymity.FEWEST:
        raise NotReleased(_FEW.filled(least=anonymity.FEWEST, found=recipe.fewest))
    if not recipe.by or len(set(recipe.by)) != len(recipe.by):
        raise NotReleased(_NO_TRAIT)
    if not 0 <= (recipe.until - recipe.since).days < LONGEST:
        raise NotReleased(_ORDER.filled(most=LONGEST))
    ready = _midnight(recipe.until) + timedelta(days=1) + CLOSES_AFTER
    if at < ready:
        raise NotReleased(_OPEN.filled(until=recipe.until, ready=ready.strftime("%Y-%m-%d")))


def _check_taker(agreement: AgreementId, institution: InstitutionId, email: str, at: datetime) -> PersonId:
    deal, name = agreements.get_agreement(agreement), people.get_institution(institution).name
    if institution not in {whose for whose, _ in deal.shares}:
        raise NotReleased(_NOT_NAMED.filled(agreement=agreement, institution=name))
    if deal.signed_on > at.date():
        raise NotReleased(_UNSIGNED.filled(agreement=agreement, day=deal.signed_on))
    promised = {each.kind for each in agreements.list_commitments(deal.partnership)}
    if CommitmentKind.RESEARCH not in promised:
        raise NotReleased(_NO_RESEARCH.filled(agreement=agreement))
    taker = people.find_person_by_email(email)
    if taker is None or institution not in {
        member.institution.id for member in people.list_memberships(taker.id)
    }:
        raise NotReleased(_NO_MEMBER.filled(email=ascii(email[:120]).strip("'"), institution=name))
    return taker.id


def _make(recipe: Recipe, at: datetime) -> models.Release:
    _refuse_overlap(recipe)
    extract = anonymity.make_extract(_participants(recipe), recipe.fewest)
    if extract is None:
        raise NotReleased(_NOBODY.filled(least=recipe.fewest))
    table = anonymity.write_table(extract.rows, recipe.by)
    try:
        with transaction.atomic():
            row = models.Release.objects.create(
                recipe=anonymity.write_recipe(recipe),
                recipe_sha256=anonymity.hash_recipe(recipe),
                since=recipe.since,
                until=recipe.until,
                table=table,
                sha256=anonymity.hash_of(table),
                people=extract.people,
                suppressed_cells=extract.suppressed_cells,
                suppressed_people=extract.suppressed_people,
                made_at=at,
            )
            days = range((recipe.until - recipe.since).days + 1)
            models.ReleasedDay.objects.bulk_create(
                models.ReleasedDay(day=recipe.since + timedelta(days=day), release=row) for day in days
            )
    except IntegrityError:  # somebody else released some of these days at the same moment
        kept = models.Release.objects.filter(recipe_sha256=anonymity.hash_recipe(recipe)).first()
        if kept is None:
            _refuse_overlap(recipe)
            raise
        return kept
    return row


def _refuse_overlap(recipe: Recipe) -> None:
    clash = models.Release.objects.filter(since__lte=recipe.until, until__gte=recipe.since).first()
    if clash is not None:
        raise NotReleased(_OVERLAP.filled(since=clash.since, until=clash.until, release=clash.id))


def _participants(recipe: Recipe) -> Iterator[Participant]:
    """Yield whoever is in a release, with the cohort of their first playing in its days."""
    agreeing = _agreeing()
    first: dict[str, tuple[datetime, str, dict[Trait, str]]] = {}
    plays: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for stored in events.every_event(PLAYING_STARTED, since=recipe.since):
        event, viewer = stored.event, str(stored.event.body["viewer"])
        if event.at >= _midnight(recipe.until) + timedelta(days=1) or viewer not in agreeing:
            continue
        if event.body.get("age_band") not in _ADULT:  # the log has it only of those who agree
            continue
        traits = {
            Trait.TERRITORY: str(event.body["territory"] or ""),
            Trait.AGE_BAND: str(event.body["age_band"]),
        }
        known = first.get(viewer)
        if known is None or (event.at, event.id) < known[:2]:
            first[viewer] = (event.at, event.id, traits)
        plays[viewer][str(event.body["work"])] += 1
    watched = _watched(recipe, set(first))
    kinds = _kinds({work for each in plays.values() for work in each})
    for viewer, (_, _, traits) in first.items():
        by_kind: defaultdict[str, int] = defaultdict(int)
        for work, times in plays[viewer].items():
            by_kind[kinds.get(work, "")] += times
        traits[Trait.KIND] = min(by_kind, key=lambda kind: (-by_kind[kind], kind))
        yield Participant(
            tuple(traits[trait] for trait in recipe.by), sum(plays[viewer].values()), watched[viewer]
        )


def _watched(recipe: Recipe, viewers: set[str]) -> defaultdict[str, int]:
    """Return the milliseconds that the house credits each viewer with in a release's days."""
    beats: defaultdict[tuple[str, str], list[BeatFact]] = defaultdict(list)
    for stored in events.every_event(BEAT, since=recipe.since):
        event, viewer = stored.event, str(stored.event.body["viewer"])
        if event.at < _midnight(recipe.until) + timedelta(days=1) and viewer in viewers:
            beats[viewer, str(event.body["work"])].append(fact_of(event.id, event.body))
    found: defaultdict[str, int] = defaultdict(int)
    for (viewer, _), own in beats.items():
        found[viewer] += sum(each.milliseconds for each in credit(own))
    return found


def _agreeing() -> set[str]:
    """Return the names by which the log knows those who let themselves be compared in groups, today."""
    found = set()
    for person in people.list_people(limit=_MOST_PEOPLE):
        standing = {each.purpose for each in people.list_consents(person.id) if each.withdrawn_at is None}
        pseudonym = people.find_pseudonym(person.id) if Purpose.ANALYTICS in standing else None
        if pseudonym:
            found.add(str(pseudonym))
    return found


def _kinds(ids: set[str]) -> dict[str, str]:
    known = works.list_works(ids=[WorkId(each) for each in sorted(ids)], limit=max(len(ids), 1))
    return {each.id: each.kind.value for each in known}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _release(row: models.Release) -> Release:
    told = row.recipe
    return Release(
        id=ReleaseId(row.id),
        recipe=Recipe(row.since, row.until, tuple(Trait(each) for each in told["by"]), told["fewest"]),
        table=row.table,
        sha256=row.sha256,
        people=row.people,
        suppressed_cells=row.suppressed_cells,
        suppressed_people=row.suppressed_people,
        made_at=row.made_at,
        takings=tuple(
            Taking(
                InstitutionId(each.institution),
                AgreementId(each.agreement),
                PersonId(each.person) if each.person else None,
                each.taken_at,
            )
            for each in sorted(row.takings.all(), key=lambda each: (each.taken_at, each.pk))
        ),
    )
