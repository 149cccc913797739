"""What players send, read strictly: JSON text to typed values, or a message in both languages."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from footlights.ground.media.types import BadMessage, Beat, Beats
from footlights.kernel.clock import instant
from footlights.kernel.text import Both

LARGEST_BODY: Final = 64 << 10  # bytes
MOST_BEATS: Final = 100
_FIELDS: Final = {"id", "at_ms", "position_ms", "played_ms", "rate"}
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LATEST_MS: Final = 4_102_444_800_000  # the year 2100: beyond it no player's clock is right
_LONGEST_MS: Final = 8 * 86_400_000  # a relay of a week, and a day

NOT_JSON = Both("This is not JSON of the kind that the player sends.", "这不是播放器发送的 JSON。")
TOO_LARGE = Both(
    "A message from the player has at most 64 KiB and 100 beats.", "播放器消息最多 64 KiB、100 条记录。"
)
BAD_FIELD = Both("The field {name} is missing or not what it should be.", "字段 {name} 缺失或格式不正确。")


def read_beats(body: bytes) -> Beats:
    """Return the beats in a message.

    Raises BadMessage.
    """
    message = _object(body, {"token", "beats"})
    listed = message.get("beats")
    if not isinstance(listed, list):
        raise BadMessage(BAD_FIELD.filled(name="beats"))
    if len(listed) > MOST_BEATS:
        raise BadMessage(TOO_LARGE, 413)
    return Beats(_token(message), tuple(map(_beat, listed)))


def read_token(body: bytes) -> str:
    """Return the token in a message that holds nothing else.

    Raises BadMessage.
    """
    return _token(_object(body, {"token"}))


def _object(body: bytes, fields: set[str]) -> dict[str, Any]:
    if len(body) > LARGEST_BODY:
        raise BadMessage(TOO_LARGE, 413)
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as fault:
        raise BadMessage(NOT_JSON) from fault
    if not isinstance(message, dict):
        raise BadMessage(NOT_JSON)
    if unknown := sorted(message.keys() - fields):
        raise BadMessage(BAD_FIELD.filled(name=ascii(unknown[0][:40])))
    return message


def _token(message: dict[str, Any]) -> str:
    token = message.get("token")
    if not isinstance(token, str) or not 0 < len(token) <= 1024:
        raise BadMessage(BAD_FIELD.filled(name="token"))
    return token


def _beat(given: Any) -> Beat:
    if not isinstance(given, dict) or given.keys() != _FIELDS:
        raise BadMessage(BAD_FIELD.filled(name="beats"))
    if not isinstance(given["id"], str) or not _ID.fullmatch(given["id"]):
        raise BadMessage(BAD_FIELD.filled(name="id"))
    rate = given["rate"]
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= 16:
        raise BadMessage(BAD_FIELD.filled(name="rate"))
    return Beat(
        id=given["id"],
        sent_at=instant(_whole(given, "at_ms", _LATEST_MS) * 1000),
        position_ms=_whole(given, "position_ms", _LONGEST_MS),
        played_ms=_whole(given, "played_ms", _LONGEST_MS),
        rate=float(rate),
    )


def _whole(given: dict[str, Any], name: str, most: int) -> int:
    value = given[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadMessage(BAD_FIELD.filled(name=name))
    return value
