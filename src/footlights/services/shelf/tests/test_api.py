"""Marks, scores, epochs, reviews and lists through the shelf's door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork, WorkDraft, WorkKind
from footlights.kernel.ids import PersonId, WorkId, new_id
from footlights.kernel.text import Both, Language
from footlights.services.shelf import api, rights
from footlights.services.shelf.types import BadEntry, ListId, MarkDraft, NoSuchList, Privacy, State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
SAFE = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def a_voter() -> PersonId:
    """Return someone of whom only the votes matter."""
    return PersonId(new_id("per"))


def a_person(name: str) -> PersonId:
    email = f"{name.lower()}@example.org"
    return people.create_person(email, "a long enough word", name, language=Language.EN, at=AT)


@pytest.fixture
def chen():
    return a_person("Chen")


@pytest.fixture
def ocean():
    return works.create_work(WorkDraft(WorkKind.DOCUMENTARY, Both("Ocean", "海洋"), year=2025), AT)


def rate(person, work, rating, at=AT):
    return api.mark_work(person, work, MarkDraft(State.DONE, rating), at)


def test_a_mark_is_kept_and_changed_and_taken_away(chen, ocean):
    api.mark_work(chen, ocean, MarkDraft(State.WISH), AT)
    day = AT.date()
    mark = api.mark_work(chen, ocean, MarkDraft(State.DONE, 9, "好看", ("sea",), Privacy.HOUSE, day), AT)

    assert (mark.state, mark.rating, mark.comment, mark.tags, mark.viewings) == (
        State.DONE, 9, "好看", ("sea",), (day,),
    )  # fmt: skip
    assert api.count_marks([ocean], AT.date(), AT.date()) == 1
    assert api.count_marks([ocean], AT.date() + timedelta(days=1)) == 0
    api.remove_mark(chen, ocean)
    assert api.find_mark(chen, ocean) is None
    assert api.get_score(ocean).votes == 0


@pytest.mark.parametrize("draft", [
    MarkDraft(State.DONE, 11), MarkDraft(State.DONE, 0), MarkDraft(State.DONE, comment="x" * 501),
    MarkDraft(State.DONE, tags=("y" * 41,)), MarkDraft(State.DONE, viewed_on=AT.date() + timedelta(days=3)),
])  # fmt: skip
def test_what_does_not_do_is_refused_and_nothing_is_kept(chen, ocean, draft):
    with pytest.raises(BadEntry):
        api.mark_work(chen, ocean, draft, AT)
    assert api.find_mark(chen, ocean) is None


def test_a_work_that_is_not_there_can_not_be_marked(chen):
    with pytest.raises(NoSuchWork):
        rate(chen, WorkId("wrk-nothing"), 5)


@SAFE
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.sampled_from([None, *range(1, 11)])), max_size=20
    )
)
def test_the_incremental_sums_are_those_of_a_recount(acts):
    raters = [a_voter() for _ in range(4)]
    films = [
        works.create_work(WorkDraft(WorkKind.FILM, Both(f"Film {n}", f"影片 {n}")), AT) for n in range(3)
    ]
    for place, (rater, film, rating) in enumerate(acts):
        rate(raters[rater], films[film], rating)
        if place == len(acts) // 2:
            api.begin_epoch(AT)
        assert api.recompute() == 0
    scores = api.get_scores(films)
    api.begin_epoch(AT)
    again = api.get_scores(films)
    assert [s.votes for s in scores] == [s.votes for s in again]
    assert api.recompute() == 0


def test_a_score_is_shown_from_five_votes_on(ocean):
    for n in range(4):
        rate(a_voter(), ocean, 8 + n % 2)
    assert api.get_score(ocean).score is None
    rate(a_voter(), ocean, 9)
    score = api.get_score(ocean)
    assert score.score is not None
    assert 7 < score.score < 9
    assert (score.votes, sum(score.histogram), score.histogram[7]) == (5, 5, 2)
    assert [each.work.id for each in api.list_chart(kind=WorkKind.DOCUMENTARY)] == [ocean]
    assert api.list_chart(kind=WorkKind.BOOK) == []
    assert [each.place for each in api.list_chart(decade=2020)] == [1]


def test_a_burst_is_set_aside_explained_and_lifted(ocean):
    for n in range(30):
        rate(a_voter(), ocean, 8 + n % 3, AT + timedelta(days=n))
    for n in range(20):
        rate(a_voter(), ocean, 1, AT + timedelta(days=40, minutes=n))
    before = api.get_score(ocean).score
    api.begin_epoch(AT + timedelta(days=41))
    held = api.get_score(ocean)
    assert held.score > before + 1
    assert held.set_aside
    assert "20" in held.reason.en
    for number, *_ in api.list_quarantines(work=ocean):
        api.lift_quarantine(number, AT + timedelta(days=41))
    assert api.get_score(ocean).score == pytest.approx(before, abs=0.5)
    assert api.recompute() == 0


def test_a_siege_is_laid_to_a_copy(ocean):
    for n in range(20):
        rate(a_voter(), ocean, 9, AT + timedelta(days=n))
    told = api.siege(ocean, 0.5, AT + timedelta(days=30))
    assert told["attackers"] == 10
    assert told["after"]["mean"] < told["after"]["score"]
    assert api.get_score(ocean).votes == 20


def test_a_review_shows_its_markdown_and_no_script(chen, ocean):
    text = "**Deep** <script>alert(1)</script> [a](javascript:alert(1)) ![x](http://e/x.png)\n\n# Big"
    review = api.write_review(chen, ocean, "Sea", text, has_spoilers=True, privacy=Privacy.PUBLIC, at=AT)
    assert "<strong>Deep</strong>" in review.html
    assert "<script" not in review.html
    assert 'href="javascript' not in review.html
    assert "<img" not in review.html
    assert "<h3>Big</h3>" in review.html
    with pytest.raises(BadEntry):
        api.write_review(chen, ocean, "", text, has_spoilers=False, privacy=Privacy.PUBLIC, at=AT)


def test_others_see_what_is_for_them(chen, ocean):
    bo = a_person("Bo")
    for privacy, seen in ((Privacy.PUBLIC, (1, 1)), (Privacy.HOUSE, (0, 1)), (Privacy.PRIVATE, (0, 0))):
        api.mark_work(chen, ocean, MarkDraft(State.DONE, 9, "wide", privacy=privacy), AT)
        api.write_review(chen, ocean, "Sea", "Deep", has_spoilers=False, privacy=privacy, at=AT)
        assert (len(api.list_marks_of(ocean, None)), len(api.list_marks_of(ocean, bo))) == seen
        assert (len(api.list_reviews(ocean, None)), len(api.list_reviews(ocean, bo))) == seen
    assert len(api.list_reviews(ocean, chen)) == 1


def test_a_list_is_its_makers(chen, ocean):
    bo = a_person("Bo")
    made = api.create_list(chen, "Sea films", "", Privacy.PRIVATE, AT)
    api.add_to_list(made, chen, ocean, "first")
    api.add_to_list(made, chen, ocean, "again")
    assert [(work.id, note) for work, note in api.get_list(made, chen).items] == [(ocean, "again")]
    for act in (lambda: api.get_list(made, bo), lambda: api.add_to_list(made, bo, ocean), lambda: api.delete_list(made, bo),
                lambda: api.get_list(ListId("lst-x"), chen)):  # fmt: skip
        with pytest.raises(NoSuchList):
            act()
    api.remove_from_list(made, chen, ocean)
    assert api.get_list(made, chen).items == ()


def test_a_person_takes_their_shelf_along_and_is_forgotten(chen, ocean):
    api.mark_work(chen, ocean, MarkDraft(State.DONE, 9, viewed_on=AT.date()), AT)
    api.write_review(chen, ocean, "Sea", "Deep", has_spoilers=False, privacy=Privacy.PUBLIC, at=AT)
    api.create_list(chen, "Sea films", "", Privacy.PUBLIC, AT)
    assert [line["type"] for line in rights.export_person(chen)["shelf"]] == ["mark", "review", "list"]
    rights.erase_person(chen, AT)
    assert rights.export_person(chen) == {"shelf": []}
    assert api.get_score(ocean).votes == 0
    assert api.recompute() == 0
