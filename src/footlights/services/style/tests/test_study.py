"""A study through its pages: begun, answered, taken back; cohorts, withheld groups, proposals, brief, rights."""

from __future__ import annotations

import csv
import io
import re
import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.apps import apps
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.people import api as people
from footlights.ground.people.types import AgeBand, Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.clock import utc_now
from footlights.kernel.territory import GB
from footlights.kernel.text import Both, Language
from footlights.services.style import api, rights
from footlights.services.style.core import looks
from footlights.services.style.types import BadStudy, StudyDraft

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def study():
    work = works.create_work(WorkDraft(WorkKind.LOOK, Both("Tide line", "潮线")), AT)
    now = utc_now()
    draft = StudyDraft(
        Both("Which would you wear?", "您会穿哪一款？"),
        work,
        now - timedelta(hours=1),
        now + timedelta(days=1),
        6,
    )
    return api.get_study(api.open_study(draft))


def open_a_long_study(study):
    draft = StudyDraft(Both("Longer", "较长"), study.work, study.opens_at, study.closes_at, 20)
    return api.get_study(api.open_study(draft))


def begin(study, *, age="18-24", place="GB") -> Client:
    client = Client()
    sent = client.post(f"/en/style/{study.id}", {"age_band": age, "residence": place})
    assert sent.status_code == 303, sent.content
    return client


def shown(client, study) -> tuple[str, list[str], str]:
    page = client.get(f"/en/style/{study.id}/choose").content.decode()
    number = re.search(r'name="number" value="(\d+)"', page)
    return (number[1] if number else ""), re.findall(r'name="chosen" value="([^"]+)"', page), page


def answer_all(client, study, prefers) -> str:
    """Answer every question by a rule; return the last page."""
    while True:
        number, pair, page = shown(client, study)
        if not pair:
            return page
        client.post(f"/en/style/{study.id}/choose", {"number": number, "chosen": max(pair, key=prefers)})


def sign_in(name="Aurora", *, is_operator=True) -> Client:
    email = f"{name.lower()}@example.org"
    people.create_person(
        email, "a long enough word", name, language=Language.EN, is_operator=is_operator, at=AT
    )
    client = Client()
    assert client.login(username=email, email=email, password="a long enough word")
    return client


def test_a_viewer_answers_and_is_told_their_taste(study):
    study = open_a_long_study(study)
    client = begin(study)
    page = answer_all(client, study, lambda code: code[1] == "1")
    assert "jade" in page
    assert api.count_answers([study.work], None, None) == study.questions
    number, pair, _ = shown(client, study)
    assert (number, pair) == ("", [])


def test_an_answer_counts_once_and_can_be_taken_back(study):
    client = begin(study)
    number, pair, _ = shown(client, study)
    for chosen in (pair[0], pair[1], "99999", ""):
        client.post(f"/en/style/{study.id}/choose", {"number": number, "chosen": chosen})
    assert api.count_answers((), None, None) == 1
    client.post(f"/en/style/{study.id}/choose", {"back": "1"})
    assert api.count_answers((), None, None) == 0
    assert sorted(shown(client, study)[1]) == sorted(pair)


def test_nobody_under_fourteen_and_nobody_after_the_end(study):
    client = Client()
    refused = client.post(f"/zh/style/{study.id}", {"age_band": "0-13", "residence": "CN"})
    assert refused.status_code == 422
    assert "14 岁" in refused.content.decode()
    assert client.get(f"/zh/style/{study.id}/choose").status_code == 303
    apps.get_model("style", "Study").objects.update(closes_at=utc_now() - timedelta(minutes=1))
    assert client.post(f"/en/style/{study.id}", {"age_band": "18-24"}).status_code == 422
    assert client.get("/en/style/sty-nothing").status_code == 404


def test_cohorts_of_fewer_than_ten_are_withheld_and_a_difference_is_found(study):
    for count, place, level in ((12, "GB", "1"), (11, "CN", "2"), (4, "", "0")):
        for _ in range(count):
            answer_all(
                begin(study, place=place),
                study,
                lambda code, level=level: (code[1] == level, hash(code) % 97),
            )
    found = {cohort.name.en: cohort for cohort in api.list_cohorts(study.id)}
    assert found["Everybody"].people == 27
    assert found["elsewhere"].people is None
    assert found["elsewhere"].worths == ()
    palettes = {place: dict(found[place].worths)[looks.ATTRIBUTES[1].said] for place in ("Britain", "China")}
    assert palettes["Britain"][1].low > palettes["China"][1].high
    assert palettes["China"][2].low > palettes["Britain"][2].high
    client = sign_in()
    page = client.get(f"/en/style/{study.id}/results").content.decode()
    assert "withheld" in page
    assert client.post(f"/en/style/{study.id}/results").status_code == 303
    assert api.get_study(study.id).round == 2
    proposed = {code for _, code in api.list_proposals(study.id)}
    assert len(proposed) == 3
    assert proposed & set(shown(begin(study), study)[1])
    shares = api.share_looks(study.id, sorted(proposed))
    for _, of_cohort in shares:
        assert sum(each.value for each in of_cohort) == pytest.approx(1.0)
        assert all(each.low <= each.value <= each.high for each in of_cohort)
    brief = client.get(f"/zh/style/{study.id}/brief.pdf")
    assert brief.content.startswith(b"%PDF")
    rows = list(csv.reader(io.StringIO(client.get(f"/en/style/{study.id}/choices.csv").content.decode())))
    assert len(rows) == 1 + 2 * api.count_answers((), None, None)


def test_results_are_the_producers(study):
    for name in ("results", "brief.pdf", "choices.csv"):
        assert Client().get(f"/en/style/{study.id}/{name}").status_code == 403
    assert Client().get("/en/style/new").status_code == 403
    with pytest.raises(BadStudy):
        api.propose_designs(study.id, AT)
    client = sign_in()
    made = client.post(
        "/en/style/new",
        {"title_en": "A", "title_zh": "甲", "work": study.work, "days": "3", "questions": "9"},
    )
    assert made.status_code == 303
    for wrong in ({"days": "0"}, {"questions": "2"}, {"title_zh": " "}, {"work": "wrk-none"}):
        form = {"title_en": "A", "title_zh": "甲", "work": study.work, "days": "3", "questions": "9", **wrong}
        assert client.post("/en/style/new", form).status_code == 422


def test_a_persons_answers_can_be_taken_out_and_erased(study):
    client = sign_in("Chen", is_operator=False)
    client.post(f"/en/style/{study.id}", {"age_band": "18-24", "residence": "GB"})
    answer_all(client, study, lambda code: code)
    chen = people.find_person_by_email("chen@example.org").id
    assert len(rights.export_person(chen)["answers"][0]["choices"]) == study.questions
    rights.erase_person(chen, AT)
    assert rights.export_person(chen) == {"answers": []}
    assert api.count_answers((), None, None) == 0


@given(st.text(max_size=8))
def test_a_look_is_drawn_or_not_there(code):
    found = api.draw_look(code)
    assert (found is not None) == looks.is_look(code)


def test_look_pictures_are_served():
    assert Client().get("/style/look/11300.svg").headers["Content-Type"].startswith("image/svg+xml")
    assert Client().get("/style/look/91300.svg").status_code == 404


def test_answers_that_all_agree_and_a_level_never_chosen_are_remarked_on_and_nothing_is_lost(study):
    for _ in range(12):
        answer_all(begin(study), study, lambda code: (code[3] == "0", code[1] != "4", code))
    for _ in range(4):
        answer_all(begin(study, place="CN"), study, lambda code: code)
    british = next(each for each in api.list_cohorts(study.id) if each.name.en == "Britain")
    remarks = [each.en for each in british.remarks]
    assert any(each.startswith("Preferred every time") and "short" in each for each in remarks)
    client = sign_in()
    for language, always, withheld in (
        ("en", "Preferred every time the two differed in it", "Fewer than ten people: withheld."),
        ("zh", "每次都被选", "不足十人，不予显示。"),
    ):
        for page in ("results", "brief"):
            text = client.get(f"/{language}/style/{study.id}/{page}").content.decode()
            assert always in text
            assert withheld in text
    assert sum(1 for _ in api.export_choices(study.id)) == 1 + 2 * 16 * study.questions


def test_a_choice_between_looks_is_simulated_from_the_form(study):
    for _ in range(11):
        answer_all(begin(study), study, lambda code: (code[1] == "1", code))
    client = sign_in()
    page = f"/en/style/{study.id}/results"
    wanted = {
        "silhouette": ["0", "1", ""],
        "palette": ["1", "2", ""],
        "pattern": ["0", "0", ""],
        "length": ["1", "1", ""],
        "sleeve": ["2", "2", ""],
    }
    text = client.get(page, wanted).content.decode()
    assert text.count("/style/look/01012.svg") >= 2
    assert text.count("/style/look/12012.svg") >= 2
    (_, shares), *_ = api.share_looks(study.id, ["01012", "12012"])
    assert f"{100 * shares[0].value:.0f} %" in text
    assert shares[0].value > 0.5
    one = {name: values[:1] for name, values in wanted.items()}
    assert "Choose at least two that differ." in client.get(page, one).content.decode()
    assert client.get(page, {"look": ["nonsense", "01012"], "silhouette": "９"}).status_code == 200


@pytest.mark.parametrize("count", [30, pytest.param(200, marks=pytest.mark.long)])
def test_simulated_people_recover_the_difference_between_cohorts(study, count):
    """Two cohorts with known part-worths answer through the pages; their difference is found, no other is made up."""
    study = open_a_long_study(study)
    chance = np.random.default_rng(17)
    truths = {"GB": np.zeros(looks.WORTHS), "CN": np.zeros(looks.WORTHS)}
    truths["GB"][2:6], truths["CN"][2:6] = [-0.3, 0.9, -0.2, -0.2], [-0.3, -0.4, 0.9, -0.1]
    for number in range(count):
        place = ("GB", "CN")[number % 2]
        noise = iter(chance.logistic(size=10_000))

        def prefers(pair, truth=truths[place], noise=noise):
            left, right = (looks.code_effects(code) @ truth for code in pair)
            return pair[0] if left - right > next(noise) else pair[1]

        client = begin(study, place=place)
        while True:
            asked, pair, _ = shown(client, study)
            if not pair:
                break
            client.post(f"/en/style/{study.id}/choose", {"number": asked, "chosen": prefers(pair)})
    found = {cohort.name.en: cohort for cohort in api.list_cohorts(study.id)}
    inside = told = 0
    for place, levels in enumerate(zip(found["Britain"].worths, found["China"].worths, strict=True)):
        at = sum(looks.SIZES[:place])
        for level, (british, chinese) in enumerate(zip(levels[0][1], levels[1][1], strict=True)):
            gap = british.value - chinese.value
            reach = np.hypot(british.high - british.value, chinese.high - chinese.value)
            row = looks.level_matrix()[at + level]
            true = float(row @ (truths["GB"] - truths["CN"]))
            inside += abs(gap - true) <= reach
            told += 1
            if abs(true) >= 1:
                assert abs(gap) > reach
                assert np.sign(gap) == np.sign(true)
            assert abs(gap - true) <= 3 * reach
    print(
        f"{count} people, {api.count_answers((), None, None)} answers: {inside} of {told} differences in their intervals"
    )
    # Nineteen differences hang together, and who is asked what is chance: test_elicit measures the cover itself.
    assert inside / told >= 0.6


def test_the_next_pair_is_there_in_fifty_milliseconds(study):
    """The bar holds for the 95th of a hundred; the benchmark prints what a quiet machine needs."""
    study = open_a_long_study(study)
    viewer = Viewer("s-fast", None, "", GB, GB, AgeBand.FROM_18, Language.EN)
    api.begin(study.id, viewer, AgeBand.FROM_18, GB, utc_now())
    seconds = []
    while True:
        began = time.process_time()
        asked = api.ask(study.id, viewer, utc_now())
        if asked is None:
            break
        seconds.append(time.process_time() - began)
        api.answer(study.id, viewer, asked.number, asked.left, utc_now())
    assert sorted(seconds)[int(len(seconds) * 0.95)] < 0.05
