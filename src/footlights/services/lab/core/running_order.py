"""A programme as a relay's running order, day by day: halls contribute, one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from itertools import pairwise

from footlights.kernel.ids import is_id
from footlights.kernel.text import Both
from footlights.services.lab.types import Json, Showing


def make_running_orders(title: Both, showings: Sequence[Showing]) -> dict[date, Json]:
    """Return a running order for each UTC day on which something begins, as JSON that states an event.

    A relay carries one hall at a time: a showing that begins while another is on is left out, and named so. A slot
    lasts until the next begins, so that each begins when the programme says; the last lasts as long as its film. A film that is no work of the house is named by its title alone.
    """
    by_day: defaultdict[date, list[Showing]] = defaultdict(list)
    for each in sorted(showings, key=lambda each: (each.slot.starts_at, each.slot.id)):
        by_day[each.slot.starts_at.astimezone(UTC).date()].append(each)
    return {day: _order(title, found) for day, found in by_day.items()}


def _order(title: Both, showings: Sequence[Showing]) -> Json:
    carried: list[Showing] = []
    left_out: list[Showing] = []
    for each in showings:
        is_free = not carried or each.slot.starts_at >= carried[-1].slot.starts_at + _length(carried[-1])
        (carried if is_free else left_out).append(each)
    halls = list(dict.fromkeys((each.slot.venue, each.slot.zone) for each in carried))
    ends = [(after.slot.starts_at - each.slot.starts_at) for each, after in pairwise(carried)]
    return {
        "title": title.as_json(),
        "starts_at": carried[0].slot.starts_at.isoformat(),
        "contributors": [{"name": venue.as_json(), "zone": zone, "way": "rtmp"} for venue, zone in halls],
        "slots": [
            {
                "contributor": halls.index((each.slot.venue, each.slot.zone)),
                "title": each.film.title.as_json(),
                "seconds": lasts.total_seconds(),
                "work": each.film.id if is_id(each.film.id, "wrk") else None,
                "territories": each.slot.territory,
            }
            for each, lasts in zip(carried, [*ends, _length(carried[-1])], strict=True)
        ],
        "left_out": [each.film.title.as_json() for each in left_out],
    }


def _length(showing: Showing) -> timedelta:
    return timedelta(minutes=showing.film.minutes)
