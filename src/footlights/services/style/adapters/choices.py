"""Choices in long format (one line per alternative) and the specification that says what to make of them."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from footlights.kernel.text import Both
from footlights.services.style.core.choice import (
    Dist,
    Draws,
    Kind,
    Person,
    Problem,
    Variable,
    first_primes,
    normal_draws,
)
from footlights.services.style.types import BadChoices

_NO_FILE = Both("The file {file} cannot be read.", "无法读取文件 {file}。")
_NOT_TOML = Both("The specification is not TOML: {why}.", "规格文件不是有效的 TOML：{why}。")
_NEEDS = Both("The specification needs {what}.", "规格文件缺少 {what}。")
_UNKNOWN = Both("The specification says {what}, which is not known here.", "规格文件中的 {what} 无法识别。")
_NO_COLUMN = Both(
    "The file has no column {column}. It has: {columns}.", "文件中没有 {column} 列。现有列：{columns}。"
)
_NOT_NUMBER = Both("Line {line}: {column} is not a number.", "第 {line} 行：{column} 不是数字。")
_CHOSEN = Both(
    "Line {line}: its situation has {count} chosen alternatives; exactly one must be chosen.",
    "第 {line} 行：该选择情境中有 {count} 个被选项，应恰好一个。",
)
_ALONE = Both(
    "Line {line}: its situation has only one alternative.", "第 {line} 行：该选择情境只有一个备选项。"
)
_TWICE = Both(
    "Line {line}: the alternative {name} stands twice in one situation.",
    "第 {line} 行：备选项 {name} 在同一情境中重复出现。",
)
_WEIGHT = Both(
    "Line {line}: a weight must be above 0 and the same within one person.",
    "第 {line} 行：权重必须大于 0，且同一人的权重须一致。",
)
_EMPTY = Both("The file holds no choices.", "文件中没有任何选择。")
_MOST_DRAWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Spec:
    """What to fit: which columns play which part, the variables, and the draws.

    columns and signs: of each variable, in the variables' order.
    """

    person: str | None
    situation: str
    alternative: str | None
    chosen: str
    weight: str | None
    available: str | None
    variables: tuple[Variable, ...]
    columns: tuple[str, ...]
    signs: tuple[float, ...]
    draws: Draws


def read_spec(path: Path) -> Spec:
    """Read a specification; raises BadChoices."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except OSError as fault:
        raise BadChoices(_NO_FILE.filled(file=path.name)) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadChoices(_NOT_TOML.filled(why=str(fault))) from fault
    data, draws = _table(told, "data"), told.get("draws", {})
    names = {
        key: _text(data, key)
        for key in ("person", "situation", "alternative", "chosen", "weight", "available")
    }
    situation, chosen = names["situation"], names["chosen"]
    if situation is None or chosen is None:
        raise BadChoices(_NEEDS.filled(what="[data] situation, chosen"))
    variables, columns, signs = [], [], []
    for name, each in _table(told, "variables").items():
        each = {"dist": each} if isinstance(each, str) else each
        if not isinstance(each, Mapping):
            raise BadChoices(_UNKNOWN.filled(what=f"{name} = {each!r}"))
        dist = each.get("dist", "fixed")
        if dist not in list(Dist):
            raise BadChoices(_UNKNOWN.filled(what=f"dist = {dist!r}"))
        variables.append(Variable(name, Dist(dist)))
        columns.append(str(each.get("column", name)))
        signs.append(-1.0 if each.get("sign", 1) in (-1, "-") else 1.0)
    random = sum(each.dist is not Dist.FIXED for each in variables)
    if not isinstance(draws, Mapping):
        raise BadChoices(_UNKNOWN.filled(what="draws"))
    return Spec(
        names["person"],
        situation,
        names["alternative"],
        chosen,
        names["weight"],
        names["available"],
        tuple(variables),
        tuple(columns),
        tuple(signs),
        _draws(draws, random),
    )


def _draws(draws: Mapping[str, Any], random: int) -> Draws:
    kind = str(draws.get("kind", "halton")).lower()
    if kind not in list(Kind):
        raise BadChoices(_UNKNOWN.filled(what=f"draws kind = {kind!r} ({', '.join(Kind)})"))
    count = _whole(draws, "count", 500, 1, _MOST_DRAWS)
    drop = _whole(draws, "drop", 100, 0, 10**6)
    seed = _whole(draws, "seed", 1, 0, 2**32)
    primes = draws.get("primes") or list(first_primes(random))
    known = set(first_primes(100))
    if (
        not isinstance(primes, list)
        or len(primes) < random
        or any(each not in known for each in primes)
        or len(set(primes)) < len(primes)
    ):
        raise BadChoices(_NEEDS.filled(what=f"[draws] primes ({random})"))
    return Draws(Kind(kind), count, drop, tuple(primes[:random]), seed)


def _whole(draws: Mapping[str, Any], name: str, default: int, least: int, most: int) -> int:
    value = draws.get(name, default)
    if not isinstance(value, int) or not least <= value <= most:
        raise BadChoices(_UNKNOWN.filled(what=f"draws {name} = {value!r} ({least}–{most})"))
    return value


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = told.get(name)
    if not isinstance(table, Mapping) or not table:
        raise BadChoices(_NEEDS.filled(what=f"[{name}]"))
    return table


def _text(data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadChoices(_UNKNOWN.filled(what=f"{key} = {value!r}"))
    return value


@dataclass(slots=True)
class _Situation:
    line: int
    person: str
    weight: float
    chosen: list[list[float]]
    others: list[list[float]]
    names: set[str]


def read_choices(path: Path, spec: Spec) -> tuple[Problem, tuple[str, ...]]:
    """Read choices; return the problem and the alternatives that nobody chose.

    Lines may end in any way. People stand in the order of their first line. Raises BadChoices.
    """
    situations = _situations(path, spec)
    chosen_names: set[str] = set()
    every_name: set[str] = set()
    people: dict[str, list[_Situation]] = {}
    panel = any(each.dist is not Dist.FIXED for each in spec.variables)
    for key, (each, picked) in situations.items():
        if len(each.chosen) != 1:
            raise BadChoices(_CHOSEN.filled(line=each.line, count=len(each.chosen)))
        if not each.others:
            raise BadChoices(_ALONE.filled(line=each.line))
        chosen_names |= picked
        every_name |= each.names
        group = repr(each.weight) if not panel else each.person if spec.person else repr(key)
        mine = people.setdefault(group, [])
        if mine and mine[0].weight != each.weight:
            raise BadChoices(_WEIGHT.filled(line=each.line))
        mine.append(each)
    if not people:
        raise BadChoices(_EMPTY)
    draws = normal_draws(len(people), len(spec.draws.primes), spec.draws)
    problem = Problem(spec.variables, tuple(_person(mine) for mine in people.values()), draws)
    return problem, tuple(sorted(every_name - chosen_names))


def _person(mine: list[_Situation]) -> Person:
    width = max(len(each.others) for each in mine)
    size = len(mine[0].chosen[0])
    differences = np.zeros((len(mine), width, size))
    missing = np.ones((len(mine), width), dtype=np.bool_)
    for row, each in enumerate(mine):
        differences[row, : len(each.others)] = np.array(each.others) - np.array(each.chosen[0])
        missing[row, : len(each.others)] = False
    return Person(differences, missing if missing.any() else None, mine[0].weight)


def _situations(path: Path, spec: Spec) -> dict[tuple[str, str], tuple[_Situation, set[str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadChoices(_NO_FILE.filled(file=path.name)) from fault
    rows = csv.DictReader(text.splitlines())
    wanted = (
        spec.person,
        spec.situation,
        spec.alternative,
        spec.chosen,
        spec.weight,
        spec.available,
        *spec.columns,
    )
    for column in wanted:
        if column is not None and column not in (rows.fieldnames or ()):
            columns = ", ".join(rows.fieldnames or ())[:200]
            raise BadChoices(_NO_COLUMN.filled(column=column, columns=columns))
    every = list(rows)
    by_name = spec.alternative is not None and any(
        (row[spec.chosen] or "").strip().lower() not in _TRUE | _FALSE for row in every
    )
    found: dict[tuple[str, str], tuple[_Situation, set[str]]] = {}
    for line, row in enumerate(every, start=2):
        if spec.available and not _number(row, spec.available, line):
            continue
        person = row[spec.person] if spec.person else ""
        key = (person, row[spec.situation])
        weight = _number(row, spec.weight, line) if spec.weight else 1.0
        if weight <= 0:
            raise BadChoices(_WEIGHT.filled(line=line))
        each, picked = found.setdefault(key, (_Situation(line, person, weight, [], [], set()), set()))
        values = [
            sign * _number(row, column, line) for sign, column in zip(spec.signs, spec.columns, strict=True)
        ]
        name = (row[spec.alternative] or "").strip() if spec.alternative else f"{len(each.names)}"
        if name in each.names:
            raise BadChoices(_TWICE.filled(line=line, name=name))
        if weight != each.weight:
            raise BadChoices(_WEIGHT.filled(line=line))
        each.names.add(name)
        told = (row[spec.chosen] or "").strip()
        is_chosen = told == name if by_name else told.lower() in _TRUE
        if is_chosen:
            picked.add(name)
        (each.chosen if is_chosen else each.others).append(values)
    return found


_TRUE: Final = {"1", "1.0", "true", "yes"}
_FALSE: Final = {"0", "0.0", "false", "no", ""}


def _number(row: Mapping[str, str | None], column: str, line: int) -> float:
    try:
        value = float(row[column] or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadChoices(_NOT_NUMBER.filled(line=line, column=column))
    return value
