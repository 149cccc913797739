"""A plain spreadsheet of deals: what its cells say in the words of Avails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from babel import Locale

from footlights.ground.agreements.types import Medium
from footlights.kernel.territory import every_territory, name_of, parse_territory
from footlights.kernel.text import Both
from footlights.services.exchange.core import codes, identifiers
from footlights.services.exchange.core.headers import plain
from footlights.services.exchange.types import Cell, Columns, Document, Field, Line, Problem, Severity, Sheet

_MEDIA: Final = {
    Medium.STREAM: "stream|streaming|svod|avod|vod|ott|online|点播|流媒体|网络点播|信息网络传播",
    Medium.LIVE: "live|livestream|simulcast|直播|网络直播",
    Medium.DOWNLOAD: "download|est|dto|下载|下载到自有",
    Medium.EMBED: "embed|embedded|嵌入",
}
_EXCLUSIVE: Final = "exclusive|yes|y|true|1|独家|独占|是"
_SOLE: Final = "sole|排他|独家排他"
_SHARED: Final = "|non-exclusive|nonexclusive|non exclusive|no|n|false|0|非独家|非排他|普通|否"
_WORLD: Final = re.compile(
    r"(?:the )?(?:whole )?(?:world|worldwide|global|all territories|全球|全世界|全部地区)\s*"
    r"(?:(?:except|excluding|excl\.?|without|除|不含|不包括)\s*(?P<except>.+?)外?)?",
    re.IGNORECASE,
)
_ALSO: Final = {"UK": "GB", "BRITAIN": "GB", "GREAT BRITAIN": "GB", "英国": "GB", "USA": "US", "MAINLAND CHINA": "CN",
                "CHINA MAINLAND": "CN", "中国大陆": "CN", "中国内地": "CN", "内地": "CN", "香港": "HK", "澳门": "MO",
                "台湾": "TW", "中国台湾": "TW", "中国香港": "HK", "中国澳门": "MO", "HONG KONG": "HK", "MACAU": "MO"}  # fmt: skip
_TONGUES: Final = {"MANDARIN": "cmn", "普通话": "cmn", "国语": "cmn", "CANTONESE": "yue", "粤语": "yue", "中文": "zh",
                   "SIMPLIFIED CHINESE": "zh-Hans", "简体中文": "zh-Hans", "TRADITIONAL CHINESE": "zh-Hant", "繁体中文": "zh-Hant"}  # fmt: skip
_OPEN_ENDED: Final = "open|open-ended|perpetual|perpetuity|in perpetuity|永久|长期|无限期|不限"
_UNTOLD: Final = "tbd|tbc|tba|待定|未定"
_WHEN: Final = (
    re.compile(r"(?P<y>\d{4})\s*[年./-]\s*(?P<m>\d{1,2})\s*[月./-]\s*(?P<d>\d{1,2})\s*日?"),
    re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"),
)
_MONTHS: Final = {name: number for number, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1)}  # fmt: skip
_IN_WORDS: Final = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[a-z]{3})[a-z]*\.?,?[ -](?P<y>\d{4})", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(r"\s*(?:[,;/、，；+&\n]|\band\b|和|及)\s*")
_NEEDED: Final = (Field.TERRITORIES, Field.OPENS)
_UNMAPPED = Both("No column was chosen for {field}.", "尚未为“{field}”选择列。")
_BLANK = Both("{field} is blank.", "“{field}”为空。")
_UNTITLED = Both("The line names no title and no EIDR.", "此行既无片名也无 EIDR。")
_UNREAD = Both("{field} says {text}, which can't be read.", "“{field}”为 {text}，无法识别。")
_DAY_FIRST = Both("Read as {day}: day, month, year.", "按日、月、年读作 {day}。")
_NO_END = Both("No last day: the right would never end.", "没有截止日：授权将永不终止。")
_BACKWARDS = Both("The last day is before the first.", "截止日早于起始日。")


def read_sheet(sheet: Sheet, name: str, columns: Columns) -> Document:
    """Return a spreadsheet's lines in the words of Avails, and what is wrong with them by cell.

    A line for each medium of a row. A field of which no column is named is blank.
    """
    missing = [_missing(sheet, known) for known in _NEEDED if known not in columns]
    if Field.TITLE not in columns and Field.EIDR not in columns:
        missing.append(_missing(sheet, Field.TITLE))
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, row in enumerate(sheet.rows, start=sheet.header_row + 1):
        if any(row):
            read = _Row(sheet, number, row, columns)
            lines += list(read.lines())
            problems += read.problems
    found = (*missing, *problems) if not missing else tuple(missing)
    return Document(name, "plain", "", tuple(lines), problems=found, sheet=sheet, columns=columns)


def _missing(sheet: Sheet, known: Field) -> Problem:
    return Problem(
        Severity.ERROR,
        "column.missing",
        _place(sheet, 0, sheet.header_row),
        _UNMAPPED.filled(field=known.said),
    )


def _place(sheet: Sheet, column: int, row: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{sheet.name}!{letters}{row}" if sheet.name else f"{letters}{row}"


@dataclass(slots=True)
class _Row:
    """One row as it is read: its cells become texts of Avails, and what can't be read becomes a problem."""

    sheet: Sheet
    number: int
    row: Sequence[str]
    columns: Columns
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Yield a line for each medium of the row."""
        cells = {
            "TitleInternalAlias": self._cells(Field.TITLE, lambda text: [text]),
            "TitleID": self._cells(Field.EIDR, self._eidr),
            **self._territories(),
            **self._window(),
            "AllowedLanguages": self._cells(Field.LANGUAGES, _languages),
            **self._exclusivity(),
        }
        if not cells["TitleInternalAlias"] and not cells["TitleID"]:
            self._complain(Severity.ERROR, "title", Field.TITLE, _UNTITLED)
        media = self._cells(Field.MEDIUM, _media) or (Cell(Medium.STREAM.value, self._where(Field.MEDIUM)),)
        where = f"{self.sheet.name}!{self.number}" if self.sheet.name else str(self.number)
        for medium in media:
            stated = {**cells, "OtherTerms": (Cell(f"medium={medium.text}", medium.where),)}
            yield Line(where, {name: found for name, found in stated.items() if found})

    def _text(self, known: Field) -> str:
        place = self.columns.get(known)
        return self.row[place].strip() if place is not None and place < len(self.row) else ""

    def _where(self, known: Field) -> str:
        return _place(self.sheet, self.columns.get(known, 0), self.number)

    def _complain(self, severity: Severity, rule: str, known: Field, message: Both) -> None:
        self.problems.append(Problem(severity, rule, self._where(known), message))

    def _cells(self, known: Field, read: Callable[[str], Sequence[str]]) -> tuple[Cell, ...]:
        """Return what a cell says; one that can't be read is a problem, and says nothing."""
        text = self._text(known)
        if not text:
            return ()
        try:
            return tuple(Cell(each, self._where(known)) for each in read(text))
        except ValueError:
            self._complain(
                Severity.ERROR, known.value, known, _UNREAD.filled(field=known.said, text=show(text))
            )
            return ()

    def _eidr(self, text: str) -> Sequence[str]:
        fault = identifiers.find_fault(text)
        if fault:
            self._complain(Severity.ERROR, fault[0], Field.EIDR, fault[1])
            return []
        found = identifiers.find_eidr(text)
        if found is None:
            raise ValueError(text)
        return [found]

    def _territories(self) -> dict[str, tuple[Cell, ...]]:
        text = self._text(Field.TERRITORIES)
        if not text and Field.TERRITORIES in self.columns:
            self._complain(
                Severity.ERROR, "territories", Field.TERRITORIES, _BLANK.filled(field=Field.TERRITORIES.said)
            )
        world = _WORLD.fullmatch(text)
        if world is None:
            return {"Territory": self._cells(Field.TERRITORIES, _places)}
        if world["except"] is None:
            return {"Territory": (Cell(codes.WORLD_CODE, self._where(Field.TERRITORIES)),)}
        return {"TerritoryExclusion": self._cells(Field.TERRITORIES, lambda _: _places(world["except"]))}

    def _window(self) -> dict[str, tuple[Cell, ...]]:
        opens, closes = (
            self._cells(Field.OPENS, self._day_of(Field.OPENS)),
            self._cells(Field.CLOSES, self._day_of(Field.CLOSES)),
        )
        if not self._text(Field.OPENS) and Field.OPENS in self.columns:
            self._complain(Severity.ERROR, "opens", Field.OPENS, _BLANK.filled(field=Field.OPENS.said))
        if not self._text(Field.CLOSES):
            self._complain(Severity.WARNING, "closes", Field.CLOSES, _NO_END)
            closes = (Cell("Open", self._where(Field.CLOSES)),)
        days = [each[0].text for each in (opens, closes) if each and each[0].text[:1].isdigit()]
        if len(days) == 2 and days[1] < days[0]:
            self._complain(Severity.ERROR, "window.order", Field.CLOSES, _BACKWARDS)
        return {"Start": opens, "End": closes}

    def _day_of(self, known: Field) -> Callable[[str], Sequence[str]]:
        def read(text: str) -> Sequence[str]:
            day, is_guessed = _day(text)
            if is_guessed:
                self._complain(Severity.WARNING, "date", known, _DAY_FIRST.filled(day=day))
            return [day]

        return read

    def _exclusivity(self) -> dict[str, tuple[Cell, ...]]:
        word = plain(self._text(Field.EXCLUSIVITY))
        where = self._where(Field.EXCLUSIVITY)
        if _is_one_of(word, _SHARED):
            return {}
        if _is_one_of(word, _SOLE):
            return {"Exclusive": (Cell("true", where),), "ExclusiveAttributes": (Cell("Sole", where),)}
        if _is_one_of(word, _EXCLUSIVE):
            return {"Exclusive": (Cell("true", where),)}
        self._cells(Field.EXCLUSIVITY, _refuse)
        return {}


def show(text: str) -> str:
    """Return a text of a file as a message may show it: short, in quotation marks, nothing that can't be seen."""
    return f"‘{''.join(c if c.isprintable() else ' ' for c in text[:60])}’"


def _refuse(text: str) -> Sequence[str]:
    raise ValueError(text)


def _is_one_of(word: str, words: str) -> bool:
    return word in [plain(each) for each in words.split("|")]


def _day(text: str) -> tuple[str, bool]:
    """Return a day, or a word for one, as Avails write it, and whether month and day could be the other way round.

    Raises ValueError.
    """
    if _is_one_of(plain(text), _OPEN_ENDED):
        return "Open", False
    if _is_one_of(plain(text), _UNTOLD):
        return "TBD", False
    if codes.parse_moment(text):
        return text, False
    in_words = _IN_WORDS.fullmatch(text)
    if in_words and in_words["name"].lower() in _MONTHS:
        return _whole(in_words["y"], _MONTHS[in_words["name"].lower()], in_words["d"]), False
    for place, shape in enumerate(_WHEN):
        match = shape.fullmatch(text)
        if match:
            day = _whole(match["y"], match["m"], match["d"])
            return day, place == 1 and int(match["d"]) <= 12 and match["d"].lstrip("0") != match["m"].lstrip(
                "0"
            )
    raise ValueError(text)


def _whole(year: str | int, month: str | int, day: str | int) -> str:
    return date(int(year), int(month), int(day)).isoformat()


def _places(text: str) -> Sequence[str]:
    return [place for part in _SEPARATOR.split(text) if part for place in _between_spaces(part)] or _refuse(
        text
    )


def _between_spaces(text: str) -> Sequence[str]:
    """Return the one place that a text names, as Hong Kong, or those between its spaces, as GB CN."""
    try:
        return [_territory(text)]
    except ValueError:
        words = text.split()
        if len(words) < 2:
            raise
        return [_territory(each) for each in words]


def _territory(text: str) -> str:
    known = _ALSO.get(text.strip().upper()) or _names_of_places().get(text.strip().casefold())
    return known or parse_territory(text)


@cache
def _names_of_places() -> Mapping[str, str]:
    return {
        name.casefold(): territory
        for territory in every_territory()
        for name in (name_of(territory).en, name_of(territory).zh)
    }


def _languages(text: str) -> Sequence[str]:
    return [_language(each) for each in _SEPARATOR.split(text) if each] or _refuse(text)


def _language(text: str) -> str:
    named = _TONGUES.get(text.upper()) or _names_of_tongues().get(text.casefold())
    if named is None and codes.find_language_fault(text):
        raise ValueError(text)
    return named or text


@cache
def _names_of_tongues() -> Mapping[str, str]:
    tongues = (Locale("en"), Locale("zh", script="Hans"))
    return {
        str(name).casefold(): str(code).replace("_", "-")
        for locale in tongues
        for code, name in locale.languages.items()
    }


def _media(text: str) -> Sequence[str]:
    found = []
    for each in _SEPARATOR.split(text):
        medium = next((m for m, words in _MEDIA.items() if _is_one_of(plain(each), words)), None)
        if each and medium is None:
            raise ValueError(text)
        if medium:
            found.append(medium.value)
    return list(dict.fromkeys(found)) or _refuse(text)
