"""./footlights insight …"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from . import api
from .types import Tally

_COUNTED = Both(
    "{events} events: {starts} starts, {counted} counted views",
    "{events} 个事件：{starts} 次播放，{counted} 次有效观看",
)
_SEALED = Both("{out}: {records} records", "{out}：{records} 条记录")
_MADE = Both(
    "{out}: {days} days in which {counted} views count",
    "{out}：{days} 天，其中 {counted} 次有效观看",
)
_COUNT = Both(
    "{counted} counted of {rows}: {short} too short, {robots} faster than the clock, {repeated} repeated",
    "共 {rows} 条，有效 {counted} 次：过短 {short}，快于时钟 {robots}，重复 {repeated}",
)
_ACTIVES = Both(
    "{daily} different people each day, {monthly} in the month (invented people)",
    "每日 {daily} 位不同用户，当月 {monthly} 位（虚构用户）",
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
    made = verbs.add_parser("generate", help="make viewings whose count is known · 生成计数已知的观看数据")
    made.add_argument("--counted", type=_natural, required=True, metavar="N")
    made.add_argument("--out", type=Path, required=True, metavar="DIR")
    made.add_argument("--days", type=_natural, default=92, metavar="DAYS")
    made.add_argument("--first", type=date.fromisoformat, default=date(2026, 1, 1), metavar="YYYY-MM-DD")
    made.add_argument("--seed", type=_natural, default=1, metavar="SEED")
    made.set_defaults(run=generate)
    counting = verbs.add_parser("count", help="count viewings exactly, day by day · 逐日精确计数")
    counting.add_argument("folder", type=Path, metavar="DIR")
    counting.set_defaults(run=count)
    active = verbs.add_parser(
        "actives", help="count daily and monthly actives exactly, for trial · 精确统计日活与月活（试算）"
    )
    active.add_argument("--daily", type=_natural, required=True, metavar="N")
    active.add_argument("--monthly", type=_natural, required=True, metavar="N")
    active.add_argument("--days", type=_natural, default=30, metavar="DAYS")
    active.set_defaults(run=count_actives)
    sealing = verbs.add_parser("statement", help="the sealed days, as a file · 导出已封存的每日数据")
    sealing.add_argument("--out", type=Path, required=True, metavar="FILE")
    sealing.set_defaults(run=write_statement)
    for verb in (verifying, figure, made, counting, active, sealing):
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


def write_statement(arguments: argparse.Namespace) -> int:
    """Seal what is over and write every sealed record to a file that docs/verify_statement.py checks."""
    api.count_new_events(utc_now())
    api.seal_days(utc_now())
    records = 0
    with arguments.out.open("w", encoding="utf-8") as file:
        for line in api.tell_seals():
            file.write(line)
            records += 1
    told = {"out": str(arguments.out), "records": records}
    print(json.dumps(told) if arguments.json else _SEALED.filled(**told))
    return 0


def generate(arguments: argparse.Namespace) -> int:
    """Make viewings of which exactly so many count."""
    days = max(1, arguments.days)
    api.make_viewings(arguments.counted, arguments.out, seed=arguments.seed, first=arguments.first, days=days)
    told = {"counted": arguments.counted, "days": days, "out": str(arguments.out)}
    print(json.dumps(told) if arguments.json else _MADE.filled(**told))
    return 0


def count(arguments: argparse.Namespace) -> int:
    """Count a folder of viewings, and say what it took."""
    before = time.process_time()
    found = list(api.count_viewings(arguments.folder))
    cpu_seconds = time.process_time() - before
    totals = {
        name: sum(getattr(day, name) for day in found)
        for name in ("counted", "rows", "short", "robots", "repeated")
    }
    if arguments.json:
        days = [{**asdict(day), "day": day.day.isoformat()} for day in found]
        took = {
            "cpu_seconds": round(cpu_seconds, 3),
            "peak_mb": round(_peak_mb(), 1),
        }
        print(json.dumps({**totals, "days": days, **took}))
        return 0
    for day in found:
        print(f"{day.day}  {day.counted:>12,}")
    print(_COUNT.filled(**totals))
    return 0


def count_actives(arguments: argparse.Namespace) -> int:
    """Make a month of invented people whose actives are known, count them from bitmaps, and compare."""
    before = time.process_time()
    found = api.count_actives(arguments.daily, arguments.monthly, arguments.days)
    told = {
        "generated": True,
        "daily": {"known": arguments.daily, "counted": sorted(set(found.daily))},
        "monthly": {"known": arguments.monthly, "counted": found.monthly},
        "days": arguments.days,
        "visits": found.visits,
        "cpu_seconds": round(time.process_time() - before, 3),
        "peak_mb": round(_peak_mb(), 1),
    }
    print(
        json.dumps(told)
        if arguments.json
        else _ACTIVES.filled(daily=f"{found.daily[0]:,}", monthly=f"{found.monthly:,}")
    )
    return 0 if set(found.daily) == {arguments.daily} and found.monthly == arguments.monthly else 1


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )


def _natural(typed: str) -> int:
    number = int(typed)
    if number < 0:
        raise ValueError(typed)
    return number


def _said(tally: Tally) -> str:
    return f"{tally.starts}/{tally.counted}/{tally.milliseconds} ms"
