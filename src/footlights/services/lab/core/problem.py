"""A festival becomes a problem: which film may stand in which slot, what that is worth, and what can't go together."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from footlights.services.lab.types import Festival, Film, Plan, Problem, Showing, Slot

TRAVEL: Final = timedelta(minutes=30)  # between two venues


def state(festival: Festival) -> Problem:
    """Return the problem that a festival poses.

    A film stands in a slot when it fits its length and a right covers the showing whole. A film is shown once, a slot
    holds one film, a venue one film at a time, a guest is in one place.
    """
    options = tuple(
        (f, s)
        for f, film in enumerate(festival.films)
        for s, slot in enumerate(festival.slots)
        if may_stand(film, slot)
    )
    n = len(options)
    gains = np.array(
        [festival.films[f].worth * festival.slots[s].draw // 100 for f, s in options], dtype=np.int64
    )
    conflicts = np.zeros((n, n), dtype=np.bool_)
    together = np.zeros((n, n), dtype=np.int64)
    follows = _followers(festival.slots)
    for i, j in combinations(range(n), 2):
        (f, s), (g, t) = options[i], options[j]
        conflicts[i, j] = conflicts[j, i] = f == g or _clash(festival, (f, s), (g, t))
        genre = festival.films[f].genre
        if genre and genre == festival.films[g].genre and (s, t) in follows:
            together[i, j] = together[j, i] = -festival.repeat_cost
    by_film = [
        tuple(i for i, (f, _) in enumerate(options) if f == film) for film in range(len(festival.films))
    ]
    by_slot = [
        tuple(i for i, (_, s) in enumerate(options) if s == slot) for slot in range(len(festival.slots))
    ]
    groups = tuple(group for group in (*by_film, *by_slot) if len(group) > 1)
    return Problem(options, gains, together, conflicts, groups)


def may_stand(film: Film, slot: Slot) -> bool:
    """Return whether a film fits a slot and may be shown there from its first minute to its last."""
    ends_at = slot.starts_at + timedelta(minutes=film.minutes)
    return film.minutes <= slot.minutes and any(
        right.territory == slot.territory
        and (right.opens_at is None or right.opens_at <= slot.starts_at)
        and (right.closes_at is None or ends_at <= right.closes_at)
        for right in film.rights
    )


def _clash(festival: Festival, one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = festival.slots[one[1]], festival.slots[other[1]]
    if first.venue == second.venue:
        return _overlap(first, second, timedelta())
    guests = set(festival.films[one[0]].guests) & set(festival.films[other[0]].guests)
    return bool(guests) and _overlap(first, second, TRAVEL)


def _overlap(first: Slot, second: Slot, between: timedelta) -> bool:
    ends = [slot.starts_at + timedelta(minutes=slot.minutes) + between for slot in (first, second)]
    return first.starts_at < ends[1] and second.starts_at < ends[0]


def _followers(slots: tuple[Slot, ...]) -> frozenset[tuple[int, int]]:
    """Return the pairs of slots that follow one another in a venue on one day, both ways round."""
    places = sorted(range(len(slots)), key=lambda s: (slots[s].venue.en, slots[s].starts_at))
    near = [
        (a, b)
        for a, b in pairwise(places)
        if slots[a].venue == slots[b].venue and slots[a].starts_at.date() == slots[b].starts_at.date()
    ]
    return frozenset(near + [(b, a) for a, b in near])


def value(problem: Problem, plan: Plan) -> int:
    """Return the points of a plan, whether it holds or not."""
    chosen = list(plan)
    within = problem.together[np.ix_(chosen, chosen)]
    return int(problem.gains[chosen].sum() + within.sum() // 2)


def holds(problem: Problem, plan: Plan) -> bool:
    """Return whether no two options of a plan are in conflict."""
    chosen = list(plan)
    return not problem.conflicts[np.ix_(chosen, chosen)].any()


def list_showings(festival: Festival, problem: Problem, plan: Plan) -> list[Showing]:
    """Return a plan as a programme, by time and venue."""
    showings = [
        Showing(festival.slots[s], festival.films[f], int(problem.gains[i]))
        for i in plan
        for f, s in [problem.options[i]]
    ]
    return sorted(showings, key=lambda each: (each.slot.starts_at, each.slot.venue.en))
