"""What tests do for the lab: a university signs for research, and invented people watch in the log; see tests.deeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CommitmentDraft,
    CommitmentKind,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.events import api as events
from footlights.ground.events.types import Event
from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Purpose, Role, Viewer
from footlights.kernel.ids import EventId, WorkId
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both, Language

AT = datetime(2025, 1, 10, 12, tzinfo=UTC)
WATCHED = datetime(2025, 1, 2, 12, tzinfo=UTC)
TITLE = Both("Lamplight study", "灯光研究")


def sign_for_research(*, names_university=True, promises_research=True, signed_on=date(2025, 1, 10)):
    """Return a university, somebody of it, and an agreement with it."""
    house = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=AT)
    university = people.create_institution(Both("Tarn University", "塔恩大学"), GB, is_invented=True, at=AT)
    parties = tuple(
        Party(who, Both("Aurora", "欧若拉"), Both("Director", "总监")) for who in (house, university)
    )
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(TITLE, TITLE, parties, (Sector.TECHNOLOGY,), AT, TITLE, "Europe/London"), AT
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(memorandum, TITLE, Sector.TECHNOLOGY, (house, university), house), AT
    )
    if promises_research:
        agreements.make_commitment(
            CommitmentDraft(
                partnership, CommitmentKind.RESEARCH, TITLE, "lab.programmes", 1, date(2025, 12, 31)
            ),
            AT,
        )
    shares = ((house, 1), (university, 0)) if names_university else ((house, 1),)
    deal = agreements.make_agreement(
        AgreementDraft(partnership, AgreementKind.SERVICE, TITLE, signed_on, shares), AT
    )
    person = people.create_person("reader@tarn.example", "a long password 9", "Wen", at=AT)
    people.add_member(university, person, Role.PARTNER, AT)
    return university, person, deal


def watch_in_the_log(number, band, where, work, *, consents=True, at=WATCHED, beats=3):
    """Let somebody watch, and return who."""
    person = people.create_person(f"viewer{number}@example.org", None, f"Viewer {number}", at=AT)
    people.update_person(person, age_band=band, at=AT)
    if consents:
        people.grant_consent(person, Purpose.ANALYTICS, at)

    viewer = Viewer("", person, "", where, where, band, Language.EN)
    name = people.pseudonym_of(viewer, AT)
    body = {
        "playing": f"ply-{number}", "asset": "ast", "work": work, "viewer": name, "territory": where,
        "age_band": band if consents else None, "duration_ms": 600_000,
    }  # fmt: skip
    begun_us = int(at.timestamp() * 1_000_000)
    told = [Event(EventId(f"evt-{number}"), "media.playing_started", at, body)]
    for beat in range(1, beats + 1):
        sent = at + timedelta(seconds=20 * beat)
        more = {"started_at_us": begun_us, "sent_at_us": begun_us + 20_000_000 * beat, "position_ms": 20_000 * beat,
                "played_ms": 20_000, "rate": 1.0}  # fmt: skip
        told.append(Event(EventId(f"evt-{number}-{beat}"), "media.beat", sent, {**body, **more}))
    events.record(told)
    return person


def let_a_university_study(work: str) -> dict[str, str]:
    """Let 61 invented people watch a work in the first week of 2025, and a university sign for what can be told of them."""
    number = 0
    for band, where, how_many in (
        (AgeBand.FROM_18, GB, 19), (AgeBand.FROM_25, CN, 17), (AgeBand.FROM_35, GB, 13), (AgeBand.FROM_65, GB, 8),
        (AgeBand.FROM_50, CN, 4),
    ):  # fmt: skip
        for _ in range(how_many):
            number += 1
            watch_in_the_log(number, band, where, WorkId(work), beats=1 + number % 9)
    university, _, deal = sign_for_research()
    return {"university": university, "research": deal, "reader": "reader@tarn.example"}
