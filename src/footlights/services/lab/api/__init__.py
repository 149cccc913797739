"""The door to the lab: put a festival to the bench, keep what came of it, and hand the problem on."""

from .bench import export_qasm, export_qubo, put_to_bench, tell_outcome
from .festivals import draft_festival, invent_festival, load_festival, state_festival
from .programmes import (
    ask_programme,
    count_programmes,
    get_programme,
    list_programmes,
    solve_programme,
)

__all__ = [
    "ask_programme",
    "count_programmes",
    "draft_festival",
    "export_qasm",
    "export_qubo",
    "get_programme",
    "invent_festival",
    "list_programmes",
    "load_festival",
    "put_to_bench",
    "solve_programme",
    "state_festival",
    "tell_outcome",
]
