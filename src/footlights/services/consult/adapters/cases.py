"""Cases in JSON lines, read with care: only what may be used, in the shapes that are meant."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.consult.types import BadCases

_NO_FILE = Both("The file {file} cannot be read.", "无法读取文件 {file}。")
_NOT_JSON = Both("Line {line} is not a JSON object with an id.", "第 {line} 行不是含 id 的 JSON 对象。")
_VITALS: Final = ("heart_rate", "systolic_bp", "diastolic_bp", "temperature_c", "spo2", "respiratory_rate")


def read_cases(path: Path) -> list[dict[str, Any]]:
    """Return each case's id, text, age, sex, vitals, findings_present and findings_absent. Raises BadCases."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadCases(_NO_FILE.filled(file=path.name)) from fault
    return [_case(line, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _case(line: str, number: int) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as fault:
        raise BadCases(_NOT_JSON.filled(line=number)) from fault
    if not isinstance(told, dict) or "id" not in told:
        raise BadCases(_NOT_JSON.filled(line=number))
    sex = str(told.get("sex") or "").strip().lower()
    given = told.get("vitals")
    vitals = given if isinstance(given, dict) else {}
    return {
        "id": told["id"],
        "text": told["text"] if isinstance(told.get("text"), str) else "",
        "age": _number(told.get("age")),
        "sex": "female" if sex in ("f", "female", "女") else "male" if sex in ("m", "male", "男") else None,
        "vitals": {key: _number(vitals.get(key)) for key in _VITALS},
        "findings_present": _texts(told.get("findings_present")),
        "findings_absent": _texts(told.get("findings_absent")),
    }


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
