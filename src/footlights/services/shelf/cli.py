"""`./footlights shelf …`: score a file, lay siege to a copy, bring a shelf in and take it out, begin an epoch."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from footlights.ground.people import api as people
from footlights.ground.people.types import NoSuchPerson
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import PersonId, WorkId, is_id
from footlights.kernel.text import Both

from . import api

_IMPORTED = Both(
    "{format}: {imported} imported, {unchanged} unchanged, {failed} failed",
    "{format}：导入 {imported}，未变 {unchanged}，失败 {failed}",
)
_EPOCH = Both(
    "{votes} votes weighed; {differing} works differ", "已加权 {votes} 票；{differing} 部作品不一致"
)
_BAD_SHARE = Both("Write a share from 0% to 1000%, such as 50%.", "请填写 0% 至 1000% 的比例，例如 50%。")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the shelf's verbs."""
    score = verbs.add_parser("score", help="score a csv of votes · 为评分文件计算得分")
    score.add_argument("file", type=Path, metavar="RATINGS.csv", help="item,rater,rating,rated_at")
    score.set_defaults(run=_score)
    siege = verbs.add_parser("siege", help="attack a copy of a work's votes · 在副本上模拟刷分")
    siege.add_argument("work", metavar="WORK")
    siege.add_argument(
        "--low", type=_share, default=0.5, metavar="50%", help="throwaway votes of 1 · 一分小号票的比例"
    )
    siege.set_defaults(run=_siege)
    taken = verbs.add_parser("import", help="bring a shelf from elsewhere · 导入其他平台的记录")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--for", dest="person", required=True, metavar="PERSON", help="an id or e-mail · 编号或邮箱"
    )
    taken.set_defaults(run=_import)
    given = verbs.add_parser("export", help="take a shelf out as ndjson · 以 ndjson 导出")
    given.add_argument(
        "--for", dest="person", required=True, metavar="PERSON", help="an id or e-mail · 编号或邮箱"
    )
    given.set_defaults(run=_export)
    epoch = verbs.add_parser("epoch", help="weigh every vote again · 重新加权全部评分")
    epoch.set_defaults(run=_epoch)
    for verb in (score, siege, taken, epoch):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _share(text: str) -> float:
    try:
        value = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 10:
        raise argparse.ArgumentTypeError(str(_BAD_SHARE))
    return value


def _score(arguments: argparse.Namespace) -> int:
    scored = api.score_file(arguments.file)
    items = {
        item: {"mean": s.mean, "score": s.score, "n": s.n, "weight": s.weight} for item, s in scored.items()
    }
    if arguments.json:
        return _print({"items": items})
    for item, s in sorted(scored.items(), key=lambda pair: -pair[1].score):
        print(f"{s.score:6.3f}  {s.mean:6.3f}  {s.n:6}  {s.weight:8.2f}  {item}")
    return 0


def _siege(arguments: argparse.Namespace) -> int:
    told = api.siege(WorkId(arguments.work), arguments.low, utc_now())
    if arguments.json:
        return _print(told)
    for name in ("before", "after"):
        each = told[name]
        print(f"{name:6}  mean {each['mean'] or 0:.2f}  score {each['score'] or 0:.2f}  n {each['n']}")
    print(Both(**told["reason"]))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    done = api.import_file(arguments.file, _person(arguments.person), utc_now())
    if arguments.json:
        failed = [{"line": each.line, "reason": each.reason.as_json()} for each in done.failed]
        told = {
            "format": done.format,
            "imported": done.imported,
            "unchanged": done.unchanged,
            "failed": failed,
        }
        return _print(told)
    told = {"format": done.format, "imported": done.imported, "unchanged": done.unchanged}
    print(_IMPORTED.filled(**told, failed=len(done.failed)))
    for each in done.failed:
        print(f"{each.line}: {each.reason}", file=sys.stderr)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    for line in api.export_shelf(_person(arguments.person)):
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _epoch(arguments: argparse.Namespace) -> int:
    votes = api.begin_epoch(utc_now())
    differing = api.recompute()
    if arguments.json:
        return _print({"votes": votes, "differing": differing})
    print(_EPOCH.filled(votes=votes, differing=differing))
    return 1 if differing else 0


def _person(text: str) -> PersonId:
    if is_id(text, "per"):
        return people.get_person(PersonId(text)).id
    found = people.find_person_by_email(text)
    if found is None:
        raise NoSuchPerson(ascii(text[:60]))
    return found.id


def _print(told: dict[str, Any]) -> int:
    print(json.dumps(told, ensure_ascii=False))
    return 0
