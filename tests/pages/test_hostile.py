"""What no one should send: the house says what is wrong, with the right status, and keeps nothing of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from django.urls import reverse
from django.utils import translation

from footlights.kernel.text import Language
from footlights.project.language import CODES
from tests.house import House, make_film, open_house
from tests.pages.forms import Form, forms_of
from tests.pages.test_pages import PAGES, address
from tests.rules.tree import HAN
from tests.stage import Stage

pytestmark = pytest.mark.house
NASTY = {
    "SQL": "' OR 1=1; DROP TABLE works_work; --",
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7777 * 7777 }}{% debug %}{0.__class__}%s%n",
    "path": "../../../../etc/passwd",
    "NUL": "before\x00after",
    "controls": "\x1b[31m\x07\r\nSet-Cookie: a=b",
    "reversed": "\u202egnp.\u2066exe",
    "lone surrogate": "\udcff",
    "long": "长" * 5_000,
}
TYPED = {"text", "email", "search", "textarea", "number", "date", "url", "select", "password"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Return a house of this module's own: what is sent here stays here."""
    with open_house() as house:
        yield house


@pytest.fixture(scope="module")
def stage(house: House, tmp_path_factory) -> Iterator[Stage]:
    """Return a short film on stage in the hostile visitor's house."""
    film = make_film(tmp_path_factory.mktemp("film") / "short.mp4", 3, "640x360")
    with Stage.open(house, film) as stage:
        yield stage


@pytest.fixture(scope="module")
def aurora(house: House, stage: Stage) -> Iterator[httpx.Client]:
    """Return a client in which Aurora, producer and operator, is signed in."""
    with httpx.Client(base_url=house.url, follow_redirects=True, timeout=20) as client:
        page = client.get("/en/account/login/")
        form = next(form for form in forms_of(page.text) if "password" in form.fields)
        sent = {**form.fields, "login": stage.email, "password": stage.password}
        assert client.post("/en/account/login/", data=sent).status_code == 200
        yield client


def raw(house: House, target: str) -> int:
    """Send a request line exactly as it is, which no client library would; return the status."""
    place = urlsplit(house.url)
    with socket.create_connection(("127.0.0.1", place.port), timeout=10) as plug:
        plug.sendall(
            f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1")
        )
        return int(plug.recv(4096).split(b" ", 2)[1])


@pytest.mark.parametrize("what", NASTY)
@pytest.mark.parametrize("language", Language)
def test_a_search_for_it_is_answered_and_not_obeyed(what: str, language: Language, house: House, aurora):
    asked = quote(NASTY[what].encode("utf-8", "surrogateescape"))
    with translation.override(CODES[language]):
        found = aurora.get(f"{reverse('site:search')}?q={asked}")

    assert found.status_code in (200, 400, 414, 431)
    assert SCRIPT not in found.text
    assert str(7777 * 7777) not in found.text


@pytest.mark.parametrize("name", PAGES)
def test_no_form_obeys_or_breaks(name: str, house: House, stage: Stage, aurora: httpx.Client):
    url = address(name, Language.EN, stage)
    faults = []
    for form in forms_of(aurora.get(url).text):
        if "logout" in form.action or not TYPED & set(form.kinds.values()):
            continue  # an act without a field to fill
        for what, text in NASTY.items():
            reply = send(aurora, url, form, text)
            if reply.status_code >= 500 or SCRIPT in reply.text:
                faults.append(f"{form.method} {form.action or url}: {what}: {reply.status_code}")

    assert not faults, "\n".join(faults)


def send(client: httpx.Client, url: str, form: Form, text: str) -> httpx.Response:
    """Send a form with a text in every field that takes one."""
    filled = {
        name: text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        if form.kinds[name] in TYPED
        else value
        for name, value in form.fields.items()
    }
    target = str(httpx.URL(url).join(form.action))
    if form.method == "get":
        each = len(NASTY["long"]) // len(filled)  # an address holds 64 KiB, whoever asks
        return client.get(target, params={name: value[:each] for name, value in filled.items()})
    fresh = {**filled, "csrfmiddlewaretoken": client.cookies.get("csrftoken", "")}
    if form.is_multipart:
        return client.post(target, data=fresh, files={"film": ("a.mp4", b"not a film", "video/mp4")})
    return client.post(target, data=fresh, headers={"Referer": str(client.base_url)})


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"null", b'{"token": 1, "beats": 2}', b"\xff\xfe", b'"' * 70_000]
)
def test_malformed_json_is_refused_in_both_languages(body: bytes, house: House):
    reply = httpx.post(
        house.url + reverse("watch:beats"), content=body, headers={"Content-Type": "application/json"}
    )

    assert reply.status_code in (400, 403, 413)
    assert HAN.search(reply.text) or "\\u" in reply.text


@pytest.mark.parametrize("path", ["/fr/", "/zh-hant/", "/en%00/", "/EN/", "/en/../zh/", "/xx/watch/"])
def test_an_unknown_language_is_no_address(path: str, house: House):
    assert raw(house, path) in (400, 404)


@pytest.mark.parametrize("asked", ["", "x" * 9_000, "zh;q=banana, ;;;,", "*;q=-1"])
def test_any_accept_language_is_understood_or_ignored(asked: str, house: House):
    assert httpx.get(house.url, headers={"Accept-Language": asked}, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "prefix", ["/static/", "/m/", "/m/token/asset/", "/media/", "/en/work/", "/en/watch/", "/"]
)
@pytest.mark.parametrize(
    "trick",
    [
        "../secrets.json",
        "%2e%2e/secrets.json",
        "..%2fsecrets.json",
        "%00",
        "a%0d%0ab",
        "%c0%ae%c0%ae/a",
        "//a",
    ],
)
def test_a_path_that_climbs_finds_nothing(prefix: str, trick: str, house: House):
    assert 400 <= raw(house, prefix + trick) < 500


def test_wrong_foreign_and_expired_tokens_are_forbidden(house: House, stage: Stage, aurora):
    token, asset = stage.token, stage.asset
    master = f"/m/{token}/{asset}/master.m3u8"
    other = house.do("token_of_another_film", token)
    changed = token[:-4] + ("aaaa" if token[-4:] != "aaaa" else "bbbb")

    assert stage.get(master).status_code == 200
    assert stage.get(master.replace(token, changed)).status_code == 403
    assert stage.get(master.replace(token, "nonsense")).status_code == 403
    assert stage.get(f"/m/{other['foreign']}/{asset}/master.m3u8").status_code == 403
    assert stage.get(f"/m/{other['expired']}/{asset}/master.m3u8").status_code == 403
    assert httpx.get(house.url + master).status_code == 403  # a token of someone else's session


def no_films(folder: Path) -> dict[str, Path]:
    """Write files that are called films and are none, and return them by what they are."""
    whole = make_film(folder / "whole.mp4", 4, "320x180")
    files = {
        "text": folder / "letter.mp4",
        "truncated": folder / "cut.mp4",
        "playlist of a file": folder / "list.mp4",
        "playlist of an address": folder / "far.m3u8",
        "empty": folder / "empty.mp4",
    }
    files["text"].write_text("Dear house,\nthis is a letter.\n" * 200, "utf-8")
    files["truncated"].write_bytes(whole.read_bytes()[: whole.stat().st_size // 3])
    files["playlist of a file"].write_text("#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n", "utf-8")
    files["playlist of an address"].write_text("#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:1/a.ts\n", "utf-8")
    files["empty"].write_bytes(b"")
    return files


def test_what_is_no_film_is_refused_in_one_line_and_not_kept(house: House, stage: Stage, tmp_path: Path):
    titles = ("--title-en", "No film", "--title-zh", "不是影片")
    held = house.do("count_what_is_held")

    for what, file in no_films(tmp_path).items():
        for language in ("en", "zh"):
            done = house.run("--lang", language, "watch", "add", file, *titles, "--wait")

            said = done.stderr.strip()
            assert (done.returncode, len(said.splitlines())) == (1, 1), (what, done)
            assert bool(HAN.search(said)) == (language == "zh"), (what, said)
    assert house.do("count_what_is_held") == held


def test_a_film_with_a_hostile_name_is_kept_under_a_plain_one(house: House, stage: Stage, tmp_path: Path):
    odd = make_film(tmp_path / "..;$(touch pwned) \"'<b>\u202e.mp4", 3, "320x180")

    added = house.ask("watch", "add", odd, "--title-en", SCRIPT, "--title-zh", "脚本", "--wait")

    names = [path.name for path in (house.home / "media").rglob("*")]
    assert added["work"]
    assert not [name for name in names if any(sign in name for sign in ";$<>\"'\u202e ")]
    assert SCRIPT not in httpx.get(f"{house.url}/en/").text
