"""`./footlights lab …`: put a festival to the bench."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from footlights.kernel.text import Both

from . import api
from .types import BadFestival, Festival, Outcome, Trial

_INVENTED = Both("(an invented festival, made for this run)", "（为本次运行虚构的影展）")
_ROW = "{name:34}  {points:>7}  {gap:>7}  {feasible:>8}  {seconds:>9}  {note}"
_HEAD = (
    Both("method", "方法"),
    Both("points", "得分"),
    Both("gap", "差距"),
    Both("feasible", "可行"),
    Both("s", "秒"),
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
    made.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    made.set_defaults(run=_programme)


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError(str(Both("from 1 to 100000", "须为 1 至 100000")))
    return number


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
