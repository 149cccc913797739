"""Chinese: forms as substrings of clauses, what 没有 reaches, ages and how long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from .knowledge import Finding

_CLAUSE: Final = re.compile(
    r"[，,。；;！!？?\s：:（）()]|但是|但|不过(?![气来去敏])|可是|然而|而且|同时|并且"
)
_DENIAL: Final = re.compile(
    r"没有|没|无|未|否认|不(?!停|断|止|力|精|舒|好|适|能|想|知|清|稳|住|通|着|了|爱|下|动|到|出|畅|明|对|济|醒|佳|振|太|安|褪|愈|开|规|调|正)"
)
_SELF_DENIED: Final = re.compile(
    r"无力|无神|无法|无精打采|没力|没精神|没胃口|没劲|没睡|没退|未退|没好|未见好|没什么胃口"
)
_AGAIN: Final = re.compile(r"有|伴|出现")
_PAST: Final = re.compile(r"去年|小时候|曾经|以前有过|病史|之前得过")
_KIN: Final = re.compile(
    r"家族史|(?:父亲|母亲|爸爸|妈妈|爷爷|奶奶|外婆|外公|哥哥|姐姐|弟弟|妹妹)(?:曾|也|都|以前)?(?:有过?|得过|患)"
)
_SUPPOSED: Final = re.compile(r"如果|要是|会不会|是不是|担心|万一|预防")
_REACH: Final = 6  # characters between a denial and what it denies
_GAP: Final = 8  # characters between the two of a + form
_AGE: Final = re.compile(
    r"([\d.]+|[一二两三四五六七八九十]+)\s*个?\s*半?\s*(周岁|岁|个?月大?|天大)(?!前|以来|了)"
)
_DIGITS: Final = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "半": 1,
    "几": 3,
}
_LASTS: Final = re.compile(
    r"(?<![孕\d])([\d]+|[一二两三四五六七八九十半几]+)\s*(?:多)?\s*(个多?月|个半月|年|周|星期|个星期)(?!岁|大|前生)"
)
_CHILD: Final = re.compile(r"月大|宝宝|婴儿|孩|娃|男宝|女宝")


def is_elsewhere(text: str) -> bool:
    """Return whether a text tells of kin, of the past, or of what might be."""
    return any(pattern.search(text) for pattern in (_KIN, _PAST, _SUPPOSED))


class Lexicon:
    """Every Chinese form of every finding, the longest first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        forms = [(form, each.id) for each in findings for form in each.forms_zh if form]
        self._forms = sorted(forms, key=lambda pair: -len(pair[0]))
        self._past = {each.id for each in findings if each.is_past}

    def find(self, sentence: str) -> list[tuple[str, bool]]:
        """Return (finding, whether it is asserted) for each that a sentence tells of today's patient."""
        found: list[tuple[str, bool]] = []
        for clause in _CLAUSE.split(sentence):
            if not clause or not clause.strip():
                continue
            supposed = _SUPPOSED.search(clause)
            is_kin, is_past = bool(_KIN.search(clause)), bool(_PAST.search(clause))
            for name, place, length in self._hits(clause):
                if supposed and supposed.start() < place:
                    continue
                if is_kin:
                    found.append(("family_same", True))
                elif not (is_past and name not in self._past):
                    found.append((name, not _is_denied(clause, place, length)))
        return found

    def _hits(self, clause: str) -> list[tuple[str, int, int]]:
        """Return (finding, place, length); a shorter form inside a longer one of another finding does not count."""
        taken: list[tuple[int, int]] = []
        hits: list[tuple[str, int, int]] = []
        for form, name in self._forms:
            first, _, second = form.partition("+")
            place = clause.find(first)
            while place >= 0:
                end = place + len(first)
                if second:
                    other = clause.find(second, end)
                    is_there = 0 <= other - end <= _GAP
                else:
                    is_there = not any(
                        start <= place and end <= stop and (start, stop) != (place, end)
                        for start, stop in taken
                    )
                if is_there:
                    hits.append((name, place, len(first)))
                    if not second:
                        taken.append((place, end))
                place = clause.find(first, place + 1)
        return sorted(set(hits), key=lambda hit: hit[1])


def _is_denied(clause: str, place: int, length: int) -> bool:
    """Return whether a denial stands shortly before, or before the list that the form stands in, or right after."""
    after = clause[place + length : place + length + 4]
    if re.match(r"(?:的症状)?(?:都|也)?(?:没有|没了|无)", after):
        return True
    before = _SELF_DENIED.sub(lambda match: "＃" * len(match[0]), clause[:place])
    denials = list(_DENIAL.finditer(before))
    if not denials:
        return False
    between = before[denials[-1].end() :]
    if _AGAIN.search(between):
        return False
    return len(between) <= _REACH or all(
        len(part) <= _REACH + 2 for part in re.split("[、和或及与 ]", between)
    )


def find_age(text: str) -> float | None:
    """Return an age in years, or None when the text tells none."""
    match = _AGE.search(text)
    if match is None:
        return None
    number = _number(match[1])
    if number is None:
        return None
    if "岁" in match[2]:
        return number if number < 120 else None
    if "天" in match[2]:
        return number / 365
    if "大" in match[2] or re.search(r"宝|孩|婴|儿|娃", text):
        return number / 12
    return None


def find_sex(text: str) -> str | None:
    """Return "female" or "male" when the text tells, else None."""
    woman, man = (
        re.search("女孩|女宝|女士|女性|女儿|她|孕|女，|女 ", text),
        re.search("男孩|男宝|先生|男性|儿子|他|男，|男 ", text),
    )
    if bool(woman) == bool(man):
        return None
    return "female" if woman else "male"


def lasts_weeks(text: str) -> bool:
    """Return whether something has lasted four weeks or more."""
    for count, unit in _LASTS.findall(text):
        number = _number(count) or 0
        if "年" in unit and not re.search("岁", unit):
            return True
        if "月" in unit and not _CHILD.search(text):
            return True
        if ("周" in unit or "星期" in unit) and number >= 4:
            return True
    return False


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        pass
    total = 0
    for digit in text:
        if digit not in _DIGITS:
            return None
        total = total * 10 + _DIGITS[digit] if digit != "十" else (total or 1) * 10
    return float(total) if total else None
