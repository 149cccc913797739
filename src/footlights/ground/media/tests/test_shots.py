"""Shots are found where they are, and flashes are none."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from footlights.ground.media import api
from footlights.ground.media.core.shots import cut_into_shots, find_boundaries, picture_worth
from footlights.ground.media.types import FilmShot

RATE = 25.0


def scene(seed, frames=60):
    """Return a still picture with grain and something small that moves in it."""
    chance = np.random.default_rng(seed)
    picture = np.kron(chance.uniform(30, 220, (3, 4)), np.ones((6, 8)))
    shown = np.repeat(picture[None], frames, axis=0) + chance.normal(0, 1.5, (frames, 18, 32))
    for place in range(frames):
        shown[place, 4:8, place % 26 : place % 26 + 4] = 240
    return shown


def film(*parts):
    return np.clip(np.concatenate(parts), 0, 255).astype(np.uint8)


def fade(frames, to, share):
    return frames * share[:, None, None] + to * (1 - share[:, None, None])


def test_a_cut_is_found_to_the_frame():
    assert find_boundaries(film(scene(1), scene(2), scene(3)), RATE) == [60, 120]


def test_a_flash_and_a_moving_thing_are_no_boundaries():
    one = scene(4, 120)
    one[50:53] = 250
    assert find_boundaries(film(one), RATE) == []


def test_a_dissolve_is_one_boundary():
    share = np.linspace(0, 1, 24)[:, None, None]
    mixed = (1 - share) * scene(5, 24) + share * scene(6, 24)
    [found] = find_boundaries(film(scene(5), mixed, scene(6)), RATE)
    assert 60 <= found <= 84


@pytest.mark.parametrize("end", [0.0, 255.0])
def test_a_fade_is_one_boundary(end):
    down, up = np.linspace(1, 0, 15), np.linspace(0, 1, 15)
    middle = np.full((6, 18, 32), end)
    shown = film(scene(7), fade(scene(7, 15), end, down), middle, fade(scene(8, 15), end, up), scene(8))
    [found] = find_boundaries(shown, RATE)
    assert 60 <= found <= 96


def test_a_film_of_nothing_has_no_boundaries_and_a_wrong_shape_is_refused():
    assert find_boundaries(np.zeros((2, 18, 32), np.uint8), RATE) == []
    assert find_boundaries(np.zeros((200, 18, 32), np.uint8), RATE) == []
    with pytest.raises(ValueError, match="not frames"):
        find_boundaries(np.zeros((4, 4), np.uint8), RATE)


def test_shots_fill_the_film_and_a_key_frame_is_not_a_black_one():
    frames = film(np.zeros((20, 18, 32)), scene(9, 40), scene(10, 40))
    shots = cut_into_shots(frames, [60])
    assert [(each.start, each.end) for each in shots] == [(0, 60), (60, 100)]
    assert 20 <= shots[0].key < 60
    assert picture_worth(frames)[0] == 0


def test_chapters_and_posters_come_from_shots():
    shots = [
        FilmShot(start, start + 20.0, start + 10.0, worth)
        for start, worth in ((0.0, 9.0), (20.0, 1.0), (40.0, 5.0), (60.0, 3.0), (80.0, 2.0))
    ]
    chapters = api.suggest_chapters(shots)
    assert chapters[0] == 0
    assert all(later - earlier >= 30 for earlier, later in itertools.pairwise(chapters))
    assert api.suggest_posters(shots, most=2) == [10.0, 50.0]
    assert api.suggest_chapters([]) == api.suggest_posters([]) == []
