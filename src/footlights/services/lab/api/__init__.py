"""The door to the lab: put a festival to the bench, keep what came of it, hand the problem on; release cohorts for research."""

from .bench import export_qasm, export_qubo, put_to_bench, tell_outcome
from .festivals import draft_festival, invent_festival, load_festival, state_festival
from .programmes import (
    ask_programme,
    count_programmes,
    get_programme,
    list_programmes,
    solve_programme,
)
from .releases import export_takings, forget_taker, list_releases, take_release, tell_release, write_release

__all__ = [
    "ask_programme",
    "count_programmes",
    "draft_festival",
    "export_qasm",
    "export_qubo",
    "export_takings",
    "forget_taker",
    "get_programme",
    "invent_festival",
    "list_programmes",
    "list_releases",
    "load_festival",
    "put_to_bench",
    "solve_programme",
    "state_festival",
    "take_release",
    "tell_outcome",
    "tell_release",
    "write_release",
]
