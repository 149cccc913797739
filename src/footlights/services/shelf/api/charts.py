"""Charts: works in the order of their scores, by a rule that stands on the page."""

from __future__ import annotations

from typing import Final

from footlights.ground.works import api as works
from footlights.ground.works.types import WorkKind
from footlights.kernel.ids import WorkId
from footlights.services.shelf import models
from footlights.services.shelf.types import Ranked

from .scoring import FEWEST_SHOWN, get_scores

LENGTH: Final = 50


def list_chart(*, kind: WorkKind | None = None, genre: str = "", decade: int | None = None) -> list[Ranked]:
    """Return the best works of a kind, genre and decade (its first year), at most fifty.

    The rule: at least five votes; the higher score first; among equals the one with more weight, then the older id.
    """
    rows = models.Tally.objects.filter(votes__gte=FEWEST_SHOWN)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    scored = get_scores([WorkId(each) for each in rows.values_list("work", flat=True)])
    scored.sort(key=lambda s: (-(s.score or 0), -s.weight, s.work))
    known = {work.id: work for work in works.list_works(ids=[s.work for s in scored], limit=len(scored))}
    kept = [
        (known[s.work], s)
        for s in scored
        if s.work in known
        and (not genre or genre in known[s.work].genres)
        and (decade is None or (known[s.work].year or 0) // 10 * 10 == decade)
    ]
    return [Ranked(place, work, score) for place, (work, score) in enumerate(kept[:LENGTH], start=1)]
