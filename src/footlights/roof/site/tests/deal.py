"""A small deal between the broadcaster and the opera house, for tests of the pages that show it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    CommitmentDraft,
    CommitmentKind,
    MemorandumDraft,
    PartnershipDraft,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import Credit, CreditRole, WorkDraft, WorkKind
from footlights.kernel.ids import MemorandumId, WorkId
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both

SIGNED = datetime(2026, 5, 15, 9, 30, tzinfo=UTC)
TITLE = Both("Films for two audiences", "为两地观众呈现影片")


def make_work(en: str = "The Quiet Sea", zh: str = "静海", **facts) -> WorkId:
    """Put a film into the catalogue."""
    told = {"year": 2026, "credits": (Credit(Both("Ada", "艾达"), CreditRole.DIRECTOR),)} | facts
    return works.create_work(WorkDraft(kind=WorkKind.FILM, title=Both(en, zh), **told), SIGNED)


def sign(*counted: WorkId, is_binding: bool = False) -> MemorandumId:
    """Sign a memorandum with one partnership under way, and promise one counted view of these works."""
    broadcaster = people.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=SIGNED)
    opera = people.create_institution(Both("East River Opera", "东江歌剧院"), CN, is_invented=True, at=SIGNED)
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(
            title=TITLE,
            text=Both("First.\n\nThen <b>second</b>.", "其一。\n\n其二。"),
            parties=(
                Party(broadcaster, Both("Aurora", "奥罗拉"), Both("Head of film", "电影部主任")),
                Party(opera, Both("Bo", "博"), Both("Artistic director", "艺术总监")),
            ),
            sectors=(Sector.FILM_TELEVISION, Sector.GAMES),
            signed_at=SIGNED,
            place=Both("Leeds", "利兹"),
            zone="Europe/London",
            is_binding=is_binding,
        ),
        SIGNED,
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(
            memorandum=memorandum,
            title=Both("One film a season", "每季一部影片"),
            sector=Sector.FILM_TELEVISION,
            institutions=(broadcaster, opera),
            lead=broadcaster,
            status=PartnershipStatus.UNDER_WAY,
        ),
        SIGNED,
    )
    agreements.make_commitment(
        CommitmentDraft(
            partnership=partnership,
            kind=CommitmentKind.DISTRIBUTION,
            title=Both("A thousand views", "一千次观看"),
            measure="watch.counted_views",
            target=1000,
            due_on=date(2027, 5, 15),
            works=counted,
        ),
        SIGNED,
    )
    return memorandum
