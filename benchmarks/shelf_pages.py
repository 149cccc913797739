"""Scores and histograms of a page of 50 works from a million ratings, beside a live GROUP BY in the same run.

`python -m benchmarks.shelf_pages` runs it alone. The database is SQLite, made for it and thrown away.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from benchmarks.shelf_house import Rows, busy, in_a_house, open_house

RATINGS, WORKS, RATERS = 1_000_000, 5_000, 20_000
PAGE, CALLS, PEER_CALLS, VOTES = 50, 500, 20, 200
BAR_MS = 5.0
SEED = 20261127
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


def run() -> Rows:
    """Return the rows."""
    return in_a_house("shelf_pages")


def measure() -> Rows:
    """Fill this process's house, then ask in turn what a page asks, both ways."""
    open_house()
    from django.db import connection  # noqa: PLC0415  # needs Django

    from footlights.ground.works import api as works  # noqa: PLC0415  # needs Django
    from footlights.ground.works.types import WorkDraft, WorkKind  # noqa: PLC0415  # needs Django
    from footlights.kernel.ids import PersonId  # noqa: PLC0415  # needs Django
    from footlights.kernel.text import Both  # noqa: PLC0415  # needs Django
    from footlights.services.shelf import api, models  # noqa: PLC0415  # needs Django
    from footlights.services.shelf.api import tallies  # noqa: PLC0415  # needs Django
    from footlights.services.shelf.types import MarkDraft, State  # noqa: PLC0415  # needs Django

    began = time.perf_counter()
    _fill(connection)
    models.Tally.objects.bulk_create(tallies.recount(models.Mark.objects.iterator()).values(), batch_size=500)
    filled = time.perf_counter() - began
    print(f"bench shelf: {RATINGS:,} ratings filled in {filled:.0f} s", file=sys.stderr, flush=True)
    page = list(models.Tally.objects.order_by("-votes").values_list("work", flat=True)[:PAGE])
    own = _times(lambda: api.get_scores(page), CALLS)
    peer = _times(lambda: _group_by(connection, page), PEER_CALLS)

    fresh = works.create_work(WorkDraft(WorkKind.FILM, Both("Fresh", "新片")), BEGAN)
    chance = random.Random(SEED)
    voting = iter(range(VOTES))

    def vote() -> None:
        voter = PersonId(f"per-{next(voting):05}")
        api.mark_work(voter, fresh, MarkDraft(State.DONE, chance.randint(1, 10)), BEGAN)

    voted = _times(vote, VOTES)
    assert api.get_score(fresh).votes == VOTES
    differing = api.recompute()
    return [
        {
            "name": f"score and histogram of a page of {PAGE} works, {RATINGS:,} ratings, p99",
            "value": round(_at(own, 0.99), 3),
            "unit": "ms",
            "peer": "live GROUP BY of the same works, median",
            "peer_value": round(_at(peer, 0.5), 1),
            "ratio": round(_at(own, 0.99) / _at(peer, 0.5), 4),
            "bar": f"≤ {BAR_MS:g} ms",
            "holds": _at(own, 0.99) <= BAR_MS,
            "note": f"whole api call, median {_at(own, 0.5):.2f} ms; SQLite; filled in {filled:.0f} s"
            + busy(),
        },
        {
            "name": "a vote, counted in the score when it is answered, p95",
            "value": round(_at(voted, 0.95), 1),
            "unit": "ms",
            "note": "whole api call with its synced commit" + busy(),
        },
        {
            "name": f"works whose kept sums differ from a recount of {RATINGS + VOTES:,} ratings",
            "value": differing,
            "unit": "works",
            "bar": "0",
            "holds": differing == 0,
            "note": "bit for bit: the sums are whole numbers",
        },
    ]


def _fill(connection: object) -> None:
    """Write a million ratings, the popular works' many and the others' few."""
    from footlights.services.shelf import models  # noqa: PLC0415  # needs Django

    chance = random.Random(SEED)
    share = [1 / (n + 10) for n in range(WORKS)]
    held: set[tuple[int, int]] = set()
    batch: list[models.Mark] = []
    while len(held) < RATINGS:
        for work in chance.choices(range(WORKS), share, k=10_000):
            pair = work, chance.randrange(RATERS)
            if pair in held or len(held) == RATINGS:
                continue
            held.add(pair)
            at = BEGAN + timedelta(seconds=chance.randrange(30_000_000))
            batch.append(
                models.Mark(
                    person=f"per-{pair[1]:05}", work=f"wrk-{work:05}", kind="film", state="done",
                    rating=min(10, max(1, round(chance.gauss(7, 2)))), rated_at=at, weight_millionths=chance.randrange(9_000, 1_000_001),
                    privacy="public", marked_at=at,
                )
            )  # fmt: skip
        models.Mark.objects.bulk_create(batch, batch_size=2_000)
        batch.clear()


def _group_by(connection: object, page: Sequence[str]) -> object:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        marks = ", ".join(["%s"] * len(page))
        cursor.execute(
            "SELECT work, rating, COUNT(*), SUM(rating), SUM(weight_millionths), SUM(weight_millionths * rating)"
            f" FROM shelf_mark WHERE work IN ({marks}) AND rating IS NOT NULL GROUP BY work, rating",
            list(page),
        )
        return cursor.fetchall()


def _times(act: Callable[[], object], calls: int) -> list[float]:
    """Return how many milliseconds each call took, in order of length; the first one warms up."""
    found = []
    for _ in range(calls):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    print(json.dumps(measure() if "--measure" in sys.argv else run()))
