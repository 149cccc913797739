"""Festivals and outcomes as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from footlights.kernel.territory import parse_territory
from footlights.kernel.text import Both
from footlights.services.lab.types import (
    Attempt,
    BadFestival,
    Festival,
    Film,
    Json,
    Method,
    Outcome,
    Showable,
    Slot,
)

MOST_FILMS: Final = 60
MOST_SLOTS: Final = 60
_MISSING: Final = Both("{where} has no {name}.", "{where} 缺少 {name}。")
_WRONG: Final = Both("{where}: {name} can't be {found}.", "{where}：{name} 不能为 {found}。")


def read_festival(told: object) -> Festival:
    """Return the festival that a JSON document states.

    Raises BadFestival, naming the film or slot and what is wrong with it.
    """
    document = _object(told, "festival")
    films, slots = _list(document, "films"), _list(document, "slots")
    if not 1 <= len(films) <= MOST_FILMS or not 1 <= len(slots) <= MOST_SLOTS:
        raise BadFestival(
            Both(
                f"A festival has 1 to {MOST_FILMS} films and 1 to {MOST_SLOTS} slots.",
                f"影展须有 1–{MOST_FILMS} 部影片和 1–{MOST_SLOTS} 个场次。",
            )
        )
    festival = Festival(
        title=_both(document, "title", "festival"),
        films=tuple(_film(each, f"films[{place}]") for place, each in enumerate(films)),
        slots=tuple(_slot(each, f"slots[{place}]") for place, each in enumerate(slots)),
        repeat_cost=_number(document, "repeat_cost", "festival", 0, 1_000_000, usual=20),
        is_invented=document.get("is_invented") is True,
    )
    for name, ids in (("films", [f.id for f in festival.films]), ("slots", [s.id for s in festival.slots])):
        if len(set(ids)) != len(ids):
            raise BadFestival(Both(f"Two {name} share an id.", f"{name} 中有重复的 id。"))
    return festival


def _film(told: object, where: str) -> Film:
    film = _object(told, where)
    return Film(
        id=_text(film, "id", where),
        title=_both(film, "title", where),
        minutes=_number(film, "minutes", where, 1, 1440),
        worth=_number(film, "worth", where, 0, 1_000_000),
        genre=str(film.get("genre", ""))[:60],
        guests=tuple(str(guest)[:60] for guest in film.get("guests", ()) or ()),
        rights=tuple(
            _right(each, f"{where}.rights[{n}]") for n, each in enumerate(film.get("rights", ()) or ())
        ),
    )


def _right(told: object, where: str) -> Showable:
    right = _object(told, where)
    return Showable(
        _territory(right, where), _instant(right, "opens_at", where), _instant(right, "closes_at", where)
    )


def _slot(told: object, where: str) -> Slot:
    slot = _object(told, where)
    starts_at = _instant(slot, "starts_at", where)
    if starts_at is None:
        raise BadFestival(_MISSING.filled(where=where, name="starts_at"))
    return Slot(
        id=_text(slot, "id", where),
        venue=_both(slot, "venue", where),
        territory=_territory(slot, where),
        starts_at=starts_at,
        minutes=_number(slot, "minutes", where, 1, 1440),
        draw=_number(slot, "draw", where, 0, 1000, usual=100),
    )


def _object(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        raise BadFestival(Both(f"{where} is not an object.", f"{where} 不是对象。"))
    return told


def _list(document: Mapping[str, Any], name: str) -> Sequence[object]:
    found = document.get(name)
    if not isinstance(found, list):
        raise BadFestival(_MISSING.filled(where="festival", name=name))
    return found


def _text(told: Mapping[str, Any], name: str, where: str) -> str:
    found = told.get(name)
    if not isinstance(found, str) or not found.strip():
        raise BadFestival(_MISSING.filled(where=where, name=name))
    return found[:80]


def _both(told: Mapping[str, Any], name: str, where: str) -> Both:
    found = told.get(name)
    if isinstance(found, str) and found.strip():
        return Both(found[:300], found[:300])
    if not isinstance(found, Mapping):
        raise BadFestival(_MISSING.filled(where=where, name=name))
    return Both(_text(found, "en", f"{where}.{name}"), _text(found, "zh", f"{where}.{name}"))


def _number(
    told: Mapping[str, Any], name: str, where: str, least: int, most: int, *, usual: int | None = None
) -> int:
    found = told.get(name, usual)
    if found is None:
        raise BadFestival(_MISSING.filled(where=where, name=name))
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise BadFestival(_WRONG.filled(where=where, name=name, found=ascii(found)[:40]))
    return found


def _territory(told: Mapping[str, Any], where: str) -> Any:
    try:
        return parse_territory(_text(told, "territory", where))
    except ValueError as fault:
        found = ascii(told.get("territory"))[:40]
        raise BadFestival(_WRONG.filled(where=where, name="territory", found=found)) from fault


def _instant(told: Mapping[str, Any], name: str, where: str) -> datetime | None:
    found = told.get(name)
    if found is None:
        return None
    try:
        at = datetime.fromisoformat(str(found))
    except ValueError as fault:
        raise BadFestival(_WRONG.filled(where=where, name=name, found=ascii(found)[:40])) from fault
    if at.tzinfo is None:
        raise BadFestival(
            Both(
                f"{where}: {name} needs an offset, such as +08:00.", f"{where}：{name} 须带时差，如 +08:00。"
            )
        )
    return at


def write_festival(festival: Festival) -> Json:
    """Return a festival as the JSON that states it."""
    return {
        "title": festival.title.as_json(),
        "repeat_cost": festival.repeat_cost,
        "is_invented": festival.is_invented,
        "films": [
            {
                "id": film.id,
                "title": film.title.as_json(),
                "minutes": film.minutes,
                "worth": film.worth,
                "genre": film.genre,
                "guests": list(film.guests),
                "rights": [
                    {
                        "territory": right.territory,
                        "opens_at": right.opens_at and right.opens_at.isoformat(),
                        "closes_at": right.closes_at and right.closes_at.isoformat(),
                    }
                    for right in film.rights
                ],
            }
            for film in festival.films
        ],
        "slots": [
            {
                "id": slot.id,
                "venue": slot.venue.as_json(),
                "territory": slot.territory,
                "starts_at": slot.starts_at.isoformat(),
                "minutes": slot.minutes,
                "draw": slot.draw,
            }
            for slot in festival.slots
        ],
    }


def write_outcome(outcome: Outcome) -> Json:
    """Return an outcome as JSON: the table of methods, the plan, its proof and the advice."""
    return {
        "winner": outcome.winner.value,
        "objective": outcome.objective,
        "bound": outcome.bound,
        "variables": outcome.variables,
        "plan": list(outcome.plan),
        "advice": outcome.advice.as_json(),
        "attempts": [
            {
                "method": each.method.value,
                "objective": each.objective,
                "gap": outcome.gap_of(each),
                "feasible_share": each.feasible_share,
                "seconds": each.seconds,
                "bound": each.bound,
                "mean_energy": each.mean,
                "plan": None if each.plan is None else list(each.plan),
                "note": each.note.as_json(),
            }
            for each in outcome.attempts
        ],
    }


def read_outcome(told: Mapping[str, Any]) -> Outcome:
    """Return an outcome from the house's own JSON."""
    return Outcome(
        attempts=tuple(
            Attempt(
                method=Method(each["method"]),
                plan=None if each["plan"] is None else tuple(each["plan"]),
                objective=each["objective"],
                seconds=each["seconds"],
                feasible_share=each["feasible_share"],
                note=Both(**each["note"]),
                bound=each["bound"],
                mean=each.get("mean_energy"),
            )
            for each in told["attempts"]
        ),
        winner=Method(told["winner"]),
        plan=tuple(told["plan"]),
        objective=told["objective"],
        bound=told["bound"],
        advice=Both(**told["advice"]),
        variables=told["variables"],
    )
