"""The studio: who comes in, and a deal from its memorandum to a grant that is withdrawn and given again."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import PartnershipStatus
from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.answer import Answer
from footlights.kernel.clock import utc_now
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DEALS = ("/en/studio/", "/zh/studio/", "/en/studio/works", "/en/studio/deals", "/zh/studio/components")


@pytest.fixture
def institutions():
    broadcaster = people.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=AT)
    opera = people.create_institution(Both("East River Opera", "东江歌剧院"), CN, is_invented=True, at=AT)
    return broadcaster, opera


@pytest.fixture
def aurora(client, institutions) -> Client:
    person = people.create_person("aurora@broadcaster.example", None, "Aurora", at=AT)
    people.add_member(institutions[0], person, Role.PRODUCER, AT)
    client.force_login(get_user_model().objects.get(pk=person), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def work():
    return works.create_work(WorkDraft(kind=WorkKind.FILM, title=Both("The Quiet Sea", "静海")), AT)


def memorandum_form(first: str, second: str) -> dict[str, object]:
    words = ("title", "text", "first_signatory", "first_office", "second_signatory", "second_office", "place")
    return {
        **{f"{word}_{language}": f"{word} {language}" for word in words for language in ("en", "zh")},
        "sectors": ["film_television"],
        "first": first,
        "second": second,
        "signed_at": "2026-05-15T10:30",
        "zone": "Europe/London",
    }


def sign(aurora: Client, institutions: tuple[str, str]) -> str:
    answer = aurora.post("/en/studio/deals/sign", memorandum_form(*institutions))
    assert answer.status_code == 302
    return answer.headers["Location"].rsplit("/", 1)[1]


def open_partnership(aurora: Client, memorandum: str, institutions: tuple[str, str]) -> str:
    form = {
        "title_en": "One film a season",
        "title_zh": "每季一部影片",
        "sector": "film_television",
        "institutions": list(institutions),
        "lead": institutions[0],
        "status": "identified",
    }
    assert aurora.post(f"/en/studio/deals/{memorandum}/partnership", form).status_code == 302
    return agreements.list_partnerships(memorandum)[0].id


def license_work(aurora: Client, partnership: str, work: str) -> str:
    form = {
        "title_en": "Licence",
        "title_zh": "授权",
        "kind": "licence_to_publish",
        "signed_on": "2026-05-15",
        "works": [work],
        "shown_by": ["stream"],
        "territories": "GB CN",
        "first_day": "2026-05-15",
        "zone": "Europe/London",
        "exclusivity": "non_exclusive",
        "per_thousand": "35.00 GBP",
    }
    answer = aurora.post(f"/en/studio/partnerships/{partnership}/agreement", form)
    assert answer.status_code == 302, re.findall(r"errorlist.*?</ul>", answer.content.decode())
    return agreements.list_grants(work)[0].id


@pytest.mark.parametrize("path", DEALS)
def test_a_visitor_is_asked_to_sign_in_and_a_viewer_told_how_to_become_a_producer(client, path):
    assert client.get(path).status_code == 401
    chen = people.create_person("chen@viewer.example", None, "Chen", at=AT)
    client.force_login(get_user_model().objects.get(pk=chen), "django.contrib.auth.backends.ModelBackend")

    answer = client.get(path)

    assert answer.status_code == 403
    assert "operator" in answer.content.decode() or "运维" in answer.content.decode()


@pytest.mark.parametrize("path", DEALS)
def test_a_producer_comes_in(aurora, path):
    assert aurora.get(path).status_code == 200


def test_an_empty_studio_says_how_a_work_comes_on_stage(aurora):
    assert "How a work comes on stage" in aurora.get("/en/studio/").content.decode()


def test_a_deal_goes_from_memorandum_to_licence(aurora, institutions, work):
    memorandum = sign(aurora, institutions)
    partnership = open_partnership(aurora, memorandum, institutions)
    promise = {
        "title_en": "Ten views",
        "title_zh": "十次观看",
        "kind": "distribution",
        "measure": "watch.counted_views",
        "target": "10",
        "due_on": "2027-05-15",
        "works": [work],
    }
    assert aurora.post(f"/zh/studio/partnerships/{partnership}/commitment", promise).status_code == 302
    license_work(aurora, partnership, work)

    shown = aurora.get(f"/zh/studio/deals/{memorandum}").content.decode()
    assert all(said in shown for said in ("每季一部影片", "十次观看", "有效观看次数", "静海"))
    assert agreements.find_licence(work, GB, at=utc_now()).answer is Answer.YES
    assert agreements.find_licence(work, Territory("FR"), at=utc_now()).answer is Answer.NO


def test_the_time_of_signing_is_read_by_the_clock_of_its_place(aurora, institutions):
    signed = agreements.get_memorandum(sign(aurora, institutions))

    assert signed.signed_at == datetime(2026, 5, 15, 9, 30, tzinfo=UTC)


def test_a_withdrawn_right_is_given_again_on_the_same_terms(aurora, institutions, work):
    memorandum = sign(aurora, institutions)
    grant = license_work(aurora, open_partnership(aurora, memorandum, institutions), work)

    answer = aurora.post(f"/en/studio/grants/{grant}/revoke", follow=True)

    assert "Give again" in answer.content.decode()
    assert agreements.find_licence(work, GB, at=utc_now()).answer is Answer.NO

    aurora.post(f"/en/studio/grants/{grant}/reissue")

    again = agreements.list_grants(work)[0]
    old = agreements.get_grant(grant)
    assert again.id != grant
    assert (again.works, again.territories, again.window) == (old.works, old.territories, old.window)
    assert agreements.find_licence(work, GB, at=utc_now()).answer is Answer.YES


def test_a_partnership_moves_on_from_the_page(aurora, institutions):
    memorandum = sign(aurora, institutions)
    partnership = open_partnership(aurora, memorandum, institutions)

    aurora.post(f"/en/studio/partnerships/{partnership}/move", {"status": "under_way"})

    assert agreements.get_partnership(partnership).status is PartnershipStatus.UNDER_WAY
    assert aurora.post(f"/en/studio/partnerships/{partnership}/move", {"status": "x"}).status_code == 404


def test_a_form_with_errors_keeps_what_was_typed_and_stores_nothing(aurora, institutions):
    form = memorandum_form(institutions[0], institutions[1]) | {"title_zh": "", "place_en": "<b>Leeds"}

    answer = aurora.post("/zh/studio/deals/sign", form)

    assert answer.status_code == 422
    assert "尚未保存" in answer.content.decode()
    assert "&lt;b&gt;Leeds" in answer.content.decode()
    assert agreements.list_memoranda() == []


@pytest.mark.parametrize(
    "path",
    ["deals/mou-0000000000000000-0", "deals/mou-0000000000000000-0/partnership",
     "partnerships/par-0000000000000000-0/commitment"],
)  # fmt: skip
def test_a_deal_that_is_not_there_is_not_found(aurora, path):
    assert aurora.get(f"/en/studio/{path}").status_code == 404


def test_works_are_listed_with_their_standing_grants(aurora, institutions, work):
    license_work(aurora, open_partnership(aurora, sign(aurora, institutions), institutions), work)

    shown = aurora.get("/en/studio/works").content.decode()

    assert "The Quiet Sea" in shown
    assert f"/en/work/{work}" in shown
