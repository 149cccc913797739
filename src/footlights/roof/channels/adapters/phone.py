"""A phone at the simulated messenger: what stands on it, what is written and paid with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import orjson

from footlights.kernel.clock import instant
from footlights.roof.channels.types import Account, Bubble, NotSent

from .http import Away, ask


def number_of(session: str) -> str:
    """Return what a browser is known as at the simulated messenger."""
    return "o" + hashlib.sha256(f"phone:{session}".encode()).hexdigest()[:27]


def read(account: Account, user: str) -> list[Bubble]:
    """Return what stands on a phone; one that was never used follows the house now. Raises NotSent."""
    return _bubbles(_ask(account, "GET", f"/phone/{quote(user)}"))


def write(account: Account, user: str, text: str) -> None:
    """Write to the house from a phone. Raises NotSent."""
    _ask(account, "POST", f"/phone/{quote(user)}/say", {"text": text})


def pay(account: Account, user: str, params: Mapping[str, str]) -> str:
    """Pay with a phone, and return what was wrong, "" for nothing. Raises NotSent."""
    told = _ask(account, "POST", f"/phone/{quote(user)}/pay", params)
    return str(told.get("fault", "")) if isinstance(told, dict) else "no answer"


def _ask(account: Account, method: str, path: str, told: Mapping[str, str] | None = None) -> Any:
    if not account.is_simulated:
        raise NotSent("a real messenger", for_good=True)
    body = orjson.dumps(dict(told)) if told is not None else b""
    try:
        answer = ask(method, account.api + path, {"Content-Type": "application/json"}, body, seconds=3)
        return orjson.loads(answer.body)
    except (Away, orjson.JSONDecodeError) as fault:
        raise NotSent(type(fault).__name__) from None


def _bubbles(told: Any) -> list[Bubble]:
    return [
        Bubble(str(each["who"]), str(each["text"]), instant(int(float(each["at_s"]) * 1e6)))
        for each in (told if isinstance(told, list) else [])
    ]
