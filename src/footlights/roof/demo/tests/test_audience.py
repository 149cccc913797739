"""The invented audience: who it is, and that it comes once, by the same doors as anybody."""

import argparse
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.events import api as events
from footlights.ground.media import api as media
from footlights.ground.media.events import PLAYING_STARTED
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.clock import utc_now
from footlights.kernel.territory import CN
from footlights.kernel.text import Language
from footlights.roof.demo import api, cli
from footlights.roof.demo.core import audience, films, said
from footlights.roof.demo.types import NotReadyYet
from footlights.roof.insight import api as insight
from footlights.services.style import api as style
from footlights.services.watch import api as watch
from tests.event_log import open_log
from tests.house import make_film

LENGTHS = {key: float(films.DRAWN[key].seconds) for key in audience.DRAWS}
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def invite(at, seed=1, lengths=LENGTHS):
    """Return who comes before an instant."""
    return audience.invite(lengths, at, np.random.default_rng(seed))


@given(st.integers(0, 2**32), st.integers(0, 366 * 24 * 60))
def test_a_guest_is_in_one_place_at_a_time_and_before_now(seed, minutes):
    at = AT + timedelta(minutes=minutes)
    for guest in invite(at, seed):
        ends_at = at - audience.DOORS_OPEN
        assert len({visit.film for visit in guest.visits}) == len(guest.visits) >= 1
        for visit in guest.visits:
            assert ends_at <= visit.starts_at < visit.ends_at < at
            assert 0 < visit.seconds <= LENGTHS[visit.film]
            ends_at = visit.ends_at
            assert math.isclose(sum(played for _, _, played in visit.beats()), visit.seconds)
            assert visit.danmaku is None or visit.danmaku[0] < visit.seconds


def test_each_line_is_said_once_by_a_guest_who_reads_its_language():
    guests = invite(AT)
    heard = [
        (visit.film, guest.language, text)
        for guest in guests
        for visit in guest.visits
        for text in (visit.danmaku and visit.danmaku[1], visit.comment)
        if text
    ]

    lines = [(film, language, text) for film, of in said.DANMAKU.items() for _, language, text in of]
    lines += [(film, language, text) for film, of in said.COMMENTS.items() for language, text in of]
    assert sorted(heard) == sorted(lines), "with this seed somebody is there for every line"
    assert all((guest.territory == CN) is (guest.language is Language.ZH) for guest in guests)


class Task:
    """A task in a worker's hands."""

    job, attempt, arguments = "job-1", 1, {}

    def report(self, share, note=None):
        pass

    def should_stop(self):
        return False


def nobody_listens(share, note):
    """Hear how far it is, and do nothing."""


@pytest.fixture
def lit_house(tmp_path, settings):
    """Return a demo house whose films are colour bars of their own length, ready to be watched."""
    settings.HOME = tmp_path
    (tmp_path / "demo").mkdir()
    for words in films.DRAWN.values():
        make_film(tmp_path / "demo" / words.file, seconds=words.seconds, size="320x180")
    house = api.fill(nobody_listens, utc_now(), find_clip=lambda: None)
    api.draw_more(house, nobody_listens, utc_now())
    for film in watch.list_films():
        media.prepare_asset(film.asset.id, Task(), at=utc_now())
    return house


@pytest.mark.django_db(transaction=True)
def test_the_audience_comes_once_and_what_is_counted_is_what_it_watched(lit_house):
    at = utc_now()
    with open_log():
        assert api.rehearse(lit_house, nobody_listens, at) == audience.GUESTS
        insight.count_new_events(utc_now())
        told = figures()
        assert api.rehearse(lit_house, nobody_listens, utc_now()) == 0
        insight.count_new_events(utc_now())
        assert figures() == told
        assert insight.verify().difference == 0

    # By hand: each watched a film at most once, so every visit of half a film or half a minute counts.
    lengths = {key: watch.find_film(lit_house.drawn[key]).asset.duration_seconds for key in LENGTHS}
    guests = invite(at, lengths=lengths)
    visits = [visit for guest in guests for visit in guest.visits]
    enough = [each for each in visits if each.seconds >= min(30, lengths[each.film] / 2)]
    posted = [name for _, name, _, _ in events.list_waiting(10_000)]
    assert posted.count(PLAYING_STARTED) == len(visits)
    assert told["watch.counted_views"] == len(enough)
    assert told["shelf.marks"] == sum(visit.mark is not None for visit in visits)
    assert told["talk.comments"] == sum(
        (visit.danmaku is not None) + (visit.comment is not None) for visit in visits
    )
    [study] = style.list_studies()
    assert style.count_people(study.id) == sum(guest.answers for guest in guests)


def figures():
    """Return what the house counts of its audience."""
    names = ("watch.counted_views", "shelf.marks", "talk.comments", "style.answers")
    return {name: insight.get_figure(name, works=(), at=utc_now()).value for name in names}


@pytest.mark.django_db
def test_no_audience_comes_to_another_house(capsys):
    assert cli.rehearse(argparse.Namespace()) == 1

    assert "demo seed" in capsys.readouterr().err
    assert works.list_works() == people.list_people() == []


@pytest.mark.django_db(transaction=True)
def test_the_audience_waits_for_its_films():
    house = api.fill(nobody_listens, AT, seconds=2, find_clip=lambda: None)

    assert api.is_filled()
    with pytest.raises(NotReadyYet, match="The Quiet Sea"):
        api.rehearse(house, nobody_listens, AT)
    assert not [each for each in people.list_people() if "guest" in each.name]
