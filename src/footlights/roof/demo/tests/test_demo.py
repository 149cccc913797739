"""The demo house fills itself once, and its sea is drawn, not fetched."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from footlights.ground.agreements import api as agreements
from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.kernel.answer import Answer
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Language
from footlights.roof.demo import api
from footlights.roof.demo.core import script, sea
from footlights.roof.demo.types import DemoHouse
from footlights.services.watch import api as watch

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
    assert len(agreements.list_partnerships(memorandum.id)) == 4
    assert len(agreements.list_commitments(memorandum.id)) == 3
    assert len(agreements.list_grants()) == 1


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
