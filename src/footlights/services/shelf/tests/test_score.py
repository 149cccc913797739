"""The protected score: what it is worth with few votes, and what it withstands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.shelf.core.score import (
    DEFAULT_PRIOR,
    MILLION,
    Prior,
    Vote,
    combine,
    find_bursts,
    learn_prior,
    score_all,
    usual_trust,
    weigh,
)

HOUR = 3600.0
DAY = 24 * HOUR


def a_house(films: int = 20, viewers: int = 60) -> list[Vote]:
    """A house in which every viewer rates every other film, over two months, around the film's own worth."""
    return [
        Vote(f"film-{f}", f"viewer-{v}", 5 + (f * 7 + v * 3) % 5, (f * 13 + v * 29) % 60 * DAY + v)
        for f in range(films)
        for v in range(viewers)
        if (f + v) % 2
    ]


def a_beloved_film(votes: int = 400) -> list[Vote]:
    """A film whose viewers, who rate other films too, all give it ten over a year."""
    fans = [Vote("beloved", f"fan-{n}", 10, n * 0.9 * DAY) for n in range(votes)]
    others = [
        Vote(f"film-{k % 20}", f"fan-{n}", 5 + (n + k) % 5, n * DAY) for n in range(votes) for k in range(12)
    ]
    return [*fans, *others]


def throwaways(item: str, count: int, rating: float, start: float) -> list[Vote]:
    return [Vote(item, f"new-{n}", rating, start + n * 6 * HOUR / count) for n in range(count)]


def test_a_nine_point_nine_can_be_earned_and_survives_a_brigade():
    votes = [*a_house(), *a_beloved_film()]
    before = score_all(votes)["beloved"].score

    after = score_all([*votes, *throwaways("beloved", 200, 1, 200 * DAY)])["beloved"]

    assert round(before, 1) >= 9.9
    assert abs(after.score - before) <= 0.1
    assert after.mean < 8  # the plain mean fell for it


@settings(max_examples=25, deadline=None)
@given(share=st.floats(0.05, 1.0), start=st.floats(0, 360), low=st.integers(1, 4))
def test_throwaway_votes_within_six_hours_hardly_move_a_score(share, start, low):
    votes = [*a_house(), *a_beloved_film(200)]
    before = score_all(votes)["beloved"].score
    attack = throwaways("beloved", max(1, round(200 * share)), low, start * DAY)

    assert abs(score_all([*votes, *attack])["beloved"].score - before) <= 0.15


def test_an_honest_burst_is_not_set_aside():
    votes = [(n * DAY, 8.0 + n % 3 - 1) for n in range(100)]
    release_day = [(50 * DAY + n * 60, 8.0 + n % 3 - 1) for n in range(100)]

    assert find_bursts([*votes, *release_day]) == []


def test_a_few_votes_are_drawn_towards_the_mean():
    prior = Prior(7.0, 4.0)

    assert combine(0, 0, prior) == 7.0
    assert combine(10, 1, prior) == 7.6
    assert combine(100, 10, prior) > 9


def test_a_prior_is_learnt_from_the_spread_between_works():
    apart = [[2, 3, 2, 3]] * 5 + [[9, 8, 9, 8]] * 5
    alike = [[2, 9, 3, 8]] * 5 + [[9, 2, 8, 3]] * 5

    assert learn_prior(apart).strength == 1.0
    assert learn_prior(alike).strength == 50.0
    assert learn_prior([[9.0]]) == DEFAULT_PRIOR


def test_in_a_house_of_newcomers_everyone_weighs_the_same():
    assert weigh(0, usual_trust({"aurora": 1, "bo": 1})) == MILLION
    assert weigh(0, usual_trust({"aurora": 100, "bo": 100, "chen": 1})) < MILLION / 50


def test_a_later_vote_of_the_same_rater_replaces_the_earlier():
    scored = score_all([Vote("film", "chen", 2, 1.0), Vote("film", "chen", 9, 2.0)])

    assert (scored["film"].mean, scored["film"].n) == (9, 1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(1, 10)), max_size=60))
def test_a_score_lies_between_the_lowest_and_the_highest_there_is(rows):
    scored = score_all([Vote(f"film-{i}", f"rater-{r}", x) for i, r, x in rows])

    assert all(1 <= each.score <= 10 and each.weight <= each.n for each in scored.values())
