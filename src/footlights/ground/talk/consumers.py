"""The socket by which an open page follows a room: what is said there, and what is taken away.

``/talk/live?ticket=…&after=N``. Nothing is received on it: speaking is a POST, with its sign-in, limits and answer.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from django.db import close_old_connections

from . import api
from .adapters.follower import Follower, Receive, Scope, Send, Told
from .schemas import as_json
from .types import NoSuchRoom

FURTHEST = 400  # changes that a page may be behind; further, it is to be read anew


class TalkApp:
    """Tells each socket what changes in the room of its ticket."""

    def __init__(self, follower: Follower) -> None:
        """Tell what a follower learns."""
        self.follower = follower

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Follow one room until either side leaves."""
        if scope["type"] != "websocket":
            await send({"type": "http.response.start", "status": 426, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await receive()  # websocket.connect
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        try:
            subject = api.read_ticket(asked.get("ticket", [""])[0])
            after = int(asked.get("after", ["0"])[0])
        except (NoSuchRoom, ValueError):
            await send({"type": "websocket.close", "code": 4404})
            return
        await self.follower.follow(subject, after, receive, send)

    def stop(self) -> None:
        """End every socket."""
        self.follower.stop()


def _read(cursors: dict[str, int]) -> dict[str, Told]:
    """Return what changed in each room after its cursor; of a room far ahead of it, the latest changes."""
    close_old_connections()
    found: dict[str, Told] = {}
    for room in api.list_rooms(list(cursors), limit=len(cursors)):
        after = max(cursors[room.subject], room.changes - FURTHEST)
        if room.changes > after:
            said = api.list_changes(room.subject, after)
            if said:
                found[room.subject] = (
                    after,
                    said[-1].number,
                    [(each.number, _message(as_json(each))) for each in said],
                )
    return found


def _message(fact: dict[str, Any]) -> str:
    return json.dumps(fact, ensure_ascii=False)


ROUTES = {"/talk/live": TalkApp(Follower(_read))}
