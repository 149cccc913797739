"""Each rule of the house finds the fault planted for it: a check that cannot fail is no check."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import RULES, planted
from tests.rules.planted import Fault
from tests.rules.tree import REPOSITORY, Tree

LINT = """
import json
from importlinter import api
from importlinter.application import use_cases
options = use_cases.read_user_options(".importlinter")
use_cases._register_contract_types(options)
report = use_cases.create_report(options, cache_dir=None)
names = {o["name"]: o["id"] for o in options.contracts_options}
found = {names[c.name]: [check.kept, str(check.metadata)] for c, check in report.get_contracts_and_checks()}
print("\\nREPORT" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """Return a copy of the package with an innocent folder in it, to plant faults in."""
    root = tmp_path_factory.mktemp("planted")
    leave_out = shutil.ignore_patterns("__pycache__", "static", "node_modules")
    shutil.copytree(REPOSITORY / "src" / "footlights", root / "src" / "footlights", ignore=leave_out)
    shutil.copy(REPOSITORY / ".importlinter", root)
    for path, text in planted.GROUND.items():
        write(root / path, text)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def complaints_about(rule: str, root: Path) -> set[str]:
    return set(RULES[rule](Tree(root)))


def test_every_rule_and_every_contract_has_a_fault_planted_for_it():
    config = (REPOSITORY / ".importlinter").read_text("utf-8")
    contracts = {line[23:-1] for line in config.splitlines() if line.startswith("[importlinter:contract:")}

    assert set(planted.RULES) == set(RULES)
    assert set(planted.IMPORTS) == contracts


@pytest.mark.parametrize(
    ("rule", "fault"),
    [(rule, fault) for rule, faults in planted.RULES.items() for fault in faults],
    ids=lambda value: value if isinstance(value, str) else value.complaint,
)
def test_a_rule_finds_its_fault(copy: Path, rule: str, fault: Fault):
    path = copy / fault.path
    before = path.read_text("utf-8") if path.exists() else None
    known = complaints_about(rule, copy)

    write(path, fault.text)
    found = "\n".join(complaints_about(rule, copy) - known)

    if before is None:
        path.unlink()
    else:
        path.write_text(before, "utf-8")
    assert fault.complaint in found


def test_every_import_contract_finds_its_faults(copy: Path, tmp_path: Path):
    root = tmp_path / "broken"
    shutil.copytree(copy, root)
    for faults in planted.IMPORTS.values():
        for fault in faults:
            write(root / fault.path, fault.text)
    write(root / planted.SERVICE / "types.py", "")

    ran = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert "REPORT" in ran.stdout, ran.stdout + ran.stderr
    report = json.loads(ran.stdout.rsplit("REPORT", 1)[1])
    missed = [
        f"{contract}: {fault.path}"
        for contract, faults in planted.IMPORTS.items()
        for fault in faults
        if report[contract][0] or fault.complaint not in report[contract][1]
    ]
    assert not missed, report
