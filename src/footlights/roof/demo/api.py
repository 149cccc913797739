"""The door to the demo house: fill it, step by step, each step at most once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CommitmentDraft,
    CommitmentKind,
    GrantDraft,
    Medium,
    MemorandumDraft,
    Partnership,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.ground.works import api as works
from footlights.ground.works.types import Credit, CreditRole, WorkDraft, WorkKind
from footlights.kernel.ids import InstitutionId, MemorandumId, PartnershipId, WorkId
from footlights.kernel.territory import parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import local_window
from footlights.services.watch import api as watch

from .adapters.clips import find_clip
from .adapters.render import render_sea
from .core import script
from .types import DemoHouse

SEA_SECONDS = 64
Tell = Callable[[float, Both], None]


def fill(
    tell: Tell,
    at: datetime,
    *,
    seconds: int = SEA_SECONDS,
    find_clip: Callable[[], Path | None] = find_clip,
) -> DemoHouse:
    """Fill the demo house and return where its things are; what is there already stays as it is.

    tell: hears how much is done, 0–1, and what is being done; it may raise to stop.
    seconds: how long the film of the sea is.
    find_clip: returns the clip, or None where there is none.
    """
    tell(0.02, Both("The parties take their seats", "双方入席"))
    institutions = {key: _institution(key, at) for key in script.INSTITUTIONS}
    memorandum = _memorandum(institutions, at)
    bonds = _partnerships(memorandum, institutions, at)
    _seat_the_producer(institutions["broadcaster"], at)
    sea = _work(script.SEA_TITLE, _sea_draft(institutions), at)
    clip = find_clip()
    clips = _work(script.CLIPS_TITLE, _clips_draft(), at) if clip else None
    tell(0.03, Both("The partners sign", "合作方签署"))
    _license(bonds, [sea, *([clips] if clips else [])], institutions, at)
    if clip and clips:
        tell(0.04, Both("A clip arrives", "片段送达"))
        _show(clips, clip, at)
    film = settings.HOME / "demo" / "the-quiet-sea.mp4"
    if not film.exists():
        said = Both("The film of the sea is being drawn", "正在绘制海的影片")
        render_sea(film, seconds, lambda share: tell(0.05 + 0.9 * share, said))
    _show(sea, film, at)
    return DemoHouse(memorandum, institutions, sea, clips)


def _institution(key: str, at: datetime) -> InstitutionId:
    name, country = script.INSTITUTIONS[key]
    for known in people.list_institutions():
        if known.name == name:
            return known.id
    return people.create_institution(name, country, is_invented=True, at=at)


def _seat_the_producer(broadcaster: InstitutionId, at: datetime) -> None:
    """Let the house's own producer work for one of the parties."""
    producer = people.find_person_by_email(script.PRODUCER)
    if producer and broadcaster not in (each.institution.id for each in people.list_memberships(producer.id)):
        people.add_member(broadcaster, producer.id, Role.PRODUCER, at)


def _memorandum(institutions: dict[str, InstitutionId], at: datetime) -> MemorandumId:
    for known in agreements.list_memoranda():
        if known.title == script.TITLE:
            return known.id
    draft = MemorandumDraft(
        title=script.TITLE,
        text=script.TEXT,
        parties=tuple(Party(institutions[key], *script.SIGNATORIES[key]) for key in ("lantern", "office")),
        sectors=tuple(Sector),
        signed_at=datetime(2026, 5, 15, 9, 30, tzinfo=UTC),
        place=script.PLACE,
        zone="Europe/London",
    )
    return agreements.sign_memorandum(draft, at)


def _partnerships(
    memorandum: MemorandumId, institutions: dict[str, InstitutionId], at: datetime
) -> dict[Sector, Partnership]:
    known = {each.sector: each for each in agreements.list_partnerships(memorandum)}
    for title, sector, (lead, other), status in script.PARTNERSHIPS:
        if sector not in known:
            opened = agreements.open_partnership(
                PartnershipDraft(
                    memorandum=memorandum,
                    title=title,
                    sector=sector,
                    institutions=(institutions[lead], institutions[other]),
                    lead=institutions[lead],
                    status=status,
                    starts_on=date(2026, 6, 1),
                    ends_on=date(2029, 5, 31),
                ),
                at,
            )
            known[sector] = agreements.get_partnership(opened)
    return known


def _sea_draft(institutions: dict[str, InstitutionId]) -> WorkDraft:
    return WorkDraft(
        kind=WorkKind.FILM,
        title=script.SEA_TITLE,
        year=2026,
        runtime_seconds=SEA_SECONDS,
        genres=("animation", "short"),
        subjects=("ocean", "nature"),
        summary=script.SEA_SUMMARY,
        credits=(Credit(script.DRAWN_BY, CreditRole.CAMERA),),
        made_by=(institutions["broadcaster"],),
    )


def _clips_draft() -> WorkDraft:
    return WorkDraft(
        kind=WorkKind.FILM,
        title=script.CLIPS_TITLE,
        year=2008,
        genres=("animation", "comedy"),
        subjects=("wildlife",),
        summary=script.CLIPS_SUMMARY,
        credits=(Credit(script.CLIPS_BY, CreditRole.PRODUCER),),
    )


def _work(title: Both, draft: WorkDraft, at: datetime) -> WorkId:
    """Return the work of that title, made if it is not there yet."""
    known = next((work.id for work in works.search_works(title.en) if work.title == title), None)
    return known or works.create_work(draft, at)


def _show(work: WorkId, source: Path, at: datetime) -> None:
    """Put a work's film on it, unless it has one."""
    if watch.find_film(work) is None:
        watch.add_film(source, None, work=work, name=source.name, at=at)


def _license(
    bonds: dict[Sector, Partnership],
    shown: list[WorkId],
    institutions: dict[str, InstitutionId],
    at: datetime,
) -> None:
    """Give the films to Britain and China for three years, and promise what they are to bring."""
    film, stage = bonds[Sector.FILM_TELEVISION], bonds[Sector.FASHION_ART]
    if not agreements.list_agreements(film.id):
        agreements.license_works(
            AgreementDraft(
                partnership=film.id,
                kind=AgreementKind.LICENCE_TO_PUBLISH,
                title=Both("Licence for the first films", "首批影片授权"),
                signed_on=date(2026, 6, 1),
                shares=((institutions["broadcaster"], 60), (institutions["lantern"], 40)),
            ),
            lambda made: GrantDraft(
                agreement=made,
                works=tuple(shown),
                territories=parse_territories("GB CN"),
                window=local_window(date(2026, 6, 1), date(2029, 5, 31), "Europe/London"),
                media=(Medium.STREAM,),
            ),
            at,
        )
    due = (at + timedelta(days=365)).date()
    for bond, kind, title, measure, target, counted in (
        (film, CommitmentKind.DISTRIBUTION, Both("A hundred counted views of the sea", "《静海》有效观看一百次"),
         "watch.counted_views", 100, (shown[0],)),
        (film, CommitmentKind.LICENSING, Both("Two works on stage in Britain and China", "两部作品在英中两国上演"),
         "works.on_stage", 2, ()),
        (stage, CommitmentKind.MARKETING, Both("An hour of watching by the first audience", "首批观众累计观看一小时"),
         "watch.seconds", 3600, ()),
    ):  # fmt: skip
        _promise(bond.id, kind, title, measure, target, counted, due, at)


def _promise(
    partnership: PartnershipId,
    kind: CommitmentKind,
    title: Both,
    measure: str,
    target: int,
    counted: tuple[WorkId, ...],
    due: date,
    at: datetime,
) -> None:
    if all(known.title != title for known in agreements.list_commitments(partnership)):
        draft = CommitmentDraft(
            partnership=partnership,
            kind=kind,
            title=title,
            measure=measure,
            target=target,
            due_on=due,
            works=counted,
        )
        agreements.make_commitment(draft, at)
