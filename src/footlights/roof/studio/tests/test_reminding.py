"""What the people of a partnership are told, once each."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import DeliverableDraft, GrantDraft
from footlights.ground.notices import api as notices
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.kernel.text import Both
from footlights.kernel.window import Window
from footlights.roof.insight import api as insight
from footlights.roof.studio import api

from .test_evidence import deal
from .test_pages import AT, aurora, institutions, work

pytestmark = pytest.mark.django_db
__all__ = ["aurora", "deal", "institutions", "work"]  # fixtures


@pytest.fixture
def bo(institutions):
    """Return Bo, a partner at the opera house."""
    person = people.create_person("bo@opera.example", None, "Bo", at=AT)
    people.add_member(institutions[1], person, Role.PARTNER, AT)
    return person


def titles(person, at):
    """Return what stands in an inbox, in English."""
    return [each.title.en for each in notices.list_notices(person, at)]


def test_a_deliverable_is_told_a_week_before_and_once(deal, bo):
    draft = DeliverableDraft(deal["commitment"], Both("First script", "首部剧本"), date(2026, 7, 1))
    owed = agreements.ask_deliverable(draft, AT)
    early, week = (datetime(2026, 6, day, 12, tzinfo=AT.tzinfo) for day in (20, 25))

    api.remind(early)
    assert titles(bo, early) == []
    for _ in range(2):
        api.remind(week)
    assert titles(bo, week) == ["Due on 2026-07-01: First script"]
    agreements.deliver(owed, week.date())
    assert api.remind(week) == 0


def test_a_promise_that_is_short_is_told_with_its_figure(deal, bo):
    near = datetime(2027, 5, 1, 12, tzinfo=AT.tzinfo)

    api.remind(near)

    [told] = [each for each in notices.list_notices(bo, near) if each.title.en.startswith("Promised")]
    assert told.text.en.startswith("0 of 2")
    assert told.link == f"memorandum/{deal['memorandum']}"


def test_a_right_that_ends_and_a_statement_that_came_are_told(deal, bo):
    given = agreements.list_grants(agreement=deal["agreement"])[0]
    ends = AT + timedelta(days=90)
    terms = {each.name: getattr(given, each.name) for each in fields(GrantDraft)}
    agreements.issue_grant(GrantDraft(**{**terms, "window": Window(AT, ends)}), AT)
    api.remind(ends - timedelta(days=20))

    assert any("A right ends" in each for each in titles(bo, ends))
    day = AT.date() - timedelta(days=1)
    agreements.issue_statement(insight.draft_statement(deal["agreement"], day, day), AT)
    api.remind(AT)
    assert any("A statement is ready" in each for each in titles(bo, AT))


def test_people_of_other_institutions_are_told_nothing(deal):
    stranger = people.create_person("s@elsewhere.example", None, "S", at=AT)

    api.remind(datetime(2027, 5, 1, 12, tzinfo=AT.tzinfo))

    assert notices.count_unread(stranger, datetime(2028, 1, 1, tzinfo=AT.tzinfo)) == 0
