"""Verdicts against an oracle that reads the deals another way."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from footlights.ground.agreements.core.rights import decide
from footlights.ground.agreements.types import Grant, Medium
from footlights.kernel.answer import Answer
from footlights.kernel.ids import AgreementId, GrantId, WorkId
from footlights.kernel.territory import WORLD, Territories, Territory
from footlights.kernel.window import Bound, Symbol, Window

CODES = [Territory(code) for code in ("GB", "CN", "HK", "FR", "US")]
# Windows open and close around these: the clock changes of London, and ordinary midnights of Shanghai.
EDGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC),
    datetime(2026, 6, 1, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC),
]
NUDGES = [
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(microseconds=-1),
    timedelta(hours=1),
    timedelta(days=-30),
]


def some_bound(dice: random.Random) -> Bound:
    return dice.choice(EDGES) if dice.random() < 0.8 else dice.choice(list(Symbol))


def some_grant(dice: random.Random, number: int) -> Grant:
    opens, closes = some_bound(dice), some_bound(dice)
    if isinstance(opens, datetime) and isinstance(closes, datetime):
        opens, closes = min(opens, closes), max(opens, closes) + timedelta(hours=1)
    territories = WORLD if dice.random() < 0.1 else Territories(
        frozenset(dice.sample(CODES, dice.randint(1, 3))), dice.random() < 0.3
    )  # fmt: skip
    return Grant(
        id=GrantId(f"grt-{number}"),
        agreement=AgreementId("agr"),
        works=(WorkId("wrk"),),
        territories=territories,
        window=Window(opens, closes, "Europe/London"),
        media=(Medium.STREAM,),
        revoked_at=dice.choice(EDGES) if dice.random() < 0.2 else None,
    )


def possible(grant: Grant, territory: Territory, at: datetime) -> set[bool]:
    """Whether a grant lets it be shown, under every reading of what it leaves open."""
    if grant.revoked_at is not None and at >= grant.revoked_at:
        return {False}
    listed = territory in grant.territories.codes
    if listed == grant.territories.is_world_except:
        return {False}
    before = {at - timedelta(1), at + timedelta(1)}
    starts = {grant.window.opens} if isinstance(grant.window.opens, datetime) else (
        {at - timedelta(1)} if grant.window.opens in (Symbol.OPEN, Symbol.IMMEDIATE) else before
    )  # fmt: skip
    ends = {grant.window.closes} if isinstance(grant.window.closes, datetime) else (
        {at + timedelta(1)} if grant.window.closes in (Symbol.OPEN, Symbol.IMMEDIATE) else before
    )  # fmt: skip
    return {start <= at < end for start in starts for end in ends}


def oracle(grants: list[Grant], territory: Territory | None, at: datetime) -> Answer:
    """The answer by trying every place the viewer may be in and every reading of every grant."""
    outcomes: set[bool] = set()
    for place in [territory] if territory else [*CODES, Territory("NZ")]:
        readings = [possible(grant, place, at) for grant in grants]
        outcomes.add(any(True in reading and len(reading) == 1 for reading in readings))
        if any(len(reading) == 2 for reading in readings) and not any(
            reading == {True} for reading in readings
        ):
            outcomes |= {True, False}
    return Answer.UNKNOWN if len(outcomes) == 2 else Answer.YES if outcomes == {True} else Answer.NO


def test_ten_thousand_questions_around_the_edges_are_answered_as_the_oracle_does():
    dice = random.Random(20260601)
    wrong = []
    for number in range(10_000):
        grants = [some_grant(dice, i) for i in range(dice.randint(0, 3))]
        territory = dice.choice(CODES)
        at = dice.choice(EDGES) + dice.choice(NUDGES)
        found, right = decide(grants, territory, at).answer, oracle(grants, territory, at)
        if found is not right:
            wrong.append((number, grants, territory, at, found, right))
    assert not wrong, f"{len(wrong)} wrong, such as {wrong[0]}"


def test_a_viewer_of_whom_nobody_knows_where_is_never_told_yes_unless_every_place_is():
    dice = random.Random(7)
    for _ in range(2_000):
        grants = [some_grant(dice, i) for i in range(dice.randint(0, 3))]
        at = dice.choice(EDGES) + dice.choice(NUDGES)
        if decide(grants, None, at).answer is Answer.YES:
            assert all(decide(grants, place, at).answer is Answer.YES for place in CODES)


def test_the_verdict_names_the_grant_that_decided_and_says_why():
    at = EDGES[0]
    grant = some_grant(random.Random(1), 1)
    there = Grant(**{**_fields(grant), "territories": Territories(frozenset({Territory("GB")})), "revoked_at": None,
                     "window": Window(at, Symbol.OPEN)})  # fmt: skip

    refused = decide([there], Territory("FR"), at)

    assert refused.answer is Answer.NO
    assert refused.grant == there.id
    assert "France" in refused.reason.en
    assert "法国" in refused.reason.zh


def _fields(grant: Grant) -> dict[str, object]:
    return {name: getattr(grant, name) for name in grant.__dataclass_fields__}
