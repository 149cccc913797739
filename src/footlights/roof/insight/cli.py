"""./footlights insight …"""

from __future__ import annotations

import argparse
import json
from datetime import date

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from . import api
from .types import Tally

_COUNTED = Both(
    "{events} events: {starts} starts, {counted} counted views",
    "{events} 个事件：{starts} 次播放，{counted} 次有效观看",
)
_DIFFERS = Both("kept {kept}, recounted {recounted}", "现有 {kept}，重新计算为 {recounted}")
_DIFFERENCE = Both("difference {difference}", "差异 {difference}")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verifying = verbs.add_parser("verify", help="recount everything from the log · 从日志重新计算")
    verifying.set_defaults(run=verify)
    figure = verbs.add_parser("figure", help="tell one figure · 查询一个指标")
    figure.add_argument("name")
    figure.add_argument("--works", nargs="*", default=[], metavar="WORK")
    figure.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
    figure.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    figure.set_defaults(run=tell)
    for verb in (verifying, figure):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def verify(arguments: argparse.Namespace) -> int:
    """Count what is new, recount all, and print the difference; exit 1 unless it is 0."""
    api.count_new_events(utc_now())
    found = api.verify()
    if arguments.json:
        print(json.dumps({
            "difference": found.difference,
            "events": found.events,
            "counted": found.counted,
            "starts": found.starts,
            "seconds": found.milliseconds // 1000,
            "differences": [
                {"work": each.cell.work, "day": each.cell.day.isoformat(), "territory": each.cell.territory,
                 "kept": each.kept.counted, "recounted": each.recounted.counted}
                for each in found.differences
            ],
        }))  # fmt: skip
    else:
        print(_COUNTED.filled(events=found.events, starts=found.starts, counted=found.counted))
        for each in found.differences:
            print(
                f"{each.cell.day} {each.cell.work} {each.cell.territory} {each.cell.age_band}",
                _DIFFERS.filled(kept=_said(each.kept), recounted=_said(each.recounted)),
            )
        print(_DIFFERENCE.filled(difference=found.difference))
    return 0 if found.difference == 0 else 1


def tell(arguments: argparse.Namespace) -> int:
    """Print one figure, counted up to now."""
    api.count_new_events(utc_now())
    works = [WorkId(work) for work in arguments.works]
    figure = api.get_figure(
        arguments.name, works=works, since=arguments.since, until=arguments.until, at=utc_now()
    )
    if arguments.json:
        told = {"name": figure.name, "value": figure.value, "label": figure.label.as_json(),
                "as_of": figure.as_of.isoformat(), "command": figure.command}  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(f"{figure.value}  {figure.label}")
    return 0


def _said(tally: Tally) -> str:
    return f"{tally.starts}/{tally.counted}/{tally.milliseconds} ms"
