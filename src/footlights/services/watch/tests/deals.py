"""What a viewing stands on: two houses, an agreement between them, a grant, a film."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import imageio_ffmpeg

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    GrantDraft,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.kernel.ids import AgreementId, GrantId, PersonId, WorkId
from footlights.kernel.territory import CN, GB, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Window

AT = datetime(2027, 1, 10, 12, tzinfo=UTC)
TITLE = Both("The Tide", "潮汐")


def make_film(path: Path, seconds: float = 12) -> Path:
    """Write a small real film."""
    bars = f"testsrc2=size=320x240:rate=25:duration={seconds}"
    subprocess.run(
        [
            imageio_ffmpeg.get_ffmpeg_exe(),
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            bars,
            "-preset",
            "ultrafast",
            str(path),
        ],
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return path


def make_agreement() -> AgreementId:
    """Sign what a grant needs above it."""
    broadcaster = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=AT)
    opera = people.create_institution(Both("Jade River Opera", "玉河歌剧院"), CN, is_invented=True, at=AT)
    parties = tuple(
        Party(who, Both("Aurora", "欧若拉"), Both("Director", "总监")) for who in (broadcaster, opera)
    )
    place = Both("Beijing", "北京")
    text = Both("We work together.", "我们携手合作。")
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(TITLE, text, parties, (Sector.FILM_TELEVISION,), AT, place, "Asia/Shanghai"), AT
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(memorandum, TITLE, Sector.FILM_TELEVISION, (broadcaster, opera), broadcaster), AT
    )
    shares = ((broadcaster, 1), (opera, 1))
    draft = AgreementDraft(partnership, AgreementKind.LICENCE_TO_PUBLISH, TITLE, date(2027, 1, 1), shares)
    return agreements.make_agreement(draft, AT)


def grant(work: WorkId, territories: str = "GB CN", *, days: int = 30, at: datetime = AT) -> GrantId:
    """Let a work be watched in some territories, from a day before until some days after."""
    window = Window(at - timedelta(days=1), at + timedelta(days=days), "Europe/London")
    return agreements.issue_grant(
        GrantDraft(make_agreement(), (work,), parse_territories(territories), window), at
    )


def make_producer(email: str = "aurora@example.org") -> PersonId:
    """Make Aurora, a producer of the broadcaster."""
    person = people.create_person(email, "a long password 9", "Aurora", at=AT)
    house = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=AT)
    people.add_member(house, person, Role.PRODUCER, AT)
    return person
