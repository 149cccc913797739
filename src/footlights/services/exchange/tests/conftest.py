"""What the exchange's tests share: an agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def deal():
    """An agreement between the broadcaster and the opera house."""
    house = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=AT)
    opera = people.create_institution(Both("Jade River Opera", "玉河歌剧院"), CN, is_invented=True, at=AT)
    title = Both("Films for two", "双方影片")
    parties = tuple(Party(who, Both("Aurora", "欧若拉"), Both("Director", "总监")) for who in (house, opera))
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(title, title, parties, (Sector.FILM_TELEVISION,), AT, title, "Asia/Shanghai"), AT
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(memorandum, title, Sector.FILM_TELEVISION, (house, opera), house), AT
    )
    return agreements.make_agreement(
        AgreementDraft(
            partnership, AgreementKind.LICENCE_TO_PUBLISH, title, date(2026, 11, 1), ((house, 1), (opera, 1))
        ),
        AT,
    )
