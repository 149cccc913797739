"""The relay over ASGI: playlists that wait for what comes next, parts, segments. The token is asked at each."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.db import close_old_connections

from footlights.ground.media import api as media
from footlights.ground.media.api import serve_file
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import is_id
from footlights.kernel.media import token as tokens
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both

from . import api
from .adapters.shelf import Shelf
from .core.playlist import event_playlist, live_playlist, segment_name
from .types import EventId, NoSuchEvent

PREFIX: Final = "/l/"
_SEGMENT = re.compile(r"([0-9]{5,7})\.m4s")
_PART = re.compile(r"([0-9]{5,7})\.([0-9]{1,3})\.m4s")
_INIT = re.compile(r"init[0-9]{1,4}\.mp4")
_KNOWN_SECONDS: Final = 1.0  # a slot's rights are asked for again after this
_PLAYLIST = [(b"content-type", b"application/vnd.apple.mpegurl"), (b"vary", b"accept-encoding")]
_MEDIA = [(b"content-type", b"video/mp4")]
_NOT_THERE = Both("There is no such relay here.", "这里没有这场直播。")
_NOT_YET = Both("The relay has not begun.", "直播尚未开始。")
_SLOT = Both(
    "This part of the relay may not be shown where you are. It goes on here with the next slot that may.",
    "本段节目在您所在地区不可播放。下一段可播放的节目开始后将自动继续。",
)


class Origin:
    """Serves ``/l/<token>/<asset>/<event>/…`` to whoever the token was made for."""

    def __init__(
        self,
        root: Path,
        read_revoked: Callable[[], frozenset[str]],
        ask: Callable[[str, Territory | None], tuple[str, frozenset[int]]],
    ) -> None:
        """Serve the relays under ``root``.

        ask: returns, in a thread, whose asset an event is and which of its slots may be seen in a territory.
        """
        self.root = root
        self.ask = ask
        self.gate = media.make_gate(read_revoked)
        self.shelves: dict[str, Shelf] = {}
        self.known: dict[tuple[str, Territory | None], tuple[float, str, frozenset[int]]] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        text, _, rest = scope["path"].removeprefix(PREFIX).partition("/")
        asset, _, rest = rest.partition("/")
        event, _, name = rest.partition("/")
        try:
            token = await self.gate.admit(scope, text, asset)
        except tokens.TokenRefused as refusal:
            await _refuse(scope, send, 403, refusal.reason, refusal.message)
            return
        if not is_id(event, "liv"):
            await _refuse(scope, send, 404, "absent", _NOT_THERE)
            return
        owner, allowed = await self._rights(event, token.territory)
        if owner != asset:
            await _refuse(scope, send, 404, "absent", _NOT_THERE)
            return
        shelf = self.shelves.setdefault(event, Shelf(self.root / event))
        shelf.look()
        if shelf.edge is None:
            await _refuse(scope, send, 404, "early", _NOT_YET)
        elif name in ("live.m3u8", "event.m3u8"):
            await self._playlist(scope, send, shelf, allowed, is_live=name == "live.m3u8")
        else:
            await self._media(scope, receive, send, shelf, allowed, name)

    async def _rights(self, event: str, territory: Territory | None) -> tuple[str, frozenset[int]]:
        """Return whose asset an event is and which slots may be seen, at most a second old."""
        known = self.known.get((event, territory))
        if known is None or time.monotonic() - known[0] > _KNOWN_SECONDS:
            if len(self.known) > 10_000:
                self.known.clear()
            asset, allowed = await asyncio.get_running_loop().run_in_executor(
                None, self.ask, event, territory
            )
            known = self.known[(event, territory)] = (time.monotonic(), asset, allowed)
        return known[1], known[2]

    async def _playlist(
        self, scope: Any, send: Any, shelf: Shelf, allowed: frozenset[int], *, is_live: bool
    ) -> None:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        number, part = _number(asked, "_HLS_msn"), _number(asked, "_HLS_part")
        assert shelf.edge is not None
        if is_live and number is not None and number > shelf.edge.number + 2:
            await media.send_short(scope, send, 400)  # too far ahead (6.2.5.2)
            return
        if is_live and number is not None and not await shelf.wait_for(number, part):
            await media.send_short(scope, send, 503)
            return
        if is_live and not _may(shelf.edge.slot, allowed):
            await _refuse(scope, send, 451, "slot", _SLOT)
            return
        skip = "_HLS_skip" in asked
        if is_live:
            text = live_playlist(shelf.segments, shelf.edge, allowed=lambda s: _may(s, allowed), skip=skip)
        else:
            over = shelf.edge.is_over
            text = event_playlist(shelf.segments, allowed=lambda s: _may(s, allowed), is_over=over, skip=skip)
        body, headers = text.encode(), list(_PLAYLIST)
        if len(body) > 4096 and any(n == b"accept-encoding" and b"gzip" in v for n, v in scope["headers"]):
            loop = asyncio.get_running_loop()
            body = await loop.run_in_executor(None, lambda: gzip.compress(body, 5))
            headers.append((b"content-encoding", b"gzip"))
        await media.send_short(scope, send, 200, headers, body)

    async def _media(
        self, scope: Any, receive: Any, send: Any, shelf: Shelf, allowed: frozenset[int], name: str
    ) -> None:
        if _INIT.fullmatch(name):
            await serve_file(scope, receive, send, shelf.folder / "show" / name, immutable=False)
        elif match := _SEGMENT.fullmatch(name):
            number = int(match[1])
            if number >= len(shelf.segments):
                await _refuse(scope, send, 404, "absent", _NOT_THERE)
            elif not _may(shelf.segments[number].slot, allowed):
                await _refuse(scope, send, 451, "slot", _SLOT)
            else:
                await serve_file(scope, receive, send, shelf.folder / "show" / name, immutable=False)
        elif match := _PART.fullmatch(name):
            await self._part(scope, send, shelf, allowed, int(match[1]), int(match[2]))
        else:
            await _refuse(scope, send, 404, "absent", _NOT_THERE)

    async def _part(
        self, scope: Any, send: Any, shelf: Shelf, allowed: frozenset[int], number: int, part: int
    ) -> None:
        await shelf.wait_for(number, part)
        edge = shelf.edge
        assert edge is not None
        parts = edge.parts.get(number, ())
        slot = shelf.segments[number].slot if number < len(shelf.segments) else edge.slot
        if not _may(slot, allowed):
            await _refuse(scope, send, 451, "slot", _SLOT)
        elif part >= len(parts):
            await _refuse(scope, send, 404, "absent", _NOT_THERE)
        else:
            line = parts[part]
            path = shelf.folder / "show" / segment_name(number)
            body = await asyncio.get_running_loop().run_in_executor(None, _cut, path, line.offset, line.size)
            await media.send_short(scope, send, 200, list(_MEDIA), body)


def _may(slot: int, allowed: frozenset[int]) -> bool:
    return slot < 0 or slot in allowed


def _cut(path: Path, offset: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(size)


def _number(asked: dict[str, list[str]], name: str) -> int | None:
    text = asked.get(name, [""])[0]
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _ask(event: str, territory: Territory | None) -> tuple[str, frozenset[int]]:
    close_old_connections()
    try:
        found = api.get_event(EventId(event))
        return found.asset or "", api.allowed_slots(EventId(event), territory, utc_now())
    except NoSuchEvent:
        return "", frozenset()


async def _refuse(scope: Any, send: Any, status: int, reason: str, message: Both) -> None:
    said = json.dumps({"reason": reason, "error": message.as_json()}, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"x-footlights-reason", reason.encode())]
    await media.send_short(scope, send, status, headers, said)


def _read_revoked() -> frozenset[str]:
    close_old_connections()
    return media.list_revoked(utc_now())


ROUTES = {PREFIX: Origin(Path(settings.HOME) / "live", _read_revoked, _ask)}
