"""The origin: who holds no token gets nothing, who asks ahead waits, and a slot's rights are asked each time."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse

from footlights.ground.people import api as people
from footlights.kernel.ids import AssetId, new_id
from footlights.kernel.media.token import PathToken, mark_session, sign_path
from footlights.kernel.territory import CN, GB
from footlights.services.live.consumers import Origin
from footlights.services.live.core.playlist import PartLine

from .test_packaging import edge, line

SESSION = "session-of-chen-0001"


class Place:
    """A relay of which four segments are whole and two parts of the fifth are there; slot 1 begins with segment 2."""

    def __init__(self, root: Path) -> None:
        self.asset, self.event = AssetId(new_id("ast")), new_id("liv")
        self.folder = root / self.event
        (self.folder / "show").mkdir(parents=True)
        self.allowed: frozenset[int] = frozenset({0, 1})
        self.withdrawn: frozenset[str] = frozenset()
        for number in range(5):
            (self.folder / "show" / f"{number:05d}.m4s").write_bytes(bytes([number]) * 200)
        (self.folder / "show" / "init0.mp4").write_bytes(b"init")
        lines = [line(n, slot=n // 2) for n in range(4)]
        (self.folder / "segments.jsonl").write_text(
            "".join(json.dumps(asdict(each)) + "\n" for each in lines)
        )
        self.list(2)
        self.app = Origin(root, lambda: self.withdrawn, lambda event, territory: (self.asset, self.allowed))

    def list(self, parts: int) -> None:
        """Have the packager list so many parts of the fifth segment."""
        told: dict[str, Any] = asdict(edge(4, parts=parts, slot=1))
        told["parts"] = {4: [asdict(PartLine(0.25, n * 100, 100, n == 0)) for n in range(parts)]}
        draft = self.folder / "draft"
        draft.write_text(json.dumps(told))
        draft.replace(self.folder / "edge.json")

    def token(self, **changes: Any) -> str:
        now = int(time.time())
        mark = mark_session(SESSION, settings.MEDIA_KEY)
        token = PathToken(self.asset, GB, mark, "grt-1", now + 300, now)
        return sign_path(PathToken(**{**asdict(token), **changes}), settings.MEDIA_KEY)

    async def ask(
        self, name: str, *, query: str = "", token: str = "", zipped: bool = False
    ) -> tuple[int, bytes]:
        response = HttpResponse()
        people.choose_territory(response, GB)
        session = people.session_cookie(SESSION)
        cookies = {session[0]: session[1], **{k: m.value for k, m in response.cookies.items()}}
        headers = [(b"cookie", "; ".join(f"{k}={v}" for k, v in cookies.items()).encode())]
        headers += [(b"accept-encoding", b"gzip")] if zipped else []
        scope = {
            "type": "http", "method": "GET", "path": f"/l/{token or self.token()}/{self.asset}/{self.event}/{name}",
            "query_string": query.encode(), "headers": headers, "client": ("127.0.0.1", 1), "extensions": {},
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: Any) -> None:
            sent.append(dict(message))

        await self.app(scope, receive, send)
        return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])

    def get(self, name: str, **more: Any) -> tuple[int, bytes]:
        return asyncio.run(self.ask(name, **more))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_whoever_holds_a_token_gets_playlists_parts_and_segments(place: Place):
    status, text = place.get("live.m3u8")
    assert (status, text.count(b"#EXTINF")) == (200, 4)
    assert place.get("event.m3u8")[0] == 200
    assert place.get("init0.mp4") == (200, b"init")
    assert place.get("00001.m4s") == (200, bytes([1]) * 200)
    assert place.get("00004.1.m4s") == (200, bytes([4]) * 100)


def test_a_token_of_another_place_film_or_time_opens_nothing(place: Place):
    for wrong in (
        {"territory": CN},
        {"asset": AssetId(new_id("ast"))},
        {"expires_s": 1},
        {"session_mark": "0" * 16},
    ):
        for name in ("live.m3u8", "event.m3u8", "00001.m4s", "00004.0.m4s", "init0.mp4"):
            assert place.get(name, token=place.token(**wrong))[0] == 403
    place.withdrawn = frozenset({"grt-1"})
    assert Place.get(place, "live.m3u8")[0] == 403


@pytest.mark.parametrize(
    "name", ["", "../edge.json", "segments.jsonl", "edge.json", "00009.m4s", "00004.m4s", "init0.mp4/"]
)
def test_nothing_but_the_relay_is_served(place: Place, name: str):
    assert place.get(name)[0] == 404


def test_who_asks_ahead_waits_until_it_is_there(place: Place):
    async def both() -> tuple[int, bytes, float, int]:
        began = time.monotonic()
        playlist = asyncio.ensure_future(place.ask("live.m3u8", query="_HLS_msn=4&_HLS_part=2"))
        part = asyncio.ensure_future(place.ask("00004.2.m4s"))
        await asyncio.sleep(0.3)
        assert not playlist.done()
        place.list(3)
        status, text = await playlist
        return status, text, time.monotonic() - began, (await part)[0]

    status, text, seconds, part = asyncio.run(both())
    assert (status, part) == (200, 200)
    assert b'URI="00004.2.m4s"' in text
    assert seconds >= 0.3


def test_who_asks_too_far_ahead_is_told_so(place: Place):
    assert place.get("live.m3u8", query="_HLS_msn=99")[0] == 400


def test_a_slot_that_may_not_be_seen_here_is_refused_and_a_gap_in_the_rewind(place: Place):
    place.allowed = frozenset({0})
    status, body = place.get("live.m3u8")

    assert status == 451
    assert json.loads(body)["reason"] == "slot"
    assert place.get("00002.m4s")[0] == place.get("00004.0.m4s")[0] == 451
    assert place.get("00001.m4s")[0] == 200
    assert place.get("event.m3u8")[1].count(b"#EXT-X-GAP") == 2


def test_a_long_playlist_is_sent_small_and_again_smaller(place: Place):
    lines = [line(n) for n in range(3000)]
    (place.folder / "segments.jsonl").write_text("".join(json.dumps(asdict(each)) + "\n" for each in lines))
    told = json.loads((place.folder / "edge.json").read_text())
    (place.folder / "edge.json").write_text(json.dumps({**told, "number": 3000, "parts": {}}))
    _, zipped = place.get("event.m3u8", zipped=True)
    _, delta = place.get("event.m3u8", query="_HLS_skip=YES")

    assert gzip.decompress(zipped).count(b"#EXTINF") == 3000
    assert len(delta) < 1000
