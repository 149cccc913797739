"""What cars may wear where, and the card of a circuit's place."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people import api as people
from footlights.ground.people.types import Viewer
from footlights.kernel.answer import Answer
from footlights.kernel.ids import CampaignLinkId, WorkId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both
from footlights.services.race import models
from footlights.services.race.core.liveries import DESIGNS, find_design
from footlights.services.race.core.places import CARDS, PlaceCard
from footlights.services.race.core.tracks import find_track
from footlights.services.race.types import Livery, NotThere

_NO_DESIGN: Final = Both("There is no licensed livery {name}.", "没有授权涂装 {name}。")
_NO_TRACK: Final = Both("There is no track {name}.", "没有赛道 {name}。")
_NO_LINK: Final = Both("This card leads nowhere.", "此卡片没有链接。")


def list_liveries(territory: Territory | None, at: datetime) -> list[Livery]:
    """Return what a car may wear in a territory at an instant: the house's own, and those whose licence holds."""
    works = {row.design: WorkId(row.work) for row in models.LicensedLivery.objects.all()}
    found = []
    for design in DESIGNS:
        work = works.get(design.id)
        if design.is_licensed and (
            work is None or agreements.find_licence(work, territory, at=at).answer is not Answer.YES
        ):
            continue
        found.append(Livery(design.id, design.name, design.colours, work))
    return found


def license_livery(design: str, work: WorkId) -> None:
    """Let a design be worn while a grant for a work holds. Raises NotThere for one that needs no licence."""
    known = find_design(design)
    if known is None or not known.is_licensed:
        raise NotThere(_NO_DESIGN.filled(name=design))
    models.LicensedLivery.objects.update_or_create(design=design, defaults={"work": work})


def get_place(track: str) -> PlaceCard:
    """Return the card of a circuit's place. Raises NotThere."""
    if track not in CARDS:
        raise NotThere(_NO_TRACK.filled(name=track))
    return CARDS[track]


def link_place(track: str, link: CampaignLinkId) -> None:
    """Put a partner's campaign link on the card of a circuit's place. Raises NotThere."""
    if find_track(track) is None:
        raise NotThere(_NO_TRACK.filled(name=track))
    models.PlaceLink.objects.update_or_create(track=track, defaults={"link": link})


def list_linked_places() -> set[str]:
    """Return the circuits whose card leads on to somewhere."""
    return set(models.PlaceLink.objects.values_list("track", flat=True))


def follow_place(track: str, viewer: Viewer, at: datetime) -> str:
    """Count that a viewer follows a place's campaign link and return where it leads. Raises NotThere."""
    row = models.PlaceLink.objects.filter(track=track).first()
    if row is None:
        raise NotThere(_NO_LINK)
    pseudonym = people.pseudonym_of(viewer, at)
    try:
        return agreements.follow_link(CampaignLinkId(row.link), pseudonym, viewer.territory, at)
    except NoSuchDeal as gone:
        raise NotThere(_NO_LINK) from gone
