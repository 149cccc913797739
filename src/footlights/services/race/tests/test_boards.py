"""Boards ranked exactly, places with their links, liveries with their windows, and what is forgotten."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.test import Client

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CampaignLinkDraft,
    CommitmentDraft,
    CommitmentKind,
    GrantDraft,
    MemorandumDraft,
    PartnershipDraft,
    Party,
    Sector,
)
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import some
from footlights.kernel.text import Both
from footlights.kernel.window import Window
from footlights.services.race import api, models, rights
from footlights.services.race.api import boards
from footlights.services.race.types import NotThere, RunId, Standing

from .races import AT, CN, GB, a_viewer, race

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


def test_ranks_neighbours_and_top_agree_with_a_plain_sort():
    chance = random.Random(4)
    times: dict[str, int] = {}
    for _ in range(400):
        person, ms = f"p{chance.randrange(160)}", chance.randrange(180_000, 184_000)
        boards.enter("gullhaven", PersonId(person), ms, RunId("run"))
        times[person] = min(ms, times.get(person, ms))
    order = sorted(times.values())
    assert api.count_bests("gullhaven") == len(times)
    assert [each.time_ms for each in api.list_top("gullhaven")] == order[:100]
    assert [each.rank for each in api.list_top("gullhaven")] == [order.index(ms) + 1 for ms in order[:100]]
    for person, ms in times.items():
        assert api.rank("gullhaven", ms) == order.index(ms) + 1
        around = api.list_around("gullhaven", PersonId(person))
        assert [each.rank for each in around] == [order.index(each.time_ms) + 1 for each in around]
        own = next(place for place, each in enumerate(around) if each.is_reader)
        assert around[own].time_ms == ms
        assert own == 5 or around[0].rank == 1
    boards.leave(PersonId("p1"))
    assert api.count_bests("gullhaven") == len(times) - 1
    assert api.rank("night-river", 1) == 1


def test_a_slower_race_leaves_the_best_and_a_faster_one_moves_it():
    chen = a_viewer()
    first = race(chen, seed=1)
    second = race(chen, seed=2, at=AT + timedelta(hours=1))
    assert {first.standing, second.standing} == {Standing.RANKED}
    assert api.count_bests("gullhaven") == 1
    assert api.find_best("gullhaven", chen.person) == min(first.time_ms, second.time_ms)
    assert api.count_laps() == 6
    assert api.count_laps(since=AT.date() + timedelta(days=1)) == 0
    assert [each.run for each in api.list_runs(chen.person)] == [second.run, first.run]


def test_a_ghost_drives_to_the_same_millisecond():
    result = race(a_viewer())
    client = Client()
    answer = client.get(f"/race/ghosts/{result.run}")
    assert answer.headers["X-Race-Car"] == "tern"
    assert len(answer.content) < 5_120
    assert client.get("/race/ghosts/run-0").status_code == 404


def test_a_person_is_exported_and_forgotten_with_their_inputs(settings):
    chen = a_viewer()
    race(chen)
    told = rights.export_person(chen.person)
    assert [len(told[part]) for part in ("races", "results", "bests")] == [1, 1, 1]
    rights.erase_person(chen.person, AT)
    assert not any(model.objects.exists() for model in (models.Start, models.Run, models.Best))
    assert not list(settings.HOME.glob("race/*/*.inputs"))
    assert api.count_bests("gullhaven") == 0
    assert rights.export_person(chen.person) == {"races": [], "results": [], "bests": []}


def test_what_was_begun_and_left_is_forgotten_after_a_day():
    api.begin(a_viewer(), "gullhaven", "tern", "limelight", AT)
    assert api.drop_stale(AT + timedelta(hours=3)) == 0
    assert api.drop_stale(AT + timedelta(days=2)) == 1
    assert not models.Start.objects.exists()


def a_partnership():
    ours = people.create_institution(Both("Visit Tidewick", "潮湾旅游局"), GB, is_invented=True, at=AT)
    theirs = people.create_institution(Both("Kite Games", "风筝游戏"), CN, is_invented=True, at=AT)
    memorandum = agreements.sign_memorandum(
        MemorandumDraft(
            Both("A race", "竞速"), Both("Both parties race.", "双方竞速。"),
            tuple(Party(each, Both("Bo", "博"), Both("Head", "主任")) for each in (ours, theirs)),
            (Sector.GAMES,), AT, Both("Leeds", "利兹"), "Europe/London",
        ),
        AT,
    )  # fmt: skip
    draft = PartnershipDraft(memorandum, Both("Places", "景点"), Sector.GAMES, (ours, theirs), ours)
    return agreements.open_partnership(draft, AT), ours


def test_a_licensed_livery_is_worn_where_and_while_its_window_is_open():
    partnership, ours = a_partnership()
    work = works.create_work(WorkDraft(WorkKind.LOOK, Both("Five ribbons", "五绸")), AT)
    assert "ribbon" not in {each.id for each in api.list_liveries(GB, AT)}
    api.license_livery("ribbon", work)
    agreement = agreements.make_agreement(
        AgreementDraft(
            partnership, AgreementKind.LICENCE_TO_PUBLISH, Both("Livery", "涂装"), AT.date(), ((ours, 1),)
        ),
        AT,
    )
    window = Window(AT, AT + timedelta(days=7), "Europe/London")
    agreements.issue_grant(GrantDraft(agreement, (work,), some([GB]), window), AT)
    worn = {each.id for each in api.list_liveries(GB, AT + timedelta(days=6))}
    assert {"limelight", "ribbon"} <= worn
    assert "ribbon" not in {each.id for each in api.list_liveries(CN, AT + timedelta(days=6))}
    assert "ribbon" not in {each.id for each in api.list_liveries(GB, AT + timedelta(days=7))}
    chen = a_viewer()
    api.begin(chen, "gullhaven", "tern", "ribbon", AT + timedelta(days=6))
    with pytest.raises(NotThere):
        api.begin(chen, "gullhaven", "tern", "ribbon", AT + timedelta(days=8))
    with pytest.raises(NotThere):
        api.license_livery("limelight", work)


def test_a_places_link_is_followed_and_counted():
    partnership, _ = a_partnership()
    due = AT.date() + timedelta(days=90)
    promise = agreements.make_commitment(
        CommitmentDraft(
            partnership, CommitmentKind.MARKETING, Both("Guests", "访客"), "agreements.follows", 10, due
        ),
        AT,
    )
    link = agreements.make_link(CampaignLinkDraft(promise, Both("Card", "卡片"), "/en/"), AT)
    client = Client()
    assert client.get("/race/places/gullhaven").status_code == 404
    api.link_place("gullhaven", link)
    assert client.get("/race/places/gullhaven").headers["Location"] == "/en/"
    client.get("/race/places/gullhaven")
    assert agreements.count_follows() >= 1
    assert "/race/places/gullhaven" in client.get("/en/race/").content.decode()
    with pytest.raises(NotThere):
        api.link_place("nowhere", link)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_show_the_board_and_let_one_drive(language):
    race(a_viewer())
    client = Client()
    home = client.get(f"/{language}/race/")
    board = client.get(f"/{language}/race/gullhaven")
    drive = client.get(f"/{language}/race/gullhaven/drive")
    assert [home.status_code, board.status_code, drive.status_code] == [200, 200, 200]
    assert all("Chen" in page.content.decode() for page in (home, board))
    assert "<house-race" in drive.content.decode()
    assert "'wasm-unsafe-eval'" in drive.headers["Content-Security-Policy"]
    assert "wasm-unsafe-eval" not in home.headers["Content-Security-Policy"]
    assert client.get(f"/{language}/race/nowhere").status_code == 404
