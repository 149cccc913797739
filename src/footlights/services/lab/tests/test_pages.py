"""The lab's pages, and programmes of the house's own works."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    GrantDraft,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.territory import CN, GB, parse_territories
from footlights.kernel.text import Both
from footlights.kernel.window import Window
from footlights.services.lab import api
from footlights.services.lab.types import BadFestival, NotPublished, ProgrammeId, Season, Trial
from tests.producer import producer

pytestmark = pytest.mark.django_db
AT = datetime(2027, 1, 10, 12, tzinfo=UTC)
QUICK = Trial(seconds=2.0, layers=1, shots=100, sweeps=30)
TITLE = Both("Two Shores", "两岸影展")
SEASON = Season(TITLE, datetime(2027, 2, 1), 1, (18, 20), (GB, CN))  # noqa: DTZ001  # a day in each place's own time


def license_film(title, territories, *, minutes=90, days=60):
    """Put a film under an agreement of its own and return it."""
    house = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=AT)
    opera = people.create_institution(Both("Jade River Opera", "玉河歌剧院"), CN, is_invented=True, at=AT)
    parties = tuple(Party(who, Both("Aurora", "欧若拉"), Both("Director", "总监")) for who in (house, opera))
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(TITLE, TITLE, parties, (Sector.FILM_TELEVISION,), AT, TITLE, "Asia/Shanghai"), AT
    )
    partnership = agreements.open_partnership(
        PartnershipDraft(memorandum, TITLE, Sector.FILM_TELEVISION, (house, opera), house), AT
    )
    deal = agreements.make_agreement(
        AgreementDraft(
            partnership, AgreementKind.LICENCE_TO_PUBLISH, TITLE, AT.date(), ((house, 1), (opera, 1))
        ),
        AT,
    )
    work = works.create_work(WorkDraft(WorkKind.FILM, title, runtime_seconds=minutes * 60), AT)
    window = Window(AT - timedelta(days=1), AT + timedelta(days=days), "Europe/London")
    agreements.issue_grant(GrantDraft(deal, (work,), parse_territories(territories), window), AT)
    return work


def test_the_houses_films_stand_only_where_agreements_let_them():
    both = license_film(Both("The Tide", "潮汐"), "GB CN")
    license_film(Both("Too Late", "太迟"), "GB", days=3)
    here = license_film(Both("The Harbour", "港湾"), "GB")
    festival = api.draft_festival(SEASON)
    programme = api.solve_programme(api.ask_programme(festival, AT), QUICK, AT)

    shown = {each.film.id: each.slot.territory for each in programme.showings}
    assert shown == {both: shown[both], here: GB}
    assert programme.outcome.objective == programme.outcome.bound


def test_a_programme_is_solved_once_and_told_once():
    asked = api.ask_programme(api.invent_festival(6, 1, 3), AT)
    first = api.solve_programme(asked, QUICK, AT)

    assert api.solve_programme(asked, Trial(seed=9), AT) == first
    assert api.count_programmes() == 1


def test_a_festival_without_rights_says_so():
    with pytest.raises(BadFestival):
        api.ask_programme(api.draft_festival(SEASON), AT)
    license_film(Both("Too Late", "太迟"), "GB", days=3)
    solved = api.solve_programme(api.ask_programme(api.draft_festival(SEASON), AT), QUICK, AT)

    assert solved.outcome is None
    assert solved.failure.zh


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_producer_asks_and_everyone_reads(language):
    client = producer()
    sent = client.post(f"/{language}/lab/", {"invented": "1"})
    assert sent.status_code == 303
    waiting = client.get(sent.headers["Location"])
    assert "every 2s" in waiting.content.decode()
    solved = api.solve_programme(ProgrammeId(sent.headers["Location"].rpartition("/")[2]), QUICK, AT)
    page = Client().get(sent.headers["Location"]).content.decode()
    assert solved.outcome is None or str(solved.outcome.objective) in page
    assert Client().get(f"/{language}/lab/").status_code == 200
    assert Client().get(f"/{language}/lab/programme/prg-0000000000000000-0").status_code == 404


def test_the_problem_can_be_taken_away():
    asked = api.ask_programme(api.invent_festival(6, 1, 3), AT)
    api.solve_programme(asked, QUICK, AT)

    for form in ("json", "coo", "qasm"):
        assert Client().get(f"/en/lab/programme/{asked}/problem.{form}").status_code == 200
    assert Client().get(f"/en/lab/programme/{asked}/problem.exe").status_code == 404


def test_a_form_with_a_gap_is_refused_and_a_viewer_may_not_ask():
    client = producer()
    license_film(Both("The Tide", "潮汐"), "GB CN")
    whole = {
        "title_en": "Spring",
        "title_zh": "春",
        "first_on": "2027-02-01",
        "days": "2",
        "hour": ["18"],
        "place": ["GB"],
    }
    for gap in ("title_zh", "first_on", "days", "hour", "place"):
        assert client.post("/en/lab/", {**whole, gap: ""}).status_code == 422
    assert client.post("/en/lab/", whole).status_code == 303
    assert Client().post("/en/lab/", whole).status_code == 302


def solve_the_houses_films():
    """Return a solved programme of two films of the house, in days that are to come."""
    for title in (Both("The Tide", "潮汐"), Both("The Harbour", "港湾")):
        license_film(title, "GB CN", days=4000)
    season = Season(TITLE, datetime(2031, 2, 1), 2, (18, 20), (GB, CN))  # noqa: DTZ001  # a day in each place's own time
    return api.solve_programme(api.ask_programme(api.draft_festival(season), AT), QUICK, AT)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_published_programme_stands_in_the_foyer_and_on_its_works_until_it_is_taken_back(language):
    solved = solve_the_houses_films()
    client, address = producer(), f"/{language}/lab/programme/{solved.id}"
    work = solved.showings[0].film.id
    pages = (f"/{language}/", f"/{language}/work/{work}")
    assert all(address not in Client().get(page).content.decode() for page in pages)

    assert Client().post(address, {"act": "publish"}).status_code == 302
    assert client.post(address, {"act": "publish"}).status_code == 303
    for page in pages:
        shown = Client().get(page).content.decode()
        assert address in shown
        assert solved.showings[0].slot.starts_at.isoformat()[11:16] in shown
    assert client.post(address, {"act": "withdraw"}).status_code == 303
    assert all(address not in Client().get(page).content.decode() for page in pages)


def test_one_programme_stands_in_the_foyer_and_no_invented_one():
    first, second = solve_the_houses_films(), solve_the_houses_films()
    invented = api.solve_programme(api.ask_programme(api.invent_festival(6, 1, 3), AT), QUICK, AT)
    unsolved = api.ask_programme(api.invent_festival(6, 1, 4), AT)
    for each in (first.id, second.id, second.id):
        api.publish_programme(each, AT)

    assert api.find_published().id == second.id
    for each in (invented.id, unsolved):
        with pytest.raises(NotPublished) as refused:
            api.publish_programme(each, AT)
        assert refused.value.message.zh
    assert producer().post(f"/en/lab/programme/{invented.id}", {"act": "publish"}).status_code == 422
    assert api.find_published().id == second.id


def test_a_running_order_begins_each_slot_when_the_programme_says_and_carries_one_hall_at_a_time():
    solved = solve_the_houses_films()
    orders = api.list_running_orders(solved.id)
    begins = {each.film.id: each.slot.starts_at for each in solved.showings}
    carried = []
    for day, order in orders.items():
        at = datetime.fromisoformat(order["starts_at"])
        assert at.astimezone(UTC).date() == day
        for slot in order["slots"]:
            assert begins[slot["work"]] == at
            assert slot["seconds"] >= 90 * 60
            at += timedelta(seconds=slot["seconds"])
            carried.append(slot["work"])
    assert len(carried) + sum(len(order["left_out"]) for order in orders.values()) == len(begins)

    for day in orders:
        address = f"/en/lab/programme/{solved.id}/order-{day}.json"
        assert Client().get(address).json() == orders[day]
    assert Client().get(f"/en/lab/programme/{solved.id}/order-1999-01-01.json").status_code == 404
