"""The pages of watching in both languages: played where the deal allows, refused with reasons where not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from footlights.ground.agreements import api as agreements
from footlights.ground.jobs import api as jobs
from footlights.ground.media import api as media
from footlights.ground.media.types import AssetState, FileRefused
from footlights.ground.people import api as people
from footlights.ground.people.types import Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import NoSuchWork
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both, Language
from footlights.services.watch import api
from footlights.services.watch.jobs import hang_poster
from footlights.services.watch.tests import deals
from footlights.services.watch.types import BadFilm, NotLicensed, NotReady

pytestmark = pytest.mark.django_db
FR = Territory("FR")


class Task:
    """A task in a worker's hands."""

    job = "job-1"
    attempt = 1

    def __init__(self, **arguments):
        self.arguments = arguments

    def report(self, share, note=None):
        pass

    def should_stop(self):
        return False


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return deals.make_film(tmp_path_factory.mktemp("films") / "tide.mp4", 3)


@pytest.fixture
def film(file):
    return api.add_film(file, deals.TITLE, name="tide.mp4", at=utc_now())


@pytest.fixture
def ready(film):
    media.prepare_asset(film.asset.id, Task(), at=utc_now())
    return api.get_film(film.id)


def at_home(territory: Territory | None, client: Client | None = None) -> Client:
    client = client or Client()
    response = HttpResponse()
    people.choose_territory(response, territory)
    client.cookies.update(response.cookies)
    return client


def viewer(territory: Territory | None) -> Viewer:
    return Viewer("chens-browser", None, "", territory, None, None, Language.EN)


def test_a_ready_film_plays_where_the_grant_lets_it(ready):
    deals.grant(ready.work, at=utc_now())
    for language, title in (("en", "The Tide"), ("zh", "潮汐")):
        client = at_home(GB)
        page = client.get(f"/{language}/watch/{ready.work}")
        text = page.content.decode()
        assert page.status_code == 200
        assert title in text
        assert "<foot-player" in text
        assert page.cookies["viewer"]["httponly"]
        assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("language", "word"), [("en", "France"), ("zh", "法国")])
def test_elsewhere_the_page_says_why_where_and_when(ready, language, word):
    deals.grant(ready.work, at=utc_now())
    page = at_home(FR).get(f"/{language}/watch/{ready.work}")
    assert page.status_code == 451
    text = page.content.decode()
    assert word in text
    assert "foot-player" not in text
    assert "<time datetime=" in text


def test_without_a_grant_nobody_watches(ready):
    assert at_home(GB).get(f"/en/watch/{ready.work}").status_code == 451
    with pytest.raises(NotLicensed):
        api.start_viewing(ready.work, viewer(None), utc_now())


def test_an_unknown_film_is_not_there():
    for work in ("wrk-0000000000000000-0", "'; DROP TABLE film; --", "<script>", "a" * 300):
        assert at_home(GB).get(f"/en/watch/{work}").status_code == 404


def test_a_film_still_being_prepared_says_so(film):
    deals.grant(film.work, at=utc_now())
    page = at_home(GB).get(f"/en/watch/{film.work}")
    assert (page.status_code, "being prepared" in page.content.decode()) == (200, True)
    with pytest.raises(NotReady):
        api.start_viewing(film.work, viewer(GB), utc_now())


def test_a_withdrawn_grant_ends_the_viewing_at_its_next_renewal(ready):
    at = utc_now()
    grant = deals.grant(ready.work, at=at)
    viewing = api.start_viewing(ready.work, viewer(GB), at)
    assert api.renew_viewing(viewing.playing.beat_token, viewer(GB), at).id == viewing.playing.id
    agreements.revoke_grant(grant, at)
    with pytest.raises(NotLicensed):
        api.renew_viewing(viewing.playing.beat_token, viewer(GB), at + timedelta(seconds=1))
    assert grant in media.list_revoked(at)


def test_renewing_needs_the_same_browser_and_place(ready):
    deals.grant(ready.work, at=utc_now())
    client = at_home(GB)
    token = _token(client.get(f"/en/watch/{ready.work}").content.decode())
    assert _post(client, "renew", {"token": token}).status_code == 200
    assert _post(at_home(GB), "renew", {"token": token}).status_code == 403
    assert _post(at_home(CN, client), "renew", {"token": token}).status_code == 403
    assert _post(at_home(FR, client), "renew", {"token": token}).status_code == 451


def test_beats_are_kept_or_asked_for_again(ready):
    deals.grant(ready.work, at=utc_now())
    client = at_home(GB)
    token = _token(client.get(f"/en/watch/{ready.work}").content.decode())
    now_ms = int(utc_now().timestamp() * 1000)
    beat = {"id": "b1", "at_ms": now_ms, "position_ms": 0, "played_ms": 100, "rate": 1}
    away = _post(client, "beats", {"token": token, "beats": [beat]})
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")  # no event writer runs in this test
    assert _post(client, "beats", {"token": token, "beats": []}).json() == {"kept": 0}
    for body, status in ((b"{", 400), (b'{"token":"x.y","beats":[]}', 403), (b" " * 70_000, 413)):
        refusal = client.post("/watch/beats", body, content_type="application/json")
        assert refusal.status_code == status
        assert refusal.json()["error"].keys() == {"en", "zh"}


def test_beats_come_from_the_houses_own_pages_only(ready):
    body = {"token": "x", "beats": []}
    client = Client()
    assert _post(client, "beats", body, Sec_Fetch_Site="cross-site").status_code == 403
    assert _post(client, "beats", body, Origin="http://elsewhere.example").status_code == 403
    assert _post(client, "beats", body, Origin="http://testserver").json()["reason"] == "malformed"
    assert client.get("/watch/beats").status_code == 405


def test_a_producer_adds_a_film_and_follows_it(file):
    client = _aurora()
    assert client.get("/en/watch/add").status_code == 200
    reply = _add(client, file.read_bytes(), title_en="The Tide", title_zh="潮汐")
    assert reply.status_code == 303
    page = client.get(reply.headers["Location"])
    assert "The Tide" in page.content.decode()
    part = client.get(reply.headers["Location"], headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="film-progress"')


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_no_film_is_refused_on_the_form_and_nothing_is_kept(language):
    client = _aurora()
    films, found = len(api.list_films()), len(works.list_works())
    for content, title_en in (
        (b"Dear Bo, this is a letter.", "A"),
        (b"", "A"),
        (b"#EXTM3U\nfile:///etc/passwd", "A"),
    ):
        reply = _add(client, content, language, title_en=title_en, title_zh="甲")
        assert reply.status_code == 422
        assert 'role="alert"' in reply.content.decode()
    assert (len(api.list_films()), len(works.list_works())) == (films, found)


def test_a_film_needs_both_titles_or_a_work(file):
    client = _aurora()
    assert _add(client, file.read_bytes(), title_en="Only English").status_code == 422
    assert _add(client, file.read_bytes(), work="wrk-0000000000000000-0").status_code == 422
    with pytest.raises(BadFilm):
        api.add_film(file, Both("A", " "), name="a.mp4", at=utc_now())
    with pytest.raises(NoSuchWork):
        api.add_film(file, None, work=WorkId("wrk-0000000000000000-0"), name="a.mp4", at=utc_now())


def test_odd_titles_are_only_titles(file):
    client = _aurora()
    odd = "<script>alert(1)</script>'; DROP TABLE x; --"
    reply = _add(client, file.read_bytes(), title_en=odd, title_zh="甲")
    text = client.get(reply.headers["Location"]).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_only_producers_put_films_on_stage():
    assert Client().get("/en/watch/add").status_code == 302
    client = Client()
    person = people.create_person("chen@example.org", "a long password 9", "Chen", at=deals.AT)
    client.login(username="chen@example.org", password="a long password 9")
    assert person
    assert client.get("/en/watch/add").status_code == 403
    assert _add(client, b"x", title_en="A", title_zh="甲").status_code == 403


def test_a_later_film_takes_over_once_it_plays(ready, file):
    later = api.add_film(file, None, work=ready.work, name="better.mp4", at=utc_now())
    assert api.find_film(ready.work).id == ready.id
    media.prepare_asset(later.asset.id, Task(), at=utc_now())
    assert api.find_film(ready.work).id == later.id


def test_the_work_gets_the_films_poster(ready):
    [job] = jobs.list_jobs(name="watch.hang_poster")
    hang_poster(Task(**job.arguments))
    url = works.get_work(ready.work).poster_url
    assert url
    hang_poster(Task(**job.arguments))
    assert works.get_work(ready.work).poster_url == url


def test_the_foyer_shows_what_is_on_stage_where_one_is(ready):
    deals.grant(ready.work, at=utc_now())
    assert [s.film.id for s in api.list_showings(GB, at=utc_now())] == [ready.id]
    assert api.list_showings(FR, at=utc_now()) == []
    assert api.list_showings(None, at=utc_now()) == []


def test_a_refused_film_leaves_no_work_behind(tmp_path):
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear Bo")
    before = len(works.list_works())
    with pytest.raises(FileRefused):
        api.add_film(letter, deals.TITLE, name="letter.mp4", at=utc_now())
    assert len(works.list_works()) == before


def test_states_are_said_in_both_languages():
    for state in AssetState:
        assert state.said.en
        assert state.said.zh


def _aurora() -> Client:
    client = Client()
    deals.make_producer()
    assert client.login(username="aurora@example.org", password="a long password 9")
    return client


def _add(client: Client, content: bytes, language: str = "en", **fields: str):
    file = (
        SimpleUploadedFile("film.mp4", content, "video/mp4")
        if content
        else SimpleUploadedFile("film.mp4", b"")
    )
    return client.post(f"/{language}/watch/add", {"file": file, **fields})


def _post(client: Client, name: str, body: object, **headers: str):
    told = {key.replace("_", "-"): value for key, value in headers.items()}
    return client.post(f"/watch/{name}", json.dumps(body), content_type="application/json", headers=told)


def _token(page: str) -> str:
    return page.split('data-token="', 1)[1].split('"', 1)[0]
