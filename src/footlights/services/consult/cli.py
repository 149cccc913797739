"""`./footlights consult …`: ask in the terminal, evaluate cases, extract findings, replay a record."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from footlights.ground.people.types import Viewer
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import new_id
from footlights.kernel.text import Both, Language

from . import api
from .types import ConsultationId

_REPLAYED = Both("{turns} turns; the same bit for bit: {identical}", "{turns} 轮；逐位一致：{identical}")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add consult's verbs."""
    asked = verbs.add_parser("ask", help="a consultation in the terminal · 在终端中咨询")
    asked.add_argument("--age", type=float, metavar="YEARS")
    asked.add_argument("--sex", choices=["female", "male"])
    asked.set_defaults(run=_ask)
    evaluated = verbs.add_parser("evaluate", help="what the engine makes of cases · 评估病例文件")
    evaluated.add_argument("file", type=Path, metavar="CASES.jsonl")
    evaluated.set_defaults(run=_evaluate)
    extracted = verbs.add_parser("extract", help="findings in texts · 提取文本中的症状")
    extracted.add_argument("file", type=Path, metavar="TEXTS.jsonl")
    extracted.set_defaults(run=_extract)
    replayed = verbs.add_parser("replay", help="go through a record again · 复核咨询记录")
    replayed.add_argument("id", metavar="ID")
    replayed.set_defaults(run=_replay)
    for verb in (asked, extracted):
        verb.add_argument("--lang", choices=["en", "zh"], default="en", help="language · 语言")
    for verb in (evaluated, extracted, replayed):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _ask(arguments: argparse.Namespace) -> int:
    language = Language(arguments.lang)
    viewer = Viewer(new_id("ses"), None, "", None, None, None, language)
    mark = api.get_mark().said_in(language)
    print(mark)
    consultation = api.begin(viewer, arguments.age, arguments.sex, utc_now(), agrees=True)
    shown, told = api.get_consultation(consultation, viewer, utc_now()), 0
    while True:
        for bubble in shown.bubbles[told:]:
            if bubble.who == "service":
                print(f"> {bubble.text.said_in(language)}")
                for cause in bubble.facts.get("causes", ()):
                    print(f"    {cause['share']:.0%}  {cause['name'][language.value]}")
        told = len(shown.bubbles)
        if shown.ended:
            print(f"{mark}\n{consultation}")
            return 0
        line = sys.stdin.readline()
        if not line:
            return 0
        shown = api.say(consultation, viewer, line.strip(), utc_now())


def _evaluate(arguments: argparse.Namespace) -> int:
    told = api.evaluate_file(arguments.file)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for case in told["cases"]:
        best = ", ".join(f"{each['name']['en']} {each['p']:.2f}" for each in case["conditions"][:3])
        print(f"{case['id']}  {case['triage']}  {best}")
    print(json.dumps(told["totals"]))
    return 0


def _extract(arguments: argparse.Namespace) -> int:
    told = api.extract_file(arguments.file, Language(arguments.lang))
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for case in told["cases"]:
        print(f"{case['id']}  + {', '.join(case['present'])}  - {', '.join(case['absent'])}")
    return 0


def _replay(arguments: argparse.Namespace) -> int:
    done = api.replay(ConsultationId(arguments.id))
    if arguments.json:
        told = {
            "turns": done.turns,
            "identical": done.identical,
            "differing": list(done.differing),
            "knowledge": done.knowledge,
        }
        print(json.dumps(told))
    else:
        print(_REPLAYED.filled(turns=done.turns, identical=done.identical))
    return 0 if done.identical else 1
