"""Around the film in a real Chromium: its end by the clock, quality, keys, pictures of its parts, what comes next, frames."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.browser import DESK, PHONE, open_context, watch
from tests.film import PLAYED, READY, play, point_at_the_bar
from tests.house import TERRITORY_HEADER, House, make_film
from tests.stage import Stage

pytestmark = pytest.mark.browser
IN_BRITAIN = {TERRITORY_HEADER: "GB"}
SEGMENT_SECONDS = 2.0
WINDOW_SECONDS = 14.0
HEIGHT = "height => document.querySelector('video').videoHeight === height"
CHAPTERS = "0:00 The harbour | 港口\n0:10 Out at sea | 出海\n0:20 Home | 归航"


@pytest.fixture(scope="module")
def told(house: House, stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Return the stage, its film with chapters."""
    file = tmp_path_factory.mktemp("chapters") / "chapters.txt"
    file.write_text(CHAPTERS, "utf-8")
    house.ask("watch", "chapters", stage.arguments["film"], file)
    return stage


def in_britain(chromium: Browser, width: int = DESK, **more: Any) -> BrowserContext:
    return open_context(chromium, width, extra_http_headers=IN_BRITAIN, **more)


def test_a_film_stops_within_a_segment_when_its_window_ends(
    chromium: Browser, house: House, stage: Stage, tmp_path: Path
):
    film = make_film(tmp_path / "long.mp4", seconds=60, size="320x180")
    added = house.ask("watch", "add", film, "--title-en", "Ebb", "--title-zh", "落潮", "--wait")
    granted = house.do("grant_for_seconds", stage.arguments["agreement"], added["work"], str(WINDOW_SECONDS))
    ends_at = datetime.fromisoformat(granted["ends_at"])
    with in_britain(chromium) as context:
        page = context.new_page()
        page.goto(f"{house.url}/en/watch/{added['work']}")
        play(page, 1)
        page.wait_for_selector("foot-player[data-state=refused]", timeout=40_000)
        late_seconds = (datetime.now(UTC) - ends_at).total_seconds()
        at = page.evaluate("document.querySelector('video').currentTime")
        assert page.evaluate("document.querySelector('video').paused")
        assert page.locator("[data-said]").inner_text().strip()
        page.wait_for_timeout(1500)
        assert page.evaluate("document.querySelector('video').currentTime") == at
        assert -1 < late_seconds < SEGMENT_SECONDS + 4
        assert at < WINDOW_SECONDS + SEGMENT_SECONDS


def test_quality_is_chosen_by_the_viewer_and_remembered(chromium: Browser, house: House, told: Stage):
    with in_britain(chromium) as context:
        page = context.new_page()
        page.goto(f"{house.url}/zh/watch/{told.arguments['work']}")
        play(page, 0.5)
        choice = page.get_by_label("清晰度")
        choice.wait_for()
        assert [o.split(" ·")[0] for o in choice.locator("option").all_inner_texts()] == [
            "自动",
            "360p",
            "240p",
        ]
        for height in (240, 360):
            choice.select_option(f"{height}p")
            page.wait_for_function(HEIGHT, arg=height, timeout=30_000)
        choice.select_option("240p")
        page.reload()
        play(page, 0.2)
        page.wait_for_function(HEIGHT, arg=240, timeout=30_000)
        assert choice.input_value() == "240p"


def test_every_act_has_its_key(chromium: Browser, house: House, told: Stage):
    with in_britain(chromium) as context:
        shown = watch(context)
        shown.go(f"{house.url}/en/watch/{told.arguments['work']}")
        page = shown.page
        play(page, 0.5)
        page.locator("media-play-button").first.focus()
        video = "document.querySelector('video')"
        page.keyboard.press("k")
        page.wait_for_function(f"() => {video}.paused")
        page.wait_for_function(
            f"() => [...{video}.textTracks].find(t => t.kind === 'chapters').cues?.length === 3"
        )
        for key, seconds in (
            ("]", 10),
            ("]", 20),
            ("[", 10),
            ("5", 17.5),
            ("0", 0),
            ("ArrowRight", 10),
            ("ArrowLeft", 0),
        ):
            page.keyboard.press(key)
            page.wait_for_function(f"() => Math.abs({video}.currentTime - {seconds}) < 0.6", timeout=10_000)
        page.keyboard.press(">")
        assert page.evaluate(f"{video}.playbackRate") == 1.25
        page.keyboard.press("<")
        assert page.evaluate(f"{video}.playbackRate") == 1
        page.keyboard.press("m")
        page.wait_for_function(f"() => {video}.muted")
        page.locator("a[data-chapter]").nth(1).press("Enter")
        page.wait_for_function(f"() => !{video}.paused && {video}.currentTime >= 10")
        assert shown.faults == []


def test_a_press_of_play_before_the_player_stands_is_kept(chromium: Browser, house: House, told: Stage):
    with in_britain(chromium) as context:
        page = context.new_page()
        held: list[Route] | None = []

        def hold(route: Route) -> None:
            route.continue_() if held is None else held.append(route)

        page.route("**/*.js", hold)
        page.goto(f"{house.url}/en/watch/{told.arguments['work']}", wait_until="commit")
        video = page.locator("video[controls]")
        video.evaluate("each => { each.muted = true; each.play().catch(() => undefined); }")
        assert not video.evaluate("each => each.paused")
        assert held
        scripts, held = held, None
        for route in scripts:
            route.continue_()
        page.wait_for_function(READY, timeout=30_000)
        page.wait_for_function(PLAYED, arg=1, timeout=30_000)


@pytest.mark.parametrize("width", [320, 360, PHONE, 640, DESK])
def test_every_button_of_the_bar_lies_within_the_picture_and_takes_a_finger(
    chromium: Browser, house: House, told: Stage, width: int
):
    with in_britain(chromium, width) as context:
        page = context.new_page()
        page.goto(f"{house.url}/zh/watch/{told.arguments['work']}")
        page.wait_for_function(READY, timeout=30_000)
        picture = page.locator("foot-player media-controller").bounding_box()
        assert picture is not None
        shown = 0
        for button in page.locator("foot-player media-control-bar > *").all():
            box = button.bounding_box()
            if not box:
                continue
            shown += 1
            name = button.evaluate("each => each.outerHTML.slice(0, 60)")
            assert box["x"] >= picture["x"] - 0.5, name
            assert box["x"] + box["width"] <= picture["x"] + picture["width"] + 0.5, name
            assert box["y"] + box["height"] <= picture["y"] + picture["height"] + 0.5, name
            assert box["y"] >= picture["y"] + picture["height"] / 2, name
            assert min(box["width"], box["height"]) >= 24, name
        assert shown >= 6


@pytest.mark.parametrize(("width", "language"), [(DESK, "en"), (PHONE, "zh")])
def test_the_bar_shows_pictures_and_names_of_the_films_parts(
    width: int, language: str, chromium: Browser, house: House, told: Stage
):
    with in_britain(chromium, width) as context:
        shown = watch(context)
        shown.go(f"{house.url}/{language}/watch/{told.arguments['work']}")
        page = shown.page
        page.wait_for_function(READY, timeout=30_000)
        page.wait_for_function(
            "() => [...document.querySelector('video').textTracks].every(t => t.kind === 'subtitles' || t.cues?.length > 0)"
        )
        point_at_the_bar(page)
        range_ = page.locator("media-time-range")
        assert "storyboard-1.jpg" in (range_.get_attribute("mediapreviewimage") or "")
        assert range_.get_attribute("mediapreviewchapter") == {"en": "Out at sea", "zh": "出海"}[language]
        page.wait_for_timeout(500)
        assert not shown.find_with_axe()
        assert shown.overflow() <= 0
        assert shown.faults == []


def test_the_next_film_is_offered_when_one_ends(chromium: Browser, house: House, told: Stage, tmp_path: Path):
    film = make_film(tmp_path / "second.mp4", seconds=4, size="320x180")
    added = house.ask("watch", "add", film, "--title-en", "The Second", "--title-zh", "第二集", "--wait")
    house.do("grant_for_seconds", told.arguments["agreement"], added["work"], "3600")
    order = [told.arguments["work"], added["work"]]
    listed = house.ask("watch", "series", *order, "--playlist", "--title-en", "Two", "--title-zh", "两部")
    with in_britain(chromium) as context:
        shown = watch(context)
        page = shown.page
        shown.go(f"{house.url}/en/watch/{order[0]}?list={listed['sequence']}")
        play(page, 0.5)
        page.evaluate("document.querySelector('video').currentTime = 33.5")
        following = page.locator("[data-next] a")
        following.wait_for(timeout=20_000)
        assert following.inner_text().strip() == "The Second"
        assert following.evaluate("link => link === document.activeElement")
        assert not shown.find_with_axe()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/en/watch/{added['work']}?list={listed['sequence']}")
        play(page, 0.3)
        assert shown.faults == []


@contextmanager
def another_site(body: str) -> Iterator[str]:
    """Serve a page of somebody else's, at an address of another site."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def frame_of(page: Page, part: str) -> Any:
    return next(frame for frame in page.frames if part in frame.url)


def test_a_film_plays_in_a_frame_on_another_site_and_its_page_does_not_show_there(
    chromium: Browser, house: House, told: Stage
):
    told_by = told.client.get(
        "/watch/oembed", params={"url": f"{house.url}/en/watch/{told.arguments['work']}"}
    )
    html = told_by.json()["html"]
    plain = f'<iframe src="{house.url}/en/watch/{told.arguments["work"]}" name="plain"></iframe>'
    head = "<!doctype html><title>A partner</title>"
    with (
        another_site(head + html) as address,
        another_site(head + plain) as other,
        in_britain(chromium) as context,
    ):
        page = context.new_page()
        page.goto(address)
        frame = frame_of(page, "/watch/embed/")
        frame.wait_for_function(READY, timeout=30_000)
        frame.locator("media-play-button").first.click()
        frame.wait_for_function(PLAYED, arg=1.5, timeout=30_000)
        cookies = [c for c in context.cookies() if "localhost" in c["domain"]]
        assert [c["sameSite"] for c in cookies] == ["None"]
        page.goto(other)
        page.wait_for_timeout(1500)
        assert not any(
            "/watch/wrk" in each.url for each in page.frames
        )  # the browser refused the page itself


def test_two_frames_on_one_page_both_play(chromium: Browser, house: House, told: Stage):
    address = f"{house.url}/en/watch/embed/{told.arguments['work']}"
    frames = "".join(
        f'<iframe src="{address}" name="f{n}" width="480" height="270"></iframe>' for n in (1, 2)
    )
    with (
        another_site(f"<!doctype html><title>A partner</title>{frames}") as site,
        in_britain(chromium) as context,
    ):
        page = context.new_page()
        page.goto(site)
        for name in ("f1", "f2"):
            frame = page.frame(name)
            assert frame is not None
            frame.wait_for_function(READY, timeout=30_000)
            frame.locator("media-play-button").first.click()
            frame.wait_for_function(PLAYED, arg=1.5, timeout=30_000)
