"""Callbacks as the messenger would make them, for tests: signed, sealed, and damaged at will."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from footlights.roof.channels.adapters.other_side.faults import Faults
from footlights.roof.channels.adapters.other_side.keys import Keys
from footlights.roof.channels.adapters.other_side.messenger import Messenger
from footlights.roof.channels.core import xml
from footlights.roof.channels.types import Callback

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
_NUMBERS = itertools.count(7_000_000_000)


def messenger(keys: Keys, at: datetime = AT) -> Messenger:
    """Return the messenger's side at an instant."""
    return Messenger(keys, Faults(), at.timestamp)


def letter(keys: Keys, text: str, user: str = "oChen", *, at: datetime = AT, **more: str | int) -> Callback:
    """Return a text that somebody wrote, as the messenger pushes it."""
    facts: dict[str, str | int] = {
        "ToUserName": "gh_house",
        "FromUserName": user,
        "CreateTime": int(at.timestamp()),
        "MsgType": "text",
        "Content": text,
        "MsgId": next(_NUMBERS),
        **more,
    }
    return push(keys, xml.write(facts), at)


def push(keys: Keys, body: bytes, at: datetime = AT) -> Callback:
    """Return a body as the messenger pushes it."""
    side = messenger(keys, at)
    sealed, posted = side.seal(body)
    return Callback("POST", dict(parse_qsl(side.query(sealed))), {}, posted)
