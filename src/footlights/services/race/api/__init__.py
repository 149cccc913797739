"""The door to race: begin and end races, boards, ghosts, liveries, places; runs in files."""

from .boards import count_bests, find_best, list_around, list_top, rank
from .files import drive_run, verify_run
from .finishes import (
    clear_run,
    count_laps,
    drop_stale,
    finish,
    forget_starts,
    get_ghost,
    get_run,
    list_runs,
)
from .liveries import follow_place, get_place, license_livery, link_place, list_linked_places, list_liveries
from .starts import begin, find_bar, take_piece

__all__ = [
    "begin",
    "clear_run",
    "count_bests",
    "count_laps",
    "drive_run",
    "drop_stale",
    "find_bar",
    "find_best",
    "finish",
    "follow_place",
    "forget_starts",
    "get_ghost",
    "get_place",
    "get_run",
    "license_livery",
    "link_place",
    "list_around",
    "list_linked_places",
    "list_liveries",
    "list_runs",
    "list_top",
    "rank",
    "take_piece",
    "verify_run",
]
