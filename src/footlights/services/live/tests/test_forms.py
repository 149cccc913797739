"""A relay planned on its page: a line for each slot."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from footlights.kernel.text import Both
from footlights.services.live import api
from footlights.services.live.forms import EXAMPLE, read_plan
from footlights.services.live.types import BadEvent, Way
from tests.producer import producer

ORDER = f"""{EXAMPLE}
0.5	Nine Bridges / 九桥剧场	Noon / 正午

30 ｜ The Tide Opera House / 潮汐歌剧院 ｜ Rehearsal
"""
FIELDS = {
    "title_en": "A day of stages", "title_zh": "舞台一日", "starts_at": "2026-10-01T10:00", "zone": "Europe/London",
    "way": "srt", "order": ORDER,
}  # fmt: skip


def test_lines_become_slots_and_a_name_said_again_is_the_same_contributor():
    draft = read_plan(FIELDS)
    assert draft.starts_at == datetime(2026, 10, 1, 9, tzinfo=UTC)
    assert [each.name for each in draft.contributors] == [
        Both("The Tide Opera House", "潮汐歌剧院"),
        Both("Nine Bridges", "九桥剧场"),
    ]
    assert {each.way for each in draft.contributors} == {Way.SRT}
    assert [(slot.contributor, slot.title.zh, slot.seconds, slot.territories) for slot in draft.slots] == [
        (0, "晨课", 2700, "GB CN"),
        (1, "正午", 30, ""),
        (0, "Rehearsal", 1800, ""),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"order": "45 | Alone"}, "Line 1"),
        ({"order": f"{EXAMPLE}\nsoon | Bo | One"}, "Line 2"),
        ({"starts_at": "tomorrow"}, "day"),
        ({"starts_at": "2026-03-29T01:30"}, "no such time"),
    ],
)
def test_what_cannot_be_read_is_named(change, said):
    with pytest.raises(BadEvent) as refusal:
        read_plan({**FIELDS, **change})
    assert said in refusal.value.message.en


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_producer_plans_on_the_page_and_nobody_else_does(language):
    address = f"/{language}/live/plan"
    assert Client().get(address).status_code == 302
    aurora = producer()
    refused = aurora.post(address, {**FIELDS, "order": ""})
    assert refused.status_code == 422
    assert "舞台一日" in refused.content.decode()  # what was entered is still there
    assert api.list_events() == []

    sent = aurora.post(address, FIELDS)

    [event] = api.list_events()
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/{language}/live/control/{event.id}")
    assert [slot.seconds for slot in event.slots] == [2700, 30, 1800]
    # Everyone reads the order by London's clock and Beijing's.
    shown = aurora.get(reverse("live:order", args=[event.id])).content.decode()
    times = re.findall(r'<time datetime="[^"]*">([^<]*)</time>', shown)
    assert times[:4] == ["10:00", "17:00", "10:45", "17:45"]
