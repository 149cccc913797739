"""Every playlist and every segment asks the token first; 403 says why in both languages."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from footlights.ground.media.adapters.revocations import Revocations
from footlights.ground.media.consumers import MediaApp
from footlights.ground.media.tests.fakes import ask
from footlights.ground.people import api as people
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import AssetId, new_id
from footlights.kernel.media.token import PathToken, mark_session, sign_path
from footlights.kernel.territory import CN, GB

SESSION = "chens-browser"


class Gate:
    """A gate over one film in a folder, and what is withdrawn."""

    def __init__(self, root):
        self.asset = AssetId(new_id("ast"))
        show = root / self.asset / "show"
        (show / "v360").mkdir(parents=True)
        (show / "master.m3u8").write_text("#EXTM3U\n")
        (show / "v360" / "00001.m4s").write_bytes(b"segment")
        (show / "poster.jpg").write_bytes(b"poster")
        (root / self.asset / "source.mp4").write_bytes(b"the file that came in")
        self.withdrawn: set[str] = set()
        self.database_is_up = True
        self.app = MediaApp(root, settings.MEDIA_KEY, Revocations(self.read))

    def read(self) -> frozenset[str]:
        if not self.database_is_up:
            raise ConnectionError("no database")
        return frozenset(self.withdrawn)

    def token(self, **changes) -> str:
        now = int(time.time())
        facts = {
            "asset": self.asset, "territory": GB, "session_mark": mark_session(SESSION, settings.MEDIA_KEY),
            "licence": "grt-1", "expires_s": now + 300, "issued_s": now,
        }  # fmt: skip
        return sign_path(PathToken(**{**facts, **changes}), settings.MEDIA_KEY)

    def get(
        self,
        token: str,
        name: str = "master.m3u8",
        *,
        asset: str | None = None,
        session: str = SESSION,
        territory=GB,
    ):
        cookies = {people.session_cookie(session)[0]: people.session_cookie(session)[1], **_switch(territory)}
        header = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return ask(
            self.app,
            f"/m/{token}/{asset or self.asset}/{name}",
            headers={"cookie": header} if session else {},
        )


def _switch(territory) -> dict[str, str]:
    """Return the cookie of the demo house's switch."""
    response = HttpResponse()
    people.choose_territory(response, territory)
    return {name: morsel.value for name, morsel in response.cookies.items() if morsel.value}


@pytest.fixture
def gate(tmp_path) -> Gate:
    return Gate(tmp_path)


def reason(reply) -> str:
    said = json.loads(reply.body)
    assert said["error"]["en"]
    assert said["error"]["zh"]
    assert reply.headers["x-footlights-reason"] == said["reason"]
    assert reply.headers["cache-control"] == "no-store"
    return said["reason"]


def test_whoever_the_token_was_made_for_gets_the_film(gate):
    for name in ("master.m3u8", "v360/00001.m4s"):
        assert gate.get(gate.token(), name).status == 200


@pytest.mark.parametrize("name", ["master.m3u8", "v360/00001.m4s"])
def test_each_wrong_token_is_refused_for_what_it_is(gate, name):
    good = gate.token()
    forged = good[:-1] + ("A" if good[-1] != "A" else "B")
    other = AssetId(new_id("ast"))
    for reply, why in (
        (gate.get("nonsense", name), "malformed"),
        (gate.get(forged, name), "forged"),
        (gate.get(gate.token(expires_s=int(time.time())), name), "expired"),
        (gate.get(good, name, asset=other), "foreign"),
        (gate.get(good, name, session="bos-browser"), "foreign"),
        (gate.get(good, name, session=""), "foreign"),
        (gate.get(good, name, territory=CN), "foreign"),
        (gate.get(good, name, territory=None), "foreign"),
    ):
        assert (reply.status, reason(reply)) == (403, why)


def test_a_withdrawn_licence_closes_the_gate_within_two_seconds(gate):
    token = gate.token()
    assert gate.get(token).status == 200
    gate.withdrawn.add("grt-1")
    begun = time.monotonic()
    while gate.get(token).status == 200:
        assert time.monotonic() - begun < 2.2
        time.sleep(0.05)
    assert reason(gate.get(token)) == "revoked"
    assert gate.get(gate.token(licence="grt-2")).status == 200


def test_nobody_is_let_in_while_withdrawals_cannot_be_read(gate):
    gate.database_is_up = False
    reply = gate.get(gate.token())
    assert (reply.status, reason(reply)) == (503, "unknown")
    gate.database_is_up = True
    assert gate.get(gate.token()).status == 200


@pytest.mark.parametrize(
    "name",
    ["../source.mp4", "v360/../../source.mp4", "..%2fsource.mp4", "source.mp4", "", "v360/", "v360", "v360/00001.m4s/", "v360//00001.m4s",
     ".work-1/x.m4s", "v360/00001.m4s\x00", "\x00", "v360\\00001.m4s", "v360/99999.m4s", "MASTER.M3U8", "v360/..", "encoder.log"],
)  # fmt: skip
def test_a_good_token_opens_nothing_but_the_films_own_parts(gate, name):
    reply = gate.get(gate.token(), name)
    assert reply.status == 404


def test_paths_of_no_shape_at_all_are_refused(gate):
    for path in (
        "/m/",
        "/m//",
        "/m/a",
        "/m/a/b",
        "/m/../../etc/passwd",
        "/m/%00/x",
        "/m/" + "a" * 5000,
        "/m/中/文/字",
    ):
        assert ask(gate.app, path).status in (403, 404)


def test_posters_are_for_everyone_and_nothing_else_is(gate):
    assert ask(gate.app, f"/m/poster/{gate.asset}.jpg").status == 200
    for name in ("../x", "ast-0000000000000000-0", gate.asset + "/../source", "a b"):
        assert ask(gate.app, f"/m/poster/{name}.jpg").status in (403, 404)


def test_the_house_reads_the_same_viewer_in_pages_and_segments(gate):
    name, value, _ = people.session_cookie(SESSION)
    request = RequestFactory().get("/en/")
    request.COOKIES[name] = value
    assert people.read_viewer(request, utc_now() + timedelta(0)).session == SESSION
