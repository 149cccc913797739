"""Measurements: read from what a person wrote, and what they mean at an age. Not a word is guessed, and no number without its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

_GAP: Final = r"[^\d\n,.;，。；]{0,16}"
# A number that is no length of time, no dose and no part of another number.
_NUMBER: Final = r"(?<![\d.])(\d{2,3})(?:\.\d)?(?![\d.]|\s*(?:分钟|小时|天|周|年|岁|minutes?|mins?|hours?|days?|weeks?|years?|mg|ml))"
_CELSIUS: Final = re.compile(r"(?<![\d.])(3[4-9]|4[0-2])(?:\.(\d))?\s*(?:°\s*c?\b|℃|度|c\b|摄氏)")
_TEMPERATURE: Final = re.compile(
    r"(?:temp(?:erature)?|fever|burning up|体温|发烧|高烧|高热|烧到|低烧|高达|最高|耳温)[^\d]{0,8}(3[4-9]|4[0-2])(?:\.(\d))?"
)
_FAHRENHEIT: Final = re.compile(r"(?<!\d)(9[5-9]|10[0-7])(?:\.(\d))?\s*(?:°\s*)?f\b")
_OXYGEN: Final = (
    re.compile(
        r"(?:spo2|o2 sats?|\bsats?\b|saturations?|oxygen (?:level|reading|meter|monitor)s?|oximeter|pulse ox\w*|血氧(?:饱和度)?|氧饱和度|指脉氧)"
        + _GAP + _NUMBER
    ),
    re.compile(r"\boxygen\b" + _GAP + r"(\d{2,3})\s*(?:%|％|per ?cent)"),
    re.compile(r"(?<![\d.])(\d{2,3})\s*(?:%|％|per ?cent)\s*(?:on|in|breathing)\s*(?:room )?air\b"),
)  # fmt: skip
_PRESSURE: Final = (
    re.compile(r"(?:\bbp\b|blood pressure|血压)" + _GAP + r"(\d{2,3})\s*(?:/|over|比)\s*(\d{2,3})"),
    re.compile(r"(?<![\d.])(\d{2,3})\s*/\s*(\d{2,3})\s*(?:mm\s*hg|毫米汞柱)"),
    re.compile(r"(?:systolic|收缩压|高压)" + _GAP + _NUMBER + r"()"),
)
_HEART: Final = (
    re.compile(
        r"(?:\bheart(?: ?rate| ?beat)?\b|\bpulse(?! ?ox)(?: rate)?|\bhr\b|心率|脉搏|脉率|心跳)"
        + _GAP + _NUMBER + r"(?!\s*(?:%|％|/\s*\d))"
    ),
    re.compile(r"(?<![\d.])(\d{2,3})\s*(?:bpm\b|beats? (?:per|a|/) ?min)"),
)  # fmt: skip
_BREATHS: Final = (
    re.compile(
        r"(?:respiratory rate|resp(?:iration)? rate|respirations|breathing rate|\brr\b)" + _GAP + _NUMBER
    ),
    re.compile(r"呼吸(?:频率)?" + _GAP + r"(\d{2,3})\s*(?:次|/\s*分)"),
    re.compile(r"(?<![\d.])(\d{2,3})\s*breaths (?:per|a|/) ?min"),
)
_TABLETS: Final = (
    re.compile(
        r"(?:took|taken|taking|swallow(?:ed|ing)?)\s+(?:(?:about|around|over|nearly|at least)\s+)?"
        + _NUMBER + r"\s+(?:\S+\s+){0,3}?(?:tablets?|pills?|capsules?|paracetamol|acetaminophen|ibuprofen|aspirins?)"
    ),
    re.compile(r"(?:吃|吞|服)(?:下|了|掉)*\s*(\d{2,3})\s*多?\s*(?:片|粒|颗)"),
)  # fmt: skip
# Sources: NICE NG253 for 16 and over; NG254 under 5 and NG255 from 5 to 15, tables of high risk. (age below, beats, breaths)
_AT_AN_AGE: Final = ((1, 160, 60), (3, 150, 50), (5, 140, 40), (6, 130, 29), (8, 120, 27), (12, 115, 25))
_ADULT: Final = (131, 26)
_ORDINARY: Final = 120  # mmHg
_MANY_TABLETS: Final = 16  # of anything, at once


@dataclass(frozen=True, slots=True)
class Vitals:
    """Measurements; None where not taken. Units: beats and breaths a minute, mmHg, degrees Celsius, per cent."""

    heart_rate: float | None = None
    systolic_bp: float | None = None
    diastolic_bp: float | None = None
    temperature_c: float | None = None
    spo2: float | None = None
    respiratory_rate: float | None = None
    tablets: float | None = None  # taken at once

    def filled_with(self, others: Vitals) -> Vitals:
        """Return these measurements, and of others those that are not taken here."""
        pairs = {each.name: (getattr(self, each.name), getattr(others, each.name)) for each in fields(self)}
        return Vitals(
            **{name: mine if mine is not None else theirs for name, (mine, theirs) in pairs.items()}
        )


def read_vitals(texts: Sequence[str]) -> Vitals:
    """Return what texts in lower case tell of measurements; of several of one kind the most worrying."""
    over, under = _pressure(texts)
    return Vitals(
        heart_rate=_worst(max, texts, _HEART, 20, 300),
        systolic_bp=over,
        diastolic_bp=under,
        tablets=_worst(max, texts, _TABLETS, 2, 500),
        spo2=_worst(min, texts, _OXYGEN, 50, 100),
        respiratory_rate=_worst(max, texts, _BREATHS, 4, 99),
        temperature_c=max(
            (found for text in texts if (found := _temperature(text)) is not None), default=None
        ),
    )


def _worst(
    pick: Callable[[Iterable[float]], float],
    texts: Sequence[str],
    patterns: Sequence[re.Pattern[str]],
    low: int,
    high: int,
) -> float | None:
    """Return the worst of the numbers that can be such a measurement at all."""
    found = [float(each) for text in texts for pattern in patterns for each in pattern.findall(text)]
    possible = [each for each in found if low <= each <= high]
    return pick(possible) if possible else None


def _pressure(texts: Sequence[str]) -> tuple[float | None, float | None]:
    """Return the upper and the lower number of the blood pressure that is furthest from an ordinary one."""
    found = [
        (float(over), float(under) if under else None)
        for text in texts
        for pattern in _PRESSURE
        for over, under in pattern.findall(text)
        if 40 <= float(over) <= 300 and (not under or float(under) < float(over))
    ]
    return max(found, key=lambda each: abs(each[0] - _ORDINARY), default=(None, None))


def _temperature(text: str) -> float | None:
    for pattern in (_CELSIUS, _TEMPERATURE):
        read = [float(f"{whole}.{part or 0}") for whole, part in pattern.findall(text)]
        if read:
            return max(read)
    read = [(float(f"{whole}.{part or 0}") - 32) / 1.8 for whole, part in _FAHRENHEIT.findall(text)]
    return max(read, default=None)


def name_worrying(vitals: Vitals, age: float | None) -> set[str]:
    """Return the terms of red flags that measurements make true at an age in years; also the findings fever and high_fever."""
    v = vitals
    beats, breaths = next(
        (limits for below, *limits in _AT_AN_AGE if age is not None and age < below), _ADULT
    )
    lowest = 90 if age is None or age >= 12 else 70 + 2 * max(1, age)  # APLS, children: 70 + 2 for each year
    tests = {
        "spo2_low": v.spo2 is not None and v.spo2 < 92,
        "sbp_low": v.systolic_bp is not None and v.systolic_bp < lowest,
        "bp_raised": (v.systolic_bp or 0) >= 140 or (v.diastolic_bp or 0) >= 90,
        "bp_severe": (v.systolic_bp or 0) >= 180 or (v.diastolic_bp or 0) >= 120,
        "overdose_counted": v.tablets is not None and v.tablets >= _MANY_TABLETS,
        "hr_high": v.heart_rate is not None and v.heart_rate >= beats,
        "rr_high": v.respiratory_rate is not None and v.respiratory_rate >= breaths,
        "fever": v.temperature_c is not None and v.temperature_c >= 38,
        "fever_measured": v.temperature_c is not None and v.temperature_c >= 38,
        "high_fever": v.temperature_c is not None and v.temperature_c >= 39,
        "temp_very_high": v.temperature_c is not None and v.temperature_c >= 41,
        "temp_low": v.temperature_c is not None and v.temperature_c < 35,
    }
    return {name for name, holds in tests.items() if holds}
