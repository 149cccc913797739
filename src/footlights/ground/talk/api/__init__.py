"""The door to talk.

A room stands for a subject: a work's id for its comments and its film's danmaku, any text of up to 80 characters for a
live event. Rooms of works come to be with the first saying; whoever runs a live event opens its room, says when
the event started, and closes it. On a page stand ``{% panels "room" subject=… %}`` for the room, and
``{% panels "danmaku" subject=… %}`` after a ``<foot-player>``.
"""

from .moderating import count_waiting, erase_of, keep, list_cases, list_removed, remove, report
from .posting import post_comment, post_danmaku, post_message
from .reading import (
    blocked_by,
    count_comments,
    get_saying,
    list_changes,
    list_comments,
    list_danmaku,
    list_messages,
    list_of,
    list_reports_of,
)
from .rooms import (
    close_room,
    find_room,
    get_room,
    list_rooms,
    open_room,
    read_ticket,
    set_slow_mode,
    ticket_for,
)

__all__ = [
    "blocked_by",
    "close_room",
    "count_comments",
    "count_waiting",
    "erase_of",
    "find_room",
    "get_room",
    "get_saying",
    "keep",
    "list_cases",
    "list_changes",
    "list_comments",
    "list_danmaku",
    "list_messages",
    "list_of",
    "list_removed",
    "list_reports_of",
    "list_rooms",
    "open_room",
    "post_comment",
    "post_danmaku",
    "post_message",
    "read_ticket",
    "remove",
    "report",
    "set_slow_mode",
    "ticket_for",
]
