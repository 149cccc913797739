"""Series and playlists, chapters, posters and better files: kept in order, shown where the deal allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from footlights.ground.media import api as media
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both, Language
from footlights.services.watch import api
from footlights.services.watch.jobs import hang_poster
from footlights.services.watch.tests import deals
from footlights.services.watch.tests.test_pages import Task
from footlights.services.watch.types import BadSequence, Film, NoSuchSequence, SequenceId, SequenceKind

pytestmark = pytest.mark.django_db
FR = Territory("FR")
TITLE = Both("Light on the water", "水上灯影")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return deals.make_film(tmp_path_factory.mktemp("films") / "tide.mp4", 3)


def stage(file: Path, name: str) -> Film:
    """Put a film on stage in Britain and China."""
    film = api.add_film(file, Both(name, f"{name}（中）"), name="tide.mp4", at=utc_now())
    media.prepare_asset(film.asset.id, Task(asset=film.asset.id), at=utc_now())
    hang_poster(Task(film=film.id))
    deals.grant(film.work, at=utc_now())
    return api.get_film(film.id)


@pytest.fixture
def films(file) -> list[Film]:
    return [stage(file, name) for name in ("One", "Two", "Three")]


@pytest.fixture
def producer() -> Client:
    deals.make_producer()
    client = Client()
    assert client.login(email="aurora@example.org", password="a long password 9")
    return client


def visitor(territory: Territory) -> Client:
    """Return a visitor in a territory."""

    answer = HttpResponse()
    people.choose_territory(answer, territory)
    client = Client()
    client.cookies = answer.cookies
    return client


def test_a_series_goes_on_with_the_next_episode_that_may_be_seen(films, file):
    bare = api.add_film(file, Both("Bare", "未授权"), name="tide.mp4", at=utc_now())
    order = [films[0].work, bare.work, films[1].work, films[2].work]
    series = api.create_sequence(SequenceKind.SERIES, TITLE, order, at=utc_now())
    at = utc_now()

    assert [part.plays for part in api.list_parts(series, GB, at=at)] == [True, False, True, True]
    following = api.find_next(series, films[0].work, GB, at=at)
    assert following is not None
    assert (following.number, following.work.id) == (3, films[1].work)
    assert api.find_next(series, films[2].work, GB, at=at) is None
    assert api.find_next(series, films[0].work, FR, at=at) is None
    assert api.find_series(films[1].work) == series


def test_an_order_that_makes_no_sense_is_refused_and_nothing_changes(films):
    made = api.create_sequence(SequenceKind.SERIES, TITLE, [films[0].work], at=utc_now())
    gone = WorkId("wrk-0000000000000000-0")
    for kind, title, order in (
        (SequenceKind.SERIES, Both("", "无"), [films[1].work]),
        (SequenceKind.SERIES, TITLE, []),
        (SequenceKind.PLAYLIST, TITLE, [films[1].work, films[1].work]),
        (SequenceKind.PLAYLIST, TITLE, [gone]),
        (SequenceKind.SERIES, TITLE, [films[1].work, films[0].work]),
    ):
        with pytest.raises(BadSequence) as refusal:
            api.create_sequence(kind, title, order, at=utc_now())
        assert refusal.value.message.en
        assert refusal.value.message.zh
    assert api.list_sequences() == [made]
    again = api.revise_sequence(made.id, TITLE, [films[2].work, films[0].work])
    assert again.works == (films[2].work, films[0].work)
    with pytest.raises(BadSequence):
        api.revise_sequence(made.id, TITLE, [])
    assert api.get_sequence(made.id) == again
    api.create_sequence(SequenceKind.PLAYLIST, TITLE, [films[0].work], at=utc_now())
    api.remove_sequence(made.id)
    with pytest.raises(NoSuchSequence):
        api.get_sequence(made.id)
    assert works.find_work(films[0].work) is not None


def test_a_producer_arranges_and_a_viewer_follows(films, producer):
    sent = {
        "kind": "series",
        "title_en": TITLE.en,
        "title_zh": TITLE.zh,
        "works": [films[0].work, "", films[1].work, "nonsense"],
    }
    made = producer.post("/en/watch/series/new", sent)
    assert made.status_code == 303
    series = api.list_sequences()[0]
    assert series.works == (films[0].work, films[1].work)
    assert Client().post("/en/watch/series/new", sent).status_code == 302

    chen = visitor(GB)
    for language, title in (("en", "Light on the water"), ("zh", "水上灯影")):
        assert title in chen.get(f"/{language}/watch/series").content.decode()
        page = chen.get(f"/{language}/watch/series/{series.id}").content.decode()
        assert f"/{language}/watch/{films[1].work}?list={series.id}" in page
        play = chen.get(f"/{language}/watch/{films[0].work}").content.decode()
        assert "data-next" in play
        assert f"/{language}/watch/{films[1].work}?list={series.id}" in play
    assert "data-next" not in chen.get(f"/en/watch/{films[1].work}").content.decode()
    assert chen.get("/en/watch/series/seq-0").status_code == 404
    changed = producer.post(
        f"/en/watch/series/{series.id}/change", {**sent, "works": [films[1].work, films[0].work]}
    )
    assert changed.status_code == 303
    assert "data-next" in chen.get(f"/en/watch/{films[1].work}").content.decode()
    empty = producer.post(f"/en/watch/series/{series.id}/change", {**sent, "works": []})
    assert (empty.status_code, "at least one" in empty.content.decode()) == (422, True)
    assert producer.post(f"/en/watch/series/{series.id}/change", {"remove": "1"}).status_code == 303
    assert api.list_sequences() == []


def test_a_playlist_is_followed_when_its_address_says_so(films):
    listed = api.create_sequence(SequenceKind.PLAYLIST, TITLE, [f.work for f in films], at=utc_now())
    chen = visitor(CN)
    assert "data-next" not in chen.get(f"/zh/watch/{films[0].work}").content.decode()
    page = chen.get(f"/zh/watch/{films[0].work}?list={listed.id}").content.decode()
    assert f"/zh/watch/{films[1].work}?list={listed.id}" in page
    assert chen.get(f"/zh/watch/{films[0].work}?list=seq-nonsense").status_code == 200


def test_shots_are_offered_as_chapters_and_as_pictures_for_the_poster(films, producer):
    film = films[0]
    address = f"/en/watch/film/{film.id}"
    assert "?shots=1" not in producer.get(address).content.decode()
    before = len(media.list_stills(film.asset.id))

    shots = media.find_shots(film.asset.id)

    assert len(media.list_stills(film.asset.id)) > before
    moments = {still.milliseconds for still in media.list_stills(film.asset.id)}
    assert {round(moment * 1000) for moment in media.suggest_posters(shots)} <= moments
    assert "0:00 Part 1 | 第 1 部分" in producer.get(f"{address}?shots=1").content.decode()
    assert media.list_chapters(film.asset.id) == []  # a suggestion is kept when somebody keeps it


def test_chapters_are_written_by_the_line_and_stand_beside_the_film(films, producer):
    film = films[0]
    address = f"/en/watch/film/{film.id}"
    sent = producer.post(address, {"chapters": "0:00 The harbour | 港口\n0:02 Out at sea & back | 出海"})
    assert sent.status_code == 303
    chapters = media.list_chapters(film.asset.id)
    assert [(c.seconds, c.title) for c in chapters] == [
        (0, Both("The harbour", "港口")),
        (2, Both("Out at sea & back", "出海")),
    ]
    assert "0:02 Out at sea &amp; back | 出海" in producer.get(address).content.decode()
    page = visitor(GB).get(f"/zh/watch/{film.work}").content.decode()
    assert 'data-chapter="2.000"' in page
    assert "chapters-zh.vtt" in page
    for wrong, word in (
        ("nonsense", "Line 1"),
        ("0:02 a\n0:01 b", "begins before"),
        ("9:00 far", "film"),
        ("0:70 x", "Line 1"),
    ):
        refused = producer.post(address, {"chapters": wrong})
        assert (refused.status_code, word in refused.content.decode()) == (422, True)
    assert media.list_chapters(film.asset.id) == chapters
    assert producer.post(address, {"chapters": " "}).status_code == 303
    assert media.list_chapters(film.asset.id) == []


def test_a_producer_chooses_another_poster_and_nobody_else_sees_the_stills(films, producer):
    film = films[0]
    stills = media.list_stills(film.asset.id)
    assert len(stills) == 9
    before = (film.asset.poster_path.read_bytes(), works.get_work(film.work).poster_url)
    picture = f"/watch/still/{film.id}/{stills[-1].milliseconds}.jpg"
    assert producer.get(picture).status_code == 200
    assert Client().get(picture).status_code == 302
    assert producer.get(f"/watch/still/{film.id}/1.jpg").status_code == 404
    address = f"/en/watch/film/{film.id}"
    assert producer.post(address, {"poster": str(stills[-1].milliseconds)}).status_code == 303
    after = (api.get_film(film.id).asset.poster_path.read_bytes(), works.get_work(film.work).poster_url)
    assert before[0] != after[0]
    assert before[1] != after[1]
    for wrong in ("1", "x", "-5"):
        assert producer.post(address, {"poster": wrong}).status_code == 422


def test_a_better_file_keeps_address_subtitles_chapters_and_poster(films, producer, file):
    film = films[0]
    media.set_subtitles(film.asset.id, Language.EN, b"1\n00:00:00,000 --> 00:00:02,000\nHello\n")
    media.set_chapters(film.asset.id, media.read_chapters(film.asset.id, "0:00 The harbour | 港口"))
    poster = works.get_work(film.work).poster_url
    better = SimpleUploadedFile("better.mp4", file.read_bytes(), "video/mp4")
    sent = producer.post(f"/en/watch/film/{film.id}", {"replace": "1", "file": better})
    assert sent.status_code == 303
    new = api.list_films()[0]
    assert (new.work, sent.url) == (film.work, f"/en/watch/film/{new.id}")
    assert api.find_film(film.work).id == film.id  # it plays on until the new one does
    media.prepare_asset(new.asset.id, Task(asset=new.asset.id), at=utc_now())
    hang_poster(Task(film=new.id))
    shown = api.find_film(film.work)
    assert shown.id == new.id
    assert media.list_subtitles(shown.asset.id) == [Language.EN]
    assert [c.title.zh for c in media.list_chapters(shown.asset.id)] == ["港口"]
    assert works.get_work(film.work).poster_url == poster
    assert new.asset.id in visitor(GB).get(f"/en/watch/{film.work}").content.decode()
    none = producer.post(f"/en/watch/film/{film.id}", {"replace": "1"})
    assert none.status_code == 422
    bad = SimpleUploadedFile("bad.mp4", b"not a film", "video/mp4")
    assert producer.post(f"/en/watch/film/{film.id}", {"replace": "1", "file": bad}).status_code == 422
    assert api.find_film(film.work).id == new.id


def test_a_frame_may_stand_on_another_page_and_no_other_page_may(films):
    chen, film = visitor(GB), films[0]
    framed = chen.get(f"/en/watch/embed/{film.work}")
    assert framed.status_code == 200
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    text = framed.content.decode()
    assert "<foot-player" in text
    assert "csrf" not in text
    page = chen.get(f"/en/watch/{film.work}")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    refused = visitor(FR).get(f"/zh/watch/embed/{film.work}")
    assert refused.status_code == 451
    assert "frame-ancestors *" in refused.headers["Content-Security-Policy"]
    strange = visitor(GB).get(f"/en/watch/embed/{film.work}", headers={"Sec-Fetch-Site": "cross-site"})
    cookies = [morsel.OutputString() for morsel in strange.cookies.values()]
    assert any("SameSite=None; Partitioned" in each and "Secure" in each for each in cookies)


def test_other_sites_learn_how_to_show_a_film(films):
    film = films[0]
    client = Client()
    asked = {"url": f"http://testserver/zh/watch/{film.work}", "maxwidth": "240"}
    told = json.loads(client.get("/watch/oembed", asked).content)
    assert (told["version"], told["type"], told["title"]) == ("1.0", "video", "One（中）")
    assert (told["width"], told["height"]) == (240, 180)
    assert f'src="http://testserver/zh/watch/embed/{film.work}"' in told["html"]
    assert client.get(told["thumbnail_url"]).status_code in (200, 404)  # posters are the file app's
    page = visitor(GB).get(f"/zh/watch/{film.work}").content.decode()
    assert "application/json+oembed" in page
    for wrong in (
        "", "nonsense", "http://elsewhere.example/zh/watch/x", "javascript:alert(1)", "http://testserver/zh/",
        "http://testserver/zh/watch/wrk-0", "http://testserver/zh/watch/add",
    ):  # fmt: skip
        assert client.get("/watch/oembed", {"url": wrong}).status_code == 404
    assert client.get("/watch/oembed", {**asked, "format": "xml"}).status_code == 501


def test_the_feed_tells_the_films_on_stage(films):
    for language, title in (("en", "Three"), ("zh", "Three（中）")):
        feed = Client().get(f"/watch/feed/{language}.xml")
        assert feed.headers["Content-Type"].startswith("application/rss+xml")
        text = feed.content.decode()
        assert text.index(f"<title>{title}</title>") < text.index("<title>One")
        assert f"http://testserver/{language}/watch/{films[0].work}" in text
    assert Client().get("/watch/feed/fr.xml").status_code == 404


def test_an_unknown_series_is_said_to_be_gone():
    with pytest.raises(NoSuchSequence) as gone:
        api.get_sequence(SequenceId("seq-1"))
    assert gone.value.message.zh
