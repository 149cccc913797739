"""`./footlights test`: every check there is, part by part, and one line that sums them up."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from footlights.kernel.text import Both
from footlights.project.build.environment import packages
from footlights.project.build.frontend import npm
from footlights.project.build.places import FRONTEND, PYTHON, REPOSITORY, VENV, terminal_language
from footlights.project.build.steps import Run
from footlights.project.testing import machine

PARTS = ("lint", "types", "contracts", "python", "typescript", "docs", "browser")
TOOLS = Both("What the tests need", "检查所需的软件包")
COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")
NOTHING_CHOSEN = 5  # pytest's exit status when no test matched
TOTALS = re.compile(r"\bin \d+(\.\d+)?s|^\s*Tests\s")


@dataclass
class Part:
    """One part of the tests: the commands that it runs, one after the other."""

    name: str
    commands: list[list[str]]
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = REPOSITORY


@dataclass
class Outcome:
    """What a part came to."""

    name: str
    passed: int
    failed: int
    seconds: float


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `test` to the house's commands."""
    parser = verbs.add_parser(
        "test", help="run the checks: all, or the parts named · 运行检查：全部或所选部分"
    )
    _describe(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen parts, one after the other even when one fails, and print the sums.

    Raises CannotGoOn when something they need is not there and cannot be brought.
    """
    started = time.monotonic()
    names = chosen.parts or (["python", "docs", "browser"] if chosen.k else list(PARTS))
    prepare(names, postgres=chosen.postgres)
    parts = list(plan(names, full=chosen.full, postgres=chosen.postgres, keyword=chosen.k))
    outcomes = [_run_part(part) for part in parts]
    print()
    for outcome in outcomes:
        verdict = "failed" if outcome.failed else "passed"
        print(f"{outcome.name:<22}{verdict:<8}{outcome.seconds:6.1f} s")
    passed, failed = sum(o.passed for o in outcomes), sum(o.failed for o in outcomes)
    print(f"{passed} passed, {failed} failed in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def prepare(names: Sequence[str], *, postgres: bool = False) -> None:
    """Bring what the parts need and the machine lacks.

    Raises CannotGoOn, which says what to do, when that cannot be.
    """
    Run(terminal_language(), None).carry_out([packages(TOOLS, "dev.txt")])
    if "browser" in names or postgres:
        machine.need_chromium(PYTHON)
    if postgres:
        machine.need_postgres()


def plan(
    names: Sequence[str], *, full: bool = False, postgres: bool = False, keyword: str | None = None
) -> Iterator[Part]:
    """Yield the parts to run, in their order."""
    pytest = [str(PYTHON), "-m", "pytest", "-q", *(["-k", keyword] if keyword else [])]
    kept = "" if full else " and not long"
    units = [*pytest, "-n", "2", "-m", f"not browser and not house{kept}", "--ignore=tests/docs"]
    # Each of the two has a house of its own, so a file's tests stay together.
    pages = [*pytest, "-n", "2", "--dist", "loadfile", "-m", f"(browser or house){kept}"]
    for name in (n for n in PARTS if n in names):
        if name == "lint":
            ruff = str(VENV / "bin" / "ruff")
            yield Part(name, [[ruff, "check", "-q", "."], [ruff, "format", "-q", "--check", "."]])
        elif name == "types":
            yield Part(name, [[str(PYTHON), "-m", "mypy", "--no-error-summary"]])
        elif name == "contracts":
            yield Part(name, [[str(VENV / "bin" / "lint-imports"), "--no-logo"]])
        elif name == "python":
            yield Part(name, [units])
        elif name == "docs":
            yield Part(name, [[*pytest, "tests/docs"]])
        elif name == "browser":
            yield Part(name, [pages])
        elif name == "typescript":
            yield _typescript()
    if postgres:
        house = [str(PYTHON), "-m", "tests.postgres"]
        yield Part("python, PostgreSQL", [[*house, *units]])
        yield Part("story, PostgreSQL", [[*house, *pages, "tests/story"]])


def _describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=" ".join(PARTS))
    parser.add_argument("--full", action="store_true", help="the long ones too · 包括耗时的检查")
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="again on a throw-away PostgreSQL · 再用临时 PostgreSQL 跑一遍",
    )
    parser.add_argument("-k", metavar="WORDS", help="only tests whose names match · 只跑名称匹配的检查")


def _typescript() -> Part:
    words, environment = npm()
    run = [*map(str, words), "run", "-s"]
    return Part("typescript", [[*run, "test"], [*run, "build"]], environment, FRONTEND)


def _run_part(part: Part) -> Outcome:
    print(f"\n{part.name}", flush=True)
    started = time.monotonic()
    passed = failed = 0
    for words in part.commands:
        status, counts = _run(words, part)
        if status == NOTHING_CHOSEN and "-k" in words:
            continue
        passed += counts.get("passed", 0) if counts else int(status == 0)
        bad = counts.get("failed", 0) + counts.get("error", 0)
        failed += bad or int(status != 0)
    return Outcome(part.name, passed, failed, time.monotonic() - started)


def _run(words: Sequence[str], part: Part) -> tuple[int, dict[str, int]]:
    """Run one command with its output shown as it comes; return its status and the tests it counted."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY / "src"),
        "NO_COLOR": "1",
        **part.environment,
    }
    counts: dict[str, int] = {}
    try:
        started = subprocess.Popen(
            words, cwd=part.folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
    except OSError as fault:
        print(f"{words[0]}: {fault.strerror}", flush=True)
        return 1, {}
    with started as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if TOTALS.search(line):
                for number, word in COUNT.findall(line):
                    counts[word.removesuffix("s") if word == "errors" else word] = int(number)
    return process.returncode, counts
