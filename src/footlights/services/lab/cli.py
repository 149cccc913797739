"""`./footlights lab …`: put a festival to the bench; hand a research release to an institution."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people import api as people
from footlights.ground.people.types import NoSuchInstitution
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import AgreementId, InstitutionId
from footlights.kernel.text import Both

from . import api
from .types import BadFestival, Festival, NotReleased, Outcome, Recipe, Release, Trait, Trial

_INVENTED = Both("(an invented festival, made for this run)", "（为本次运行虚构的影展）")
_ROW = "{name:34}  {points:>7}  {gap:>7}  {feasible:>8}  {seconds:>9}  {note}"
_HEAD = (
    Both("method", "方法"),
    Both("points", "得分"),
    Both("gap", "差距"),
    Both("feasible", "可行"),
    Both("s", "秒"),
)
_RELEASED = Both(
    "{release}: {since} to {until}, {rows} cohorts of at least {k}, {people} people; {cells} cohorts of {hidden} "
    "people together not told; sha256 {sha256}",
    "{release}：{since} 至 {until}，{rows} 个群体，每个不少于 {k} 人，共 {people} 人；未列出 {cells} 个群体，合计 {hidden} 人；sha256 {sha256}",
)
_UNWRITTEN = Both("The file can't be written: {why}.", "无法写入文件：{why}。")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the lab's verbs."""
    made = verbs.add_parser(
        "programme", help="a festival's programme, solved four ways · 四种方法求解影展排片"
    )
    made.add_argument(
        "file", type=Path, nargs="?", metavar="FESTIVAL.json", help="else an invented one · 缺省为虚构"
    )
    made.add_argument("--films", type=_count, default=8, metavar="N", help="of the invented one · 虚构影片数")
    made.add_argument("--days", type=_count, default=1, metavar="N", help="of the invented one · 虚构天数")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="of all chance · 随机种子")
    made.add_argument(
        "--seconds", type=float, default=5.0, metavar="S", help="for the exact method · 精确求解时限"
    )
    made.add_argument("--layers", type=int, choices=(1, 2, 3, 4), default=2, help="of the circuit · 线路层数")
    made.add_argument("--shots", type=_count, default=1024, metavar="N", help="of the circuit · 测量次数")
    made.add_argument(
        "--qubo", type=Path, metavar="FILE", help="write the problem, .coo or .json · 导出 QUBO"
    )
    made.add_argument("--qasm", type=Path, metavar="FILE", help="write the circuit, OpenQASM 3 · 导出线路")
    made.add_argument("--state", type=Path, metavar="FILE", help="write the festival as JSON · 导出影展")
    made.add_argument(
        "--orders", type=Path, metavar="FOLDER", help="a relay's running order for each day · 导出每日运行单"
    )
    made.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    made.set_defaults(run=_programme)
    handed = verbs.add_parser("release", help="cohorts for research, k-anonymous · 供研究的匿名群体数据")
    handed.add_argument("--agreement", required=True, metavar="ID")
    handed.add_argument(
        "--institution", required=True, metavar="WHO", help="its id or its name · 机构的编号或名称"
    )
    handed.add_argument("--to", required=True, metavar="EMAIL", help="somebody of it · 该机构人员")
    handed.add_argument("--since", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    handed.add_argument("--until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    handed.add_argument(
        "--by",
        type=_traits,
        default=(Trait.TERRITORY, Trait.AGE_BAND),
        metavar="TRAITS",
        help="of territory,age_band,kind · 分组特征",
    )
    handed.add_argument("--k", type=_count, default=10, metavar="N", help="people, at least · 最少人数")
    handed.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    handed.set_defaults(run=_release)
    log = verbs.add_parser("releases", help="what was released, and to whom · 已发布数据及取用记录")
    log.set_defaults(run=_releases)
    for verb in (handed, log):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError(str(Both("from 1 to 100000", "须为 1 至 100000")))
    return number


def _traits(text: str) -> tuple[Trait, ...]:
    try:
        return tuple(Trait(each.strip()) for each in text.split(","))
    except ValueError as fault:
        raise argparse.ArgumentTypeError(", ".join(Trait)) from fault


def _release(arguments: argparse.Namespace) -> int:
    recipe = Recipe(arguments.since, arguments.until, arguments.by, arguments.k)
    try:
        release = api.take_release(
            recipe,
            AgreementId(arguments.agreement),
            _institution(arguments.institution),
            arguments.to,
            utc_now(),
        )
        api.write_release(release, arguments.out)
    except (NotReleased, NoSuchDeal, NoSuchInstitution) as refused:
        print(refused.message, file=sys.stderr)
        return 1
    except OSError as fault:
        print(_UNWRITTEN.filled(why=fault.strerror), file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps(api.tell_release(release), ensure_ascii=False))
        return 0
    print(_say_release(release))
    return 0


def _releases(arguments: argparse.Namespace) -> int:
    releases = api.list_releases()
    if arguments.json:
        print(json.dumps([api.tell_release(each) for each in releases], ensure_ascii=False))
        return 0
    for release in releases:
        print(_say_release(release))
        for taking in release.takings:
            print(
                f"  {taking.taken_at:%Y-%m-%d %H:%M}  {taking.institution}  {taking.agreement}  {taking.person or '–'}"
            )
    return 0


def _say_release(release: Release) -> Both:
    return _RELEASED.filled(
        release=release.id, since=release.recipe.since, until=release.recipe.until, k=release.recipe.fewest,
        rows=len(release.table.splitlines()) - 1, people=release.people, cells=release.suppressed_cells,
        hidden=release.suppressed_people, sha256=release.sha256,
    )  # fmt: skip


def _institution(named: str) -> InstitutionId:
    found = [each.id for each in people.list_institutions() if named in (each.id, each.name.en, each.name.zh)]
    return found[0] if len(found) == 1 else InstitutionId(named)


def _programme(arguments: argparse.Namespace) -> int:
    trial = Trial(
        seed=arguments.seed, seconds=arguments.seconds, layers=arguments.layers, shots=arguments.shots
    )
    try:
        festival = (
            api.load_festival(arguments.file)
            if arguments.file
            else api.invent_festival(arguments.films, arguments.days, arguments.seed)
        )
        outcome = api.put_to_bench(festival, trial)
        _export(arguments, festival, trial)
        if arguments.orders:
            api.write_running_orders(festival, outcome, arguments.orders)
    except BadFestival as refused:
        print(refused.message, file=sys.stderr)
        return 1
    except OSError as fault:
        print(_UNWRITTEN.filled(why=fault.strerror), file=sys.stderr)
        return 1
    told = api.tell_outcome(festival, outcome)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    _print(festival, outcome)
    for each in told["programme"]:
        print(
            f"  {each['starts_at'][:16]}  {Both(**each['venue'])}  {Both(**each['title'])}  {each['points']}"
        )
    return 0


def _export(arguments: argparse.Namespace, festival: Festival, trial: Trial) -> None:
    if arguments.qubo:
        form = "coo" if arguments.qubo.suffix == ".coo" else "json"
        arguments.qubo.write_text(api.export_qubo(festival, form), "utf-8")
    if arguments.qasm:
        arguments.qasm.write_text(api.export_qasm(festival, trial), "utf-8")
    if arguments.state:
        stated = json.dumps(api.state_festival(festival), ensure_ascii=False, indent=1)
        arguments.state.write_text(stated, "utf-8")


def _print(festival: Festival, outcome: Outcome) -> None:
    print(festival.title, _INVENTED if festival.is_invented else "")
    name, points, gap, feasible, seconds = map(str, _HEAD)
    print(_ROW.format(name=name, points=points, gap=gap, feasible=feasible, seconds=seconds, note=""))
    for each in outcome.attempts:
        apart = outcome.gap_of(each)
        print(
            _ROW.format(
                name=each.method.said.en,
                points="–" if each.objective is None else each.objective,
                gap="–" if apart is None else f"{apart:.1%}",
                feasible=f"{each.feasible_share:.0%}",
                seconds=f"{each.seconds:.4f}",
                note=each.note,
            )
        )
    print(outcome.advice)
