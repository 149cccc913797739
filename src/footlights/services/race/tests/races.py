"""Races driven for tests: by hands that hold keys as people do, sent piece by piece as a browser sends them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Viewer
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Language
from footlights.services.race import api
from footlights.services.race.core.cars import find_car
from footlights.services.race.core.driver import drive
from footlights.services.race.core.judge import drive_again
from footlights.services.race.core.kernel import time_ms
from footlights.services.race.core.tracks import find_track
from footlights.services.race.types import Claim, Result

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)  # a Monday
PIECE = 180


def a_viewer(
    name: str = "Chen",
    *,
    territory: Territory = GB,
    age: AgeBand | None = None,
    lives: Territory | None = None,
) -> Viewer:
    """Return somebody who signed in."""
    email = f"{name.lower()}@footlights.example"
    known = people.find_person_by_email(email)
    person = known.id if known else people.create_person(email, None, name, at=AT)
    return Viewer(f"session-{name}", PersonId(person), name, territory, lives, age, Language.EN)


@cache
def calm(track: str, car: str, seed: int) -> bytes:
    """Return inputs of a race by the house's driver; of those used here none turns the wheel faster than hands do."""
    where, what = find_track(track), find_car(car)
    assert where
    assert what
    return drive(where, what, seed)


def claim_of(track: str, car: str, inputs: bytes) -> Claim:
    """Return what an honest browser claims."""
    where, what = find_track(track), find_car(car)
    assert where
    assert what
    driven = drive_again(where, what, inputs)
    return Claim(time_ms(driven.ticks), driven.marks)


def send(
    viewer: Viewer, token: str, inputs: bytes, began_at: datetime, *, rate: float = 1.0, wait: float = 3.0
) -> datetime:
    """Send inputs piece by piece at so many times the clock's pace; return when the last was sent."""
    at = began_at + timedelta(seconds=wait)
    for first in range(0, len(inputs), PIECE):
        piece = inputs[first : first + PIECE]
        at += timedelta(seconds=len(piece) / 60 / rate)
        api.take_piece(token, viewer, first, piece, at)
    return at


def race(
    viewer: Viewer, *, track: str = "gullhaven", car: str = "tern", seed: int = 1, at: datetime = AT
) -> Result:
    """Drive a whole race honestly and return what came of it."""
    inputs = calm(track, car, seed)
    start = api.begin(viewer, track, car, "limelight", at)
    ended = send(viewer, start.token, inputs, at)
    return api.finish(start.token, viewer, claim_of(track, car, inputs), ended)


__all__ = ["AT", "CN", "GB", "a_viewer", "calm", "claim_of", "race", "send"]
