"""Counting as events come equals recounting them all, whatever happens in between."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpRequest

from footlights.ground.events.types import Event
from footlights.ground.media.events import BEAT, PLAYING_STARTED
from footlights.ground.people import api as people
from footlights.kernel.clock import microseconds, utc_now
from footlights.kernel.ids import EventId
from footlights.kernel.text import Language
from footlights.roof.insight import api, models
from footlights.roof.insight.panels import PANELS
from footlights.roof.insight.rights import export_person
from footlights.roof.insight.types import NoSuchFigure
from tests.event_log import open_log

# Yesterday noon: the writer notes the real time at which a beat comes, and two days are the latest.
START = (utc_now() - timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)


def events_of_an_evening(viewers: int, dice: random.Random) -> list[Event]:
    """Viewers who start, watch on or leave, re-send, and skip about."""
    found = []
    for number in range(viewers):
        began = START + timedelta(seconds=dice.randint(0, 7200))
        body = {
            "playing": f"pla-{number}",
            "asset": "ast",
            "work": f"wrk-{number % 3}",
            "viewer": f"viewer-{number // 2}",
            "territory": dice.choice(["GB", "CN"]),
            "age_band": None,
            "duration_ms": 120_000,
        }
        found.append(Event(EventId(f"start-{number}"), PLAYING_STARTED, began, body))
        for step in range(1, dice.randint(1, 8)):
            sent = began + timedelta(seconds=step * 10)
            found.append(
                Event(
                    EventId(f"beat-{number}-{step}"),
                    BEAT,
                    sent,
                    {
                        **body,
                        "started_at_us": microseconds(began),
                        "sent_at_us": microseconds(sent),
                        "position_ms": step * 10_000,
                        "played_ms": dice.choice([10_000, 10_000, 3_000, 10**9]),
                        "rate": 1.0,
                    },
                )
            )
    return found


@pytest.mark.django_db(transaction=True)
def test_counted_piece_by_piece_in_any_order_equals_recounted_at_once():
    dice = random.Random(11)
    evening = events_of_an_evening(40, dice)
    dice.shuffle(evening)
    with open_log() as append:
        while evening:
            piece, evening = evening[:37], evening[37:]
            append([*piece, *dice.sample(piece, len(piece) // 4)])
            api.count_new_events(START + timedelta(hours=3))

        found = api.verify()

    assert found.difference == 0
    assert found.counted > 0
    assert found.starts == 40
    assert found.visits == models.Visit.objects.filter(counted__gt=0).count() > 0
    by_hand = {(row.viewer, row.work) for row in models.Visit.objects.filter(counted__gt=0)}
    assert api.get_figure("watch.viewers", works=(), at=START).value == len({v for v, _ in by_hand})
    figure = api.get_figure("watch.counted_views", works=(), at=START)
    assert figure.value == found.counted


@pytest.mark.django_db(transaction=True)
def test_a_figure_that_was_tampered_with_is_named_by_day_and_work():
    with open_log() as append:
        append(events_of_an_evening(6, random.Random(3)))
        api.count_new_events(START + timedelta(hours=3))
        models.DailyFigure.objects.filter(work="wrk-1").update(counted=99)

        found = api.verify()

    assert found.difference > 0
    assert {each.cell.work for each in found.differences} == {"wrk-1"}


@pytest.mark.django_db(transaction=True)
def test_a_late_beat_is_a_dated_correction_of_its_own_day():
    evening = events_of_an_evening(6, random.Random(3))
    with open_log() as append:
        append(evening[:-3])
        api.count_new_events(START + timedelta(hours=3))
        assert not models.Correction.objects.exists()

        append(evening[-3:])
        api.count_new_events(START + timedelta(days=1, hours=3))

        assert models.Correction.objects.filter(day=START.date()).exists()
        assert api.verify().difference == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_settled_is_forgotten_and_every_recount_still_agrees():
    evening = events_of_an_evening(20, random.Random(5))
    with open_log() as append:
        append(evening)
        assert api.forget_settled(START + timedelta(days=30)) == 0, "nothing is counted yet"
        api.count_new_events(START + timedelta(hours=3))
        kept = models.KeptBeat.objects.count()
        assert api.forget_settled(START + timedelta(days=5)) == 0
        assert api.forget_settled(START + timedelta(days=12)) == kept > 0
        assert models.KeptBeat.objects.count() == 0

        found = api.verify()

    assert found.difference == 0
    assert found.counted > 0


@pytest.mark.django_db(transaction=True)
def test_a_beat_that_makes_no_sense_is_passed_over_by_both_counts():
    with open_log() as append:
        append([Event(EventId(f"evt-{number}"), BEAT, START, body) for number, body in enumerate(NONSENSE)])
        assert api.count_new_events(START) == len(NONSENSE)
        found = api.verify()

    assert found.difference == found.counted == 0


@pytest.mark.django_db(transaction=True)
def test_a_person_is_told_what_they_watched_and_after_erasure_the_recount_still_agrees():
    chen = people.create_person("chen@example.org", "a-long-password", "Chen", language=Language.ZH, at=START)
    request = SimpleNamespace(person=chen, session="")
    pseudonym = people.pseudonym_of(request, START)  # type: ignore[arg-type]
    evening = [
        replace(each, body={**each.body, "viewer": pseudonym})
        for each in events_of_an_evening(1, random.Random(5))
    ]
    assert export_person(chen) == {"watched": [], "visits": [], "kept_beats": []}
    with open_log() as append:
        append(evening)
        api.count_new_events(START + timedelta(hours=3))
        told = export_person(chen)
        assert [each["work"] for each in told["watched"]] == ["wrk-0"]
        assert len(told["kept_beats"]) == len(evening) - 1

        people.destroy_pseudonym(chen)
        assert export_person(chen) == {}
        assert api.verify().difference == 0


NONSENSE: list[dict[str, str | int | float | bool | None]] = [
    {},
    {"playing": "pla", "started_at_us": "noon"},
    {"playing": "pla", "started_at_us": 10**18, "sent_at_us": 10**18, "played_ms": 1, "rate": 1},
]


@pytest.mark.django_db
def test_the_studio_shows_producers_the_figures_and_nobody_else():
    request = HttpRequest()
    viewer = SimpleNamespace(is_producer=True)
    request.viewer, request.now = viewer, START  # type: ignore[attr-defined]
    assert "insight verify" in PANELS["studio"](request, {})
    viewer.is_producer = False
    assert PANELS["studio"](request, {}) == ""


@pytest.mark.django_db
def test_a_figure_nobody_knows_is_refused_in_both_languages():
    with pytest.raises(NoSuchFigure) as refusal:
        api.get_figure("watch.applause", works=(), at=START)
    assert "watch.applause" in refusal.value.message.zh
