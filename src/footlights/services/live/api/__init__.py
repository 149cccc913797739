"""The door to live: relays are planned, rehearsed, run, watched, ended, and seen again."""

from .desk import (
    end_event,
    get_desk,
    list_runs,
    open_rehearsal,
    press_kill_switch,
    room_of,
    start_event,
    take,
    take_back,
)
from .planning import count_slots_shown, create_event, find_event, get_event, list_events, turn_key
from .replay import make_replay
from .running import (
    EventPlan,
    doors_of,
    list_running,
    note_packaged,
    plan_of,
    prepare_stage,
    record_runs,
    run_the_clock,
)
from .watching import allowed_slots, find_licence, record_beats, renew_viewing, start_viewing

__all__ = [
    "EventPlan",
    "allowed_slots",
    "count_slots_shown",
    "create_event",
    "doors_of",
    "end_event",
    "find_event",
    "find_licence",
    "get_desk",
    "get_event",
    "list_events",
    "list_running",
    "list_runs",
    "make_replay",
    "note_packaged",
    "open_rehearsal",
    "plan_of",
    "prepare_stage",
    "press_kill_switch",
    "record_beats",
    "record_runs",
    "renew_viewing",
    "room_of",
    "run_the_clock",
    "start_event",
    "start_viewing",
    "take",
    "take_back",
    "turn_key",
]
