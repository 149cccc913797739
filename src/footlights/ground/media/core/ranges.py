"""Which part of a file a request asks for, and whether the reader has it already. Source: RFC 9110, 13 and 14."""

from __future__ import annotations

import re
from datetime import datetime

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Unsatisfiable(Exception):
    """No byte of the file lies in the range asked for."""


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the byte after the last that a Range header asks for.

    None means the whole file: no range, one we do not understand, or several at once (14.2 lets us).
    Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.strip().replace(" ", ""))
    if not match or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if len(first) > 18 or len(last) > 18:
        raise Unsatisfiable
    if not first:
        if int(last) == 0 or size == 0:
            raise Unsatisfiable
        return max(size - int(last), 0), size
    begin, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < int(first):
        return None
    if begin >= size:
        raise Unsatisfiable
    return begin, end


def is_same(etag: str, if_none_match: str) -> bool:
    """Return whether a reader's If-None-Match names this version (weak comparison, 13.1.2)."""
    told = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return "*" in told or etag.removeprefix("W/") in told


def may_go_on(if_range: str, etag: str, changed_at: datetime) -> bool:
    """Return whether a part still fits what the reader has: If-Range by version or date (13.1.5)."""
    if not if_range:
        return True
    if if_range.startswith(('"', "W/")):
        return if_range == etag and not etag.startswith("W/")
    return if_range == http_date(changed_at)


def http_date(at: datetime) -> str:
    """Return an instant as HTTP writes it, in any locale."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day}, {at:%d} {months[at.month - 1]} {at:%Y %H:%M:%S} GMT"
