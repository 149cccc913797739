"""A relay to look at: invented contributors, their hours in compressed time, and a deal that lets it be seen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    GrantDraft,
    Medium,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.documents import api as documents
from footlights.ground.people import api as people
from footlights.kernel.ids import InstitutionId, PartnershipId
from footlights.kernel.territory import CN, GB, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import local_window
from footlights.services.live.adapters import folder
from footlights.services.live.types import Contributor, ContributorDraft, Event, EventDraft, SlotDraft, Way

from .planning import create_event

TITLE: Final = Both("A day of five stages", "五台一日")
_NAMES: Final = (
    (Both("The Tide Opera House", "潮汐歌剧院"), "Europe/London"),
    (Both("Crane Gate Dance Theatre", "鹤门舞剧院"), "Asia/Shanghai"),
    (Both("Saltmarsh Company", "盐沼舞团"), "Europe/London"),
    (Both("Nine Bridges Stage", "九桥剧场"), "Asia/Shanghai"),
    (Both("Lantern Strait Studio", "灯屿排练厅"), "Asia/Shanghai"),
)
_ACTS: Final = (
    Both("Morning class", "晨课"),
    Both("Rehearsal", "排练"),
    Both("On stage", "登台"),
    Both("In conversation", "对谈"),
)


def plan_demo(
    *, contributors: int, hours: float, seconds: float, at: datetime, slots: int | None = None
) -> Event:
    """Plan a rendered relay that begins shortly: so many hours pass in so many seconds.

    slots: how many; None for one an hour, none shorter than three seconds.
    """
    count = slots or max(contributors, min(round(hours), int(seconds // 3)))
    who = [
        ContributorDraft(name, zone, Way.SRT if place == 1 else Way.RTMP)
        for place, (name, zone) in ((n, _NAMES[n % len(_NAMES)]) for n in range(contributors))
    ]
    order = [
        SlotDraft(
            contributor=number % contributors,
            title=_ACTS[(number // contributors) % len(_ACTS)],
            seconds=seconds / count,
        )
        for number in range(count)
    ]
    draft = EventDraft(
        TITLE,
        at + timedelta(seconds=12),
        tuple(who),
        tuple(order),
        pace=hours * 3600 / seconds,
        is_rendered=True,
    )
    event = create_event(draft, at)
    _license(event, at)
    return event


def draw_contributor(event: Event, contributor: Contributor) -> Path:
    """Return the card that a rendered contributor shows.

    Raises documents' NoTypeface.
    """
    place = folder.event_folder(event.id)
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / f"{contributor.id}.png"
    where = Both("London", "伦敦") if contributor.zone == "Europe/London" else Both("Beijing", "北京")
    title = f"{contributor.name.zh}  {contributor.name.en}"
    path.write_bytes(documents.draw_card(f"{where.en} · {where.zh}", title, (event.title.en, event.title.zh)))
    return path


def address_of(contributor: Contributor, rtmp_port: int) -> str:
    """Return where a contributor's encoder sends to on this machine."""
    if contributor.way is Way.SRT:
        return f"srt://127.0.0.1:{contributor.srt_port}?mode=caller&passphrase={contributor.passphrase}&pbkeylen=16"
    return f"rtmp://127.0.0.1:{rtmp_port}/live/{contributor.key}"


def _license(event: Event, at: datetime) -> None:
    """Let the relay be seen in Britain and China, live and afterwards, for a year."""
    partnership, licensor = _partnership(at)
    today = at.date()
    agreement = agreements.make_agreement(
        AgreementDraft(
            partnership=partnership,
            kind=AgreementKind.LICENCE_TO_PUBLISH,
            title=TITLE,
            signed_on=today,
            shares=((licensor, 1),),
        ),
        at,
    )
    agreements.issue_grant(
        GrantDraft(
            agreement=agreement,
            works=(event.work,),
            territories=parse_territories("GB CN"),
            window=local_window(today - timedelta(days=1), date(today.year + 1, 12, 31), "Europe/London"),
            media=(Medium.LIVE, Medium.STREAM),
        ),
        at,
    )


def _partnership(at: datetime) -> tuple[PartnershipId, InstitutionId]:
    """Return a partnership under which the relay stands: one that is there, or an invented one."""
    for signed in agreements.list_memoranda():
        for known in agreements.list_partnerships(signed.id):
            return known.id, known.institutions[0]
    here = people.create_institution(_NAMES[0][0], GB, is_invented=True, at=at)
    there = people.create_institution(_NAMES[1][0], CN, is_invented=True, at=at)
    role = Both("Artistic director", "艺术总监")
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(
            title=Both("Stages for two audiences", "为两地观众登台"),
            text=Both("The parties relay one another's stages.", "双方互播舞台演出。"),
            parties=(Party(here, Both("Aurora", "奥罗拉"), role), Party(there, Both("Bo", "博"), role)),
            sectors=(Sector.FASHION_ART,),
            signed_at=at,
            place=Both("London", "伦敦"),
            zone="Europe/London",
        ),
        at,
    )
    opened = agreements.open_partnership(
        PartnershipDraft(
            memorandum=memorandum,
            title=TITLE,
            sector=Sector.FASHION_ART,
            institutions=(here, there),
            lead=here,
        ),
        at,
    )
    return opened, here
