"""Rules for every tracked file: small, finished, of no machine, and with no one else's name in the art."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.rules.tree import Rule, Tree

LONGEST = 400
CODE = {".py", ".ts", ".css", ".html"}
# Written apart, so that this file does not complain about itself.
MACHINE = re.compile(
    "|".join(
        re.escape(a + b)
        for a, b in (
            ("/wo", "rk/main"), ("/wo", "rk/shared"),
            ("/ro", "ot/"), ("/ho", "me/"), ("/Us", "ers/"), ("/tmp", "/fl"),
            ("pypi", ".org"), ("pythonhosted", ".org"), ("registry", ".npmjs"), ("index", "-url"),
            ("find", "-links"), ('"reso', 'lved"'),
        )
    )
)  # fmt: skip
UNFINISHED = re.compile(r"\b(?:" + "|".join((a + b) for a, b in (
    ("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("NotImplemented", "Error"))) + r")\b")  # fmt: skip
# Companies, houses, clubs and cars whose names, logos or colours must not be in what the house shows.
OTHERS = re.compile(
    r"\b(?:Tencent|WeChat|Weixin|QQ|Douban|Bilibili|iQIYI|Youku|Netflix|Disney|YouTube|TikTok|BBC|ITV|iPlayer"
    r"|MUBI|NOWNESS|Letterboxd|Spotify|Royal Opera House|Royal Ballet|National Theatre|British Council"
    r"|VisitBritain|Premier League|Manchester United|Silverstone|Brands Hatch|Goodwood|Ferrari|Porsche"
    r"|McLaren|Aston Martin|Jaguar|Bentley|Burberry|Babylon Health|Alibaba|Taobao|Weibo|Huawei|Xiaomi)\b"
    r"|腾讯|微信|豆瓣|哔哩哔哩|爱奇艺|优酷|抖音|微博|阿里巴巴|淘宝|华为|小米"
)


def tracked(tree: Tree) -> Iterator[Path]:
    """Yield the files that git holds or would hold; in a copy without git, every file."""
    if not (tree.root / ".git").exists():
        yield from sorted(p for p in tree.root.rglob("*") if p.is_file())
        return
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=tree.root, capture_output=True, check=True,
    ).stdout  # fmt: skip
    for name in sorted(filter(None, listed.decode().split("\0"))):
        if (path := tree.root / name).is_file():
            yield path


def _texts(tree: Tree) -> Iterator[tuple[Path, str]]:
    for path in tracked(tree):
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def stay_small(tree: Tree) -> list[str]:
    """No code file is longer than 400 lines."""
    return [
        f"{tree.name(path)}: {lines} lines"
        for path, text in _texts(tree)
        if path.suffix in CODE and (lines := text.count("\n")) > LONGEST
    ]


def name_no_machine(tree: Tree) -> list[str]:
    """No file names a path of the machine it was written on, or a host that packages come from."""
    return [
        f"{tree.name(path)}:{number}: {found[0]}"
        for path, text in _texts(tree)
        for number, line in enumerate(text.splitlines(), 1)
        if (found := MACHINE.search(line)) and "omit-lockfile" not in line and "no-emit" not in line
    ]


def leave_nothing_unfinished(tree: Tree) -> list[str]:
    """No code file carries a note to self."""
    return [
        f"{tree.name(path)}:{number}: {found[0]}"
        for path, text in _texts(tree)
        if path.suffix in CODE
        for number, line in enumerate(text.splitlines(), 1)
        if (found := UNFINISHED.search(line))
    ]


def show_no_one_elses_name(tree: Tree) -> list[str]:
    """Templates, pictures, styles, islands and the demo hold nobody else's name."""
    complaints = []
    for path, text in _texts(tree):
        name = tree.name(path)
        shown = (
            "/templates/" in name
            or "/static/" in name
            or name.startswith(("frontend/", "src/footlights/roof/demo/"))
            or path.suffix == ".svg"
        )
        if shown and not name.endswith("package-lock.json"):
            complaints += [f"{name}: {found}" for found in sorted(set(OTHERS.findall(text)))]
    return complaints


RULES: tuple[Rule, ...] = (
    stay_small,
    name_no_machine,
    leave_nothing_unfinished,
    show_no_one_elses_name,
)
