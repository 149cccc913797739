"""The knowledge, read from the files beside the code."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.consult.core.knowledge import (
    BACKGROUND,
    BANDS,
    PRIORS,
    Condition,
    Finding,
    Knowledge,
    RedFlag,
)
from footlights.services.consult.core.levels import Level

FOLDER: Final = Path(__file__).parents[1] / "knowledge"


# Raised whenever the code reads a text otherwise than before, so that `consult replay` knows whose reading it repeats.
READING: Final = b"3"


@cache
def load() -> Knowledge:
    """Return the knowledge; raises ValueError, naming the entry, when one cannot be read."""
    files = [
        FOLDER / "findings.toml",
        FOLDER / "red_flags.toml",
        *sorted((FOLDER / "conditions").glob("*.toml")),
    ]
    read = {path: tomllib.loads(path.read_text("utf-8")) for path in files}
    version = hashlib.sha256(READING + b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    findings = tuple(
        _finding(name, told, background)
        for background in BACKGROUND
        for name, told in read[files[0]][background].items()
    )
    known = {each.id for each in findings}
    conditions = tuple(
        _condition(name, told, table["department"], path.stem, known)
        for path, table in read.items()
        if path.parent.name == "conditions"
        for name, told in table["conditions"].items()
    )
    flags = tuple(_red_flag(name, told) for name, told in read[files[1]].items())
    return Knowledge(version, findings, conditions, flags)


def _finding(name: str, told: dict[str, Any], background: str) -> Finding:
    forms_en, forms_zh = told["en"].split("|"), told["zh"].split("|")
    return Finding(
        name,
        Both(forms_en[0], forms_zh[0]),
        background,
        tuple(form for form in forms_en if "(" not in form),
        tuple(form for form in forms_zh if "（" not in form),
        told.get("is"),
        told.get("by") == "clinic",
    )


def _condition(
    name: str, told: dict[str, Any], department: dict[str, str], group: str, known: set[str]
) -> Condition:
    shows = tuple((part.partition(":")[0], int(part.partition(":")[2])) for part in told["shows"].split())
    wrong = [each for each, band in shows if each not in known or band not in BANDS]
    if wrong or len(told["ages"]) != 6 or told["prior"] not in PRIORS:
        raise ValueError(f"{group}: {name}: {wrong}")
    where = told.get("department", department)
    return Condition(
        name,
        Both(told["en"], told["zh"]),
        tuple(told["also"].split("|")),
        Level(told["level"]),
        told["prior"],
        told.get("sex"),
        told["ages"],
        Both(where["en"], where["zh"]),
        told["source"],
        shows,
        group,
        told.get("reviewed", ""),
    )


def _red_flag(name: str, told: dict[str, Any]) -> RedFlag:
    when = tuple(tuple(each.split("+")) for each in told["when"])
    return RedFlag(
        name, told["category"], Level(told["level"]), Both(told["en"], told["zh"]), told["source"], when
    )
