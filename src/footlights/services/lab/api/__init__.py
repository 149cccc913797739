"""The door to the lab: put a festival to the bench, keep what came of it, hand the problem on; release cohorts for research."""

from .bench import export_qasm, export_qubo, put_to_bench, tell_outcome
from .festivals import draft_festival, invent_festival, load_festival, state_festival
from .programmes import (
    ask_programme,
    count_programmes,
    find_published,
    get_programme,
    list_programmes,
    list_running_orders,
    publish_programme,
    solve_programme,
    withdraw_programme,
    write_running_orders,
)
from .releases import export_takings, forget_taker, list_releases, take_release, tell_release, write_release

__all__ = [
    "ask_programme",
    "count_programmes",
    "draft_festival",
    "export_qasm",
    "export_qubo",
    "export_takings",
    "find_published",
    "forget_taker",
    "get_programme",
    "invent_festival",
    "list_programmes",
    "list_releases",
    "list_running_orders",
    "load_festival",
    "publish_programme",
    "put_to_bench",
    "solve_programme",
    "state_festival",
    "take_release",
    "tell_outcome",
    "tell_release",
    "withdraw_programme",
    "write_release",
    "write_running_orders",
]
