"""What a line of an Avails file must hold to, one rule a function; a file's problems in the order of its lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from footlights.kernel.text import Both
from footlights.services.exchange.core import codes, columns, identifiers, structure, vocabulary
from footlights.services.exchange.types import Cell, Document, Line, Problem, Severity

Rule = Callable[[Document, Line], Iterator[Problem]]
_MISSING: Final = Both("{column} is blank, and this line needs it.", "{column} 为空，此行必须填写。")
_NOT_A_DATE: Final = Both(
    "{column} says {text}, which is no date; write 2026-11-24 or 2026-11-24T00:00:00.",
    "{column} 为 {text}，不是日期；请写作 2026-11-24 或 2026-11-24T00:00:00。",
)


def check(document: Document) -> tuple[Problem, ...]:
    """Return everything wrong with a file: what was met while reading, its structure, then line by line.

    A plain spreadsheet owes nothing to the rules of Avails: what is wrong with it was met while reading.
    """
    if document.form == "plain":
        return document.problems
    found = [*document.problems, *structure.check(document.avails)]
    for line in document.lines:
        for rule in _RULES:
            found.extend(rule(document, line))
    # An avail's own words stand on each of its transactions: said once.
    return tuple(dict.fromkeys(found))


def _needed(document: Document, line: Line) -> Iterator[Problem]:
    if document.form != "xlsx":
        return
    for column in columns.list_needed(line.text("WorkType")):
        if not line.text(column):
            yield Problem(Severity.ERROR, "required", _place(line, column), _MISSING.filled(column=column))
    if not line.text("Territory") and not line.text("TerritoryExclusion"):
        yield Problem(
            Severity.ERROR, "required", _place(line, "Territory"), _MISSING.filled(column="Territory")
        )


def _identifiers(document: Document, line: Line) -> Iterator[Problem]:
    for column, cells in line.cells.items():
        for cell in cells:
            is_one = column in columns.IDENTIFIERS or identifiers.seems_eidr(cell.text)
            fault = identifiers.find_fault(cell.text) if is_one else None
            if fault:
                rule, message = fault
                yield Problem(Severity.ERROR, rule, cell.where, message)


def _words(document: Document, line: Line) -> Iterator[Problem]:
    is_exact = document.form == "xml"
    for column, cells in line.cells.items():
        words = vocabulary.find_closed_words(column)
        for cell in cells if words else ():
            if not vocabulary.is_word(column, cell.text, is_exact=is_exact):
                message = Both(
                    f"{column} says {_shown(cell)}; use one of {', '.join(words or ())}.",
                    f"{column} 为 {_shown(cell)}；可用：{'、'.join(words or ())}。",
                )
                yield Problem(Severity.ERROR, "vocabulary", cell.where, message)
    for cell in line.cells.get("LicenseRightsDescription", ()):
        slip = vocabulary.find_slip(cell.text)
        if slip:
            yield Problem(
                Severity.WARNING,
                "vocabulary.slip",
                cell.where,
                Both(f"{_shown(cell)}: is {slip} meant?", f"{_shown(cell)}：是否应为 {slip}？"),
            )


def _territories(document: Document, line: Line) -> Iterator[Problem]:
    for column in ("Territory", "TerritoryExclusion", "RatingCountry"):
        for cell in line.cells.get(column, ()):
            if not codes.is_territory(cell.text):
                message = Both(
                    f"{column} says {_shown(cell)}, which is no ISO 3166 code, such as GB or CN.",
                    f"{column} 为 {_shown(cell)}，不是 ISO 3166 代码（如 GB、CN）。",
                )
                yield Problem(Severity.ERROR, "territory", cell.where, message)
            elif cell.text == codes.WORLD_CODE:
                message = Both(
                    "ZZ is read as the whole world, as MovieLabs lists it; ISO 3166 gives it no meaning.",
                    "ZZ 按 MovieLabs 列表读作全球；ISO 3166 未赋予其含义。",
                )
                yield Problem(Severity.NOTE, "territory.world", cell.where, message)
    listed = {cell.text for cell in line.cells.get("Territory", ())}
    for cell in line.cells.get("TerritoryExclusion", ()):
        if cell.text in listed:
            message = Both(
                f"{_shown(cell)} is both granted and excluded.", f"{_shown(cell)} 既被授权又被排除。"
            )
            yield Problem(Severity.ERROR, "territory.both", cell.where, message)


def _languages(document: Document, line: Line) -> Iterator[Problem]:
    for column in columns.LANGUAGES:
        for cell in line.cells.get(column, ()):
            fault = codes.find_language_fault(cell.text)
            if fault:
                message = Both(
                    f"{column} says {_shown(cell)}; {fault!a} is in no language registry (RFC 5646).",
                    f"{column} 为 {_shown(cell)}；{fault!a} 不在语言登记表中（RFC 5646）。",
                )
                yield Problem(Severity.ERROR, "language", cell.where, message)


def _window(document: Document, line: Line) -> Iterator[Problem]:
    bounds = {}
    for column in ("Start", "End"):
        cell = line.first(column)
        if cell is None:
            continue
        moment = codes.parse_moment(cell.text)
        if moment:
            bounds[column] = moment[0].replace(tzinfo=None)
        elif cell.text == "TBD":
            message = Both(
                f"{column} may not be TBD: that word is for an offer's status.",
                f"{column} 不能为 TBD：该词仅用于报价状态。",
            )
            yield Problem(Severity.ERROR, "window.condition", cell.where, message)
        elif cell.text not in vocabulary.CONDITIONS:
            message = _NOT_A_DATE.filled(column=column, text=_shown(cell))
            yield Problem(Severity.ERROR, "date", cell.where, message)
    if len(bounds) == 2 and bounds["End"] < bounds["Start"]:
        message = Both("The window ends before it starts.", "授权期的结束早于开始。")
        yield Problem(Severity.ERROR, "window.order", _place(line, "End"), message)


def _dates(document: Document, line: Line) -> Iterator[Problem]:
    for column in columns.DATES:
        for cell in line.cells.get(column, ()):
            if not codes.parse_moment(cell.text) and not re.fullmatch(r"\d{4}(-\d{2})?", cell.text):
                message = _NOT_A_DATE.filled(column=column, text=_shown(cell))
                yield Problem(Severity.ERROR, "date", cell.where, message)
    year = line.first("ReleaseYear")
    if year and not re.fullmatch(r"(18|19|20|21)\d\d(-\d{2}(-\d{2})?)?", year.text):
        message = Both(f"{_shown(year)} is no year of release.", f"{_shown(year)} 不是发行年份。")
        yield Problem(Severity.ERROR, "date", year.where, message)
    length = line.first("TotalRunTime")
    is_clock = length and re.fullmatch(r"\d{1,3}:[0-5]?\d(:[0-5]?\d(\.\d+)?)?", length.text)
    if length and not is_clock and not codes.is_duration(length.text):
        message = Both(
            f"{_shown(length)} is no running time; write 01:37:49 or PT01H37M49S.",
            f"{_shown(length)} 不是片长；请写作 01:37:49 或 PT01H37M49S。",
        )
        yield Problem(Severity.ERROR, "duration", length.where, message)


def _prices(document: Document, line: Line) -> Iterator[Problem]:
    for cell in line.cells.get("PriceCurrency", ()):
        if not codes.is_currency(cell.text):
            message = Both(
                f"{_shown(cell)} is no ISO 4217 currency, such as GBP or CNY.",
                f"{_shown(cell)} 不是 ISO 4217 货币代码（如 GBP、CNY）。",
            )
            yield Problem(Severity.ERROR, "currency", cell.where, message)
    kinds, values = line.cells.get("PriceType", ()), line.cells.get("PriceValue", ())
    for kind, value in zip(kinds, values, strict=False):
        if kind.text in vocabulary.MONEY_TERMS and not re.fullmatch(r"\d+([.,]\d+)?", value.text):
            message = Both(
                f"{kind.text} needs an amount, not {_shown(value)}.",
                f"{kind.text} 须为金额，而非 {_shown(value)}。",
            )
            yield Problem(Severity.ERROR, "price", value.where, message)
    for kind in kinds:
        if kind.text not in vocabulary.TERMS:
            message = Both(
                f"{_shown(kind)} is no term that Avails know; it is kept as it stands.",
                f"{_shown(kind)} 不是 Avails 已知的条款，按原样保留。",
            )
            yield Problem(Severity.NOTE, "vocabulary.term", kind.where, message)
    is_sold = line.text("LicenseType") in ("EST", "POEST", "VOD")
    is_deleted = line.text("EntryType") in ("Full Delete", "Delete")
    if is_sold and not is_deleted and not kinds and not line.text("SRP"):
        message = Both(
            "A licence by transaction names a price, a tier or a category.",
            "按次授权须注明价格、价位或类别。",
        )
        yield Problem(Severity.WARNING, "price.missing", _place(line, "PriceType"), message)


def _by_licence(document: Document, line: Line) -> Iterator[Problem]:
    licence = line.text("LicenseType")
    if licence == "POEST" and not line.text("SuppressionLiftDate"):
        message = Both(
            "A pre-order (POEST) needs one SuppressionLiftDate.",
            "预售（POEST）须有一个 SuppressionLiftDate。",
        )
        yield Problem(Severity.ERROR, "licence.pre_order", _place(line, "SuppressionLiftDate"), message)
    if line.text("SpecialPreOrderFulfillDate") and licence != "POEST":
        message = Both(
            "SpecialPreOrderFulfillDate is for pre-orders (POEST) alone.",
            "SpecialPreOrderFulfillDate 仅用于预售（POEST）。",
        )
        yield Problem(
            Severity.ERROR, "licence.pre_order", _place(line, "SpecialPreOrderFulfillDate"), message
        )
    languages = line.cells.get("AssetLanguage", ())
    if licence and licence != "SVOD" and len(languages) > 1:
        message = Both(
            "A licence by transaction names at most one AssetLanguage.",
            "按次授权最多注明一种 AssetLanguage。",
        )
        yield Problem(Severity.ERROR, "licence.languages", languages[1].where, message)


def _ratings(document: Document, line: Line) -> Iterator[Problem]:
    systems, values = line.cells.get("RatingSystem", ()), line.cells.get("RatingValue", ())
    countries = line.cells.get("RatingCountry", ())
    for place, (system, value) in enumerate(zip(systems, values, strict=False)):
        home = vocabulary.RATINGS.get(system.text)
        if home and value.text not in home[1]:
            message = Both(
                f"{system.text} has no mark {_shown(value)}.", f"{system.text} 分级中没有 {_shown(value)}。"
            )
            yield Problem(Severity.ERROR, "rating", value.where, message)
        if home and len(countries) == len(systems) and countries[place].text not in home[0]:
            message = Both(
                f"{system.text} is not the system of {countries[place].text}.",
                f"{system.text} 并非 {countries[place].text} 的分级制度。",
            )
            yield Problem(Severity.WARNING, "rating.country", system.where, message)
    board = next((each.text for each in systems if each.text in vocabulary.RATING_REASONS), None)
    for reason in line.cells.get("RatingReason", ()) if board else ():
        if reason.text not in vocabulary.RATING_REASONS[board or ""]:
            message = Both(
                f"{board} gives its reasons as codes, such as S or V, not {_shown(reason)}.",
                f"{board} 以代码（如 S、V）注明理由，而非 {_shown(reason)}。",
            )
            yield Problem(Severity.ERROR, "rating.reason", reason.where, message)


def _place(line: Line, column: str) -> str:
    """Return where a column of a line stands, also when the line leaves it blank."""
    found = line.first(column) or line.first(f"@{column}")
    return found.where if found else line.where


def _shown(cell: Cell) -> str:
    return ascii(cell.text[:60]) if not cell.text.isprintable() else f"“{cell.text[:60]}”"


_RULES: Final[tuple[Rule, ...]] = (
    _needed, _identifiers, _words, _territories, _languages, _window, _dates, _prices, _by_licence, _ratings,
)  # fmt: skip
