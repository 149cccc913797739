"""`./footlights live …`: run the relays, plan one from a file, hand over, end, and see a demonstration."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import close_old_connections

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api
from .adapters import folder, lifeline
from .adapters.manager import manage
from .adapters.rendered import AWAY_SECONDS, Rendered, wanted_cut
from .api.demo import address_of, draw_contributor, plan_demo
from .schemas import read_draft
from .types import Event, EventId, State

_CONTROL = Both("Control room", "控制室")
_AUDIENCE = Both("Audience", "观众页面")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add live's verbs."""
    verbs.add_parser("run", help="keep the relays' processes · 维持接力直播的进程").set_defaults(run=_run)
    plan = verbs.add_parser("plan", help="plan an event from a JSON file · 由 JSON 文件计划活动")
    plan.add_argument("file", type=Path, metavar="FILE")
    plan.set_defaults(run=_plan)
    listed = verbs.add_parser("list", help="the events · 活动列表")
    listed.set_defaults(run=_list)
    log = verbs.add_parser("log", help="what was on · 播出记录")
    log.add_argument("event", metavar="EVENT")
    log.set_defaults(run=_log)
    act = verbs.add_parser("do", help="rehearse, start, follow or end an event · 彩排、开播、按单或结束")
    act.add_argument("act", choices=["rehearse", "start", "follow", "end"])
    act.add_argument("event", metavar="EVENT")
    act.set_defaults(run=_do)
    take = verbs.add_parser("take", help="hand over by hand · 手动切换")
    take.add_argument("event", metavar="EVENT")
    take.add_argument("contributor", metavar="CONTRIBUTOR", help="its id, or slate · 来源编号，或 slate")
    take.set_defaults(run=_take)
    demo = verbs.add_parser("demo", help="a relay of rendered contributors · 演示接力")
    demo.add_argument("--contributors", type=int, default=5, metavar="N")
    demo.add_argument("--hours", type=float, default=20, metavar="H")
    demo.add_argument("--in", dest="seconds", type=_seconds, default=60.0, metavar="60s")
    demo.set_defaults(run=_demo)
    for verb in (plan, listed, log, act, take, demo):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _seconds(text: str) -> float:
    units = {"s": 1, "m": 60, "h": 3600}
    return float(text.rstrip("smh")) * units.get(text[-1:], 1)


class _House:
    """The house as the stage manager sees it."""

    def __init__(self) -> None:
        self.prepared: set[str] = set()

    def look(self, at: datetime) -> tuple[list[dict[str, Any]], list[tuple[str, dict[str, Any]]]]:
        close_old_connections()
        api.run_the_clock(at)
        events = api.list_running(at)
        for event in events:
            if event.id not in self.prepared:
                api.prepare_stage(event)
                self.prepared.add(event.id)
        plans = [
            (str(event.id), api.plan_of(event)) for event in events if event.state is not State.REHEARSAL
        ]
        return api.doors_of(events), plans

    def record(self, event: str, lines: Sequence[dict[str, Any]]) -> None:
        api.record_runs(EventId(event), lines)

    def packaged(self, event: str, at: datetime) -> None:
        api.note_packaged(EventId(event), at)


def _run(arguments: argparse.Namespace) -> int:
    return manage(_House())


def _plan(arguments: argparse.Namespace) -> int:
    event = api.create_event(read_draft(arguments.file.read_bytes()), utc_now())
    print(json.dumps(_event_json(event), ensure_ascii=False) if arguments.json else _line(event))
    return 0


def _list(arguments: argparse.Namespace) -> int:
    events = api.list_events()
    if arguments.json:
        print(json.dumps([_event_json(event) for event in events], ensure_ascii=False))
    else:
        for event in events:
            print(_line(event))
    return 0


def _log(arguments: argparse.Namespace) -> int:
    for run in api.list_runs(EventId(arguments.event)):
        told = {"number": run.number, "at": run.at.isoformat(), "slot": run.slot, "why": run.why}
        who = run.contributor
        if arguments.json:
            print(json.dumps({**told, "contributor": who.id if who else ""}, ensure_ascii=False))
        else:
            name = who.name if who else Both("slate", "垫片")
            print(f"{run.number:>4}  {run.at:%H:%M:%S.%f}  {run.slot:>3}  {name}  {run.reason}")
    return 0


def _do(arguments: argparse.Namespace) -> int:
    event, at = EventId(arguments.event), utc_now()
    if arguments.act == "follow":
        api.take_back(event, None, at)
    else:
        act = {"rehearse": api.open_rehearsal, "start": api.start_event, "end": api.end_event}[arguments.act]
        act(event, None, at)
    return _tell(event, arguments)


def _take(arguments: argparse.Namespace) -> int:
    event = EventId(arguments.event)
    api.take(event, "" if arguments.contributor == "slate" else arguments.contributor, None, utc_now())
    return _tell(event, arguments)


def _tell(event: EventId, arguments: argparse.Namespace) -> int:
    found = api.get_event(event)
    print(json.dumps(_event_json(found), ensure_ascii=False) if arguments.json else _line(found))
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    """Plan a relay, send to it from rendered contributors, and follow it to its replay."""
    at = utc_now()
    event = plan_demo(
        contributors=max(1, arguments.contributors), hours=arguments.hours, seconds=arguments.seconds, at=at
    )
    api.open_rehearsal(event.id, None, at)
    if arguments.json:
        print(json.dumps(_event_json(event), ensure_ascii=False), flush=True)
    else:
        print(f"{_CONTROL}: /en/live/control/{event.id}\n{_AUDIENCE}: /en/live/{event.id}", flush=True)
    manager = None
    if lifeline.holder_of(folder.home() / "manager.lock") is None:
        manager = subprocess.Popen([sys.executable, "-m", "footlights.project.cli", "live", "run"])
    senders: list[Rendered] = []
    try:
        senders = _senders(event)
        _follow(event, senders, is_quiet=arguments.json)
    finally:
        for sender in senders:
            sender.cut()
        if manager is not None:
            time.sleep(1)
            manager.terminate()
            manager.wait(timeout=20)
    return 0


def _senders(event: Event) -> list[Rendered]:
    patience = time.monotonic() + 20
    while time.monotonic() < patience:
        gate = folder.gate_told()
        if all(each.id in gate.get("doors", {}) for each in event.contributors):
            break
        time.sleep(0.1)
    port = int(folder.gate_told().get("port") or 0)
    return [
        Rendered(each.id, address_of(each, port), draw_contributor(event, each), place)
        for place, each in enumerate(event.contributors)
    ]


def _follow(event: Event, senders: list[Rendered], *, is_quiet: bool) -> None:
    told = 0
    while True:
        found = api.get_event(event.id)
        if found.state is State.ENDED:
            break
        for sender in senders:
            sender.keep()
        cut = wanted_cut(folder.event_folder(event.id))
        for sender in senders:
            if sender.source == cut:
                sender.cut(AWAY_SECONDS)
        runs = api.list_runs(event.id)
        for run in runs[told:]:
            if not is_quiet:
                name = run.contributor.name if run.contributor else Both("slate", "垫片")
                print(f"{run.at:%H:%M:%S}  {name}  ({run.reason})", flush=True)
        told = len(runs)
        time.sleep(0.1)


def _line(event: Event) -> str:
    return f"{event.id}  {event.starts_at:%Y-%m-%d %H:%M}  {event.state.said}  {event.title}"


def _event_json(event: Event) -> dict[str, Any]:
    return {
        "event": event.id,
        "work": event.work,
        "title": event.title.as_json(),
        "state": event.state.value,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "asset": event.asset,
        "has_replay": event.has_replay,
        "left_out": list(event.left_out),
        "chapters": [[c.number, c.starts_seconds, c.seconds] for c in event.chapters],
        "slots": [[s.number, s.contributor.id, s.starts_at.isoformat(), s.seconds] for s in event.slots],
        "contributors": [
            {"id": c.id, "name": c.name.as_json(), "way": c.way.value, "key": c.key,
             "passphrase": c.passphrase, "srt_port": c.srt_port}
            for c in event.contributors
        ],
    }  # fmt: skip
