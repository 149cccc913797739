"""The demo house fills itself once, and its sea is drawn, not fetched."""

import itertools
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from footlights.ground.agreements import api as agreements
from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.answer import Answer
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Language
from footlights.roof.demo import api
from footlights.roof.demo.core import boats, dancers, films, looks, script, sea
from footlights.roof.demo.types import DemoHouse
from footlights.services.live import api as live
from footlights.services.style import api as style
from footlights.services.watch import api as watch
from footlights.services.watch.types import SequenceKind

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def no_clip() -> Path | None:
    """A house whose clip could not be fetched."""
    return None


def fill_twice() -> tuple[DemoHouse, DemoHouse]:
    told: list[float] = []
    first = api.fill(lambda share, note: told.append(share), AT, seconds=2, find_clip=no_clip)
    assert told == sorted(told)
    return first, api.fill(lambda share, note: None, AT, seconds=2, find_clip=no_clip)


@pytest.mark.django_db(transaction=True)
def test_filling_the_demo_house_again_changes_nothing():
    producer = people.create_person(
        script.PRODUCER, "a long enough one", "Aurora", language=Language.EN, at=AT
    )
    first, again = fill_twice()

    assert again == first
    assert [each.institution.id for each in people.list_memberships(producer)] == [
        first.institutions["broadcaster"]
    ]
    [memorandum] = agreements.list_memoranda()
    bonds = agreements.list_partnerships(memorandum.id)
    assert len(bonds) == len(script.PARTNERSHIPS) >= 8
    assert {each.sector for each in bonds} == set(memorandum.sectors)
    promised = [each.id for each in agreements.list_commitments(memorandum.id)]
    assert len(promised) == len(script.COMMITMENTS)
    assert len(agreements.list_deliverables(promised)) == len(script.DELIVERABLES)
    assert len(agreements.list_links(promised)) == len(script.LINKS)
    assert len(agreements.list_declarations([each.id for each in bonds])) == len(script.DECLARATIONS)
    assert [each.title for each in style.list_studies()] == [script.STUDY[1]]
    assert len(agreements.list_grants()) == len(script.LICENCES) + 2  # and the livery, and the relay
    [relay] = live.list_events()
    assert len(relay.slots) == len(script.RELAY_SLOTS)
    assert live.find_licence(relay, CN, at=relay.starts_at).answer is Answer.YES


@pytest.mark.django_db(transaction=True)
def test_the_sea_may_be_shown_in_britain_and_china_only_and_its_parties_are_said_to_be_invented():
    house = api.fill(lambda share, note: None, AT, seconds=2, find_clip=no_clip)

    answers = {
        code: agreements.find_licence(house.sea, code, at=AT).answer for code in (GB, CN, Territory("FR"))
    }
    assert answers == {GB: Answer.YES, CN: Answer.YES, Territory("FR"): Answer.NO}
    assert all(each.is_invented for each in people.list_institutions())


@pytest.mark.django_db(transaction=True)
def test_the_film_of_the_sea_is_a_film_with_sound():
    api.fill(lambda share, note: None, AT, seconds=2, find_clip=no_clip)

    verdict = media.probe(settings.HOME / "demo" / "the-quiet-sea.mp4")

    assert verdict.ok
    assert verdict.video is not None
    assert (verdict.video.width, verdict.video.height) == (854, 480)
    assert verdict.audio
    assert watch.list_films()


@pytest.mark.django_db(transaction=True)
def test_works_go_both_ways():
    house = api.fill(lambda share, note: None, AT, seconds=2, find_clip=no_clip)
    for _ in range(2):
        api.draw_more(house, lambda share, note: None, AT, seconds=1)

    countries = {
        people.get_institution(maker).country
        for work in house.drawn.values()
        for maker in works.get_work(work).made_by
    }
    assert countries == {GB, CN}
    assert len(watch.list_films()) == len(house.drawn) == len(films.DRAWN)
    [series] = watch.list_sequences(SequenceKind.SERIES)
    assert series.works == tuple(house.drawn[key] for key in films.SERIES[1])
    for work in series.works:
        film = watch.find_film(work)
        assert film is not None
        assert media.list_subtitles(film.asset.id) == list(Language)


@pytest.mark.parametrize("words", [words for words in films.DRAWN.values() if words.said])
def test_what_is_said_follows_in_time_and_ends_within_the_film(words):
    times = [at for begin, end, _ in words.said for at in (begin, end)]
    assert times == sorted(set(times))
    assert times[-1] < words.seconds
    # Nobody reads faster: 20 characters of English and 9 of Chinese in a second.
    for begin, end, text in words.said:
        assert len(text.en) <= 20 * (end - begin)
        assert len(text.zh) <= 9 * (end - begin)


@pytest.mark.parametrize("drawn", [dancers, looks, boats.CORACLE, boats.SAMPAN, boats.GIG])
def test_what_is_drawn_moves_and_is_heard(drawn):
    stage = drawn.make_stage()
    frames = [drawn.draw(stage, at / 2).astype(int) for at in range(40)]

    assert all(frame.shape == (sea.HEIGHT, sea.WIDTH, 3) for frame in frames)
    assert all(np.abs(a - b).mean() > 0.2 for a, b in itertools.pairwise(frames))
    samples = drawn.sound(2)
    assert samples.shape == (2 * sea.RATE, 2)
    assert 10_000 < np.abs(samples).max() < 32_767


def test_the_sea_moves_and_the_sky_stays():
    stage = sea.make_stage()
    now, later = sea.draw(stage, 3.0), sea.draw(stage, 3.5)

    assert now.shape == (sea.HEIGHT, sea.WIDTH, 3)
    assert np.abs(now[:140].astype(int) - later[:140]).mean() < 1
    assert np.abs(now[200:].astype(int) - later[200:]).mean() > 5


def test_the_sound_neither_clips_nor_is_silent():
    samples = sea.sound(2)

    assert samples.shape == (2 * sea.RATE, 2)
    assert 10_000 < np.abs(samples).max() < 32_767
