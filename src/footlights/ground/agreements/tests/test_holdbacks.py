"""Holdbacks against an oracle, and rights that can't stand side by side."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from footlights.ground.agreements import api
from footlights.ground.agreements.core.rights import decide, find_clash
from footlights.ground.agreements.types import (
    Exclusivity,
    Grant,
    GrantDraft,
    Holdback,
    HoldbackDraft,
    Medium,
    NoSuchDeal,
    NotADeal,
)
from footlights.kernel.answer import Answer
from footlights.kernel.ids import AgreementId, GrantId, HoldbackId
from footlights.kernel.territory import CN, GB, WORLD, parse_territories
from footlights.kernel.window import Symbol, Window, local_window

from .test_api import AT, FRANCE, a_work, grant
from .test_rights import CODES, EDGES, NUDGES, possible, some_grant

DAY = timedelta(days=1)


def some_holdback(dice: random.Random, number: int) -> Holdback:
    base = some_grant(dice, number)
    return Holdback(
        id=HoldbackId(f"hbk-{number}"),
        agreement=AgreementId("agr"),
        works=base.works,
        territories=base.territories,
        window=base.window,
        lifted_at=base.revoked_at,
    )


def as_grant(holdback: Holdback) -> Grant:
    """A holdback read as what it takes away."""
    return Grant(
        id=GrantId(holdback.id),
        agreement=holdback.agreement,
        works=holdback.works,
        territories=holdback.territories,
        window=holdback.window,
        revoked_at=holdback.lifted_at,
    )


def test_ten_thousand_questions_with_holdbacks_are_answered_as_every_reading_together_does():
    dice = random.Random(20260701)
    wrong = []
    for number in range(10_000):
        grants = [some_grant(dice, i) for i in range(dice.randint(0, 2))]
        holdbacks = [some_holdback(dice, i) for i in range(dice.randint(0, 2))]
        territory = dice.choice(CODES)
        at = dice.choice(EDGES) + dice.choice(NUDGES)
        gives = [possible(each, territory, at) for each in grants]
        takes = [possible(as_grant(each), territory, at) for each in holdbacks]
        outcomes = {any(given) and not any(taken) for given in product(*gives) for taken in product(*takes)}
        right = Answer.UNKNOWN if len(outcomes) == 2 else Answer.YES if outcomes == {True} else Answer.NO
        found = decide(grants, territory, at, holdbacks)
        if found.answer is not right:
            wrong.append((number, grants, holdbacks, territory, at, found.answer, right))
        if found.answer is Answer.YES and found.closes_at:
            assert found.closes_at > at
            still = decide(grants, territory, found.closes_at - timedelta(microseconds=1), holdbacks)
            assert still.answer is not Answer.NO or any(each.revoked_at for each in grants)
    assert not wrong, f"{len(wrong)} wrong, such as {wrong[0]}"


@pytest.mark.django_db
def test_a_holdback_refuses_what_a_grant_allows_and_gives_it_back_when_lifted():
    work = a_work()
    agreement = api.get_grant(grant(work)).agreement
    window = Window(AT + DAY, AT + 3 * DAY, "Europe/London")
    holdback = api.agree_holdback(HoldbackDraft(agreement, (work,), parse_territories("CN"), window), AT)

    before = api.find_licence(work, CN, at=AT)
    during = api.find_licence(work, CN, at=AT + DAY)
    api.lift_holdback(holdback, AT + 2 * DAY)
    api.lift_holdback(holdback, AT + 5 * DAY)

    assert before.answer is Answer.YES
    assert before.closes_at == AT + DAY
    assert during.answer is Answer.NO
    assert during.holdback == holdback
    assert "holds it back" in during.reason.en
    assert api.find_licence(work, GB, at=AT + DAY).answer is Answer.YES
    assert api.find_licence(work, CN, at=AT + 2 * DAY).answer is Answer.YES
    assert api.list_holdbacks(agreement=agreement)[0].lifted_at == AT + 2 * DAY


@pytest.mark.django_db
def test_a_holdback_is_said_to_a_person_and_strangers_are_not_found():
    work = a_work()
    agreement = api.get_grant(grant(work)).agreement
    draft = HoldbackDraft(
        agreement, (work,), parse_territories("CN"), local_window(date(2027, 1, 1), None, "Asia/Shanghai")
    )
    held = api.agree_holdback(draft, AT)

    assert "China" in api.say_holdback(api.list_holdbacks(work)[0]).en
    with pytest.raises(NoSuchDeal):
        api.agree_holdback(replace(draft, agreement=AgreementId("agr-none")), AT)
    with pytest.raises(NoSuchDeal):
        api.lift_holdback(HoldbackId(f"{held}x"), AT)
    with pytest.raises(NotADeal):
        api.agree_holdback(replace(draft, works=()), AT)


def overlaps_by_days(one: Grant, other: Grant) -> bool:
    """Whether two dated windows share one of the hours around them."""
    hours = (EDGES[0] - 400 * DAY + timedelta(hours=each) for each in range(24 * 900))
    return any(one.window.holds(at) is other.window.holds(at) is Answer.YES for at in hours)


def test_two_rights_clash_only_where_they_meet_and_one_is_exclusive():
    base = Grant(
        id=GrantId("grt-a"),
        agreement=AgreementId("agr-a"),
        works=("wrk-a",),  # type: ignore[arg-type]
        territories=parse_territories("GB CN"),
        window=Window(datetime(2026, 6, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)),
        exclusivity=Exclusivity.EXCLUSIVE,
    )
    other = replace(base, id=GrantId("grt-b"), exclusivity=Exclusivity.NON_EXCLUSIVE)
    apart = (
        replace(other, works=("wrk-b",)),  # type: ignore[arg-type]
        replace(other, territories=parse_territories("FR")),
        replace(other, media=(Medium.LIVE,)),
        replace(other, window=Window(datetime(2027, 6, 1, tzinfo=UTC), Symbol.OPEN)),
    )

    assert find_clash(other, [base]) == (base, Answer.YES)
    assert find_clash(base, [other]) == (other, Answer.YES)
    assert find_clash(replace(other, territories=WORLD), [base]) == (base, Answer.YES)
    assert find_clash(replace(other, window=Window(Symbol.TBD, Symbol.OPEN)), [base]) == (
        base,
        Answer.UNKNOWN,
    )
    assert all(find_clash(each, [base]) is None for each in apart)
    assert find_clash(other, [other]) is None
    assert overlaps_by_days(base, other)


@pytest.mark.django_db
def test_an_exclusive_right_keeps_others_out_until_it_is_withdrawn_and_says_which():
    work = a_work()
    first = api.get_grant(grant(work, "GB"))
    rival = api.get_grant(grant(work, "FR")).agreement
    wanted = replace(_draft(first), agreement=rival, exclusivity=Exclusivity.EXCLUSIVE)

    with pytest.raises(NotADeal) as refused:
        api.issue_grant(wanted, AT)
    assert refused.value.field == "exclusivity"
    assert "United Kingdom" in refused.value.message.en
    assert "英国" in refused.value.message.zh

    api.revoke_grant(first.id, AT)
    assert api.issue_grant(wanted, AT)
    with pytest.raises(NotADeal):
        api.issue_grant(_draft(first), AT)
    assert api.find_licence(work, FRANCE, at=AT).answer is Answer.YES


def _draft(grant: Grant) -> GrantDraft:
    return GrantDraft(**{name: getattr(grant, name) for name in GrantDraft.__dataclass_fields__})
