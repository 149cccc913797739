"""A statement as a document for print, and as a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from footlights.ground.documents.types import Document, Heading, Paragraph, Table
from footlights.kernel.text import Both, Language
from footlights.roof.site.types import StatementPage

_TITLE = Both("Statement of use", "使用结算单")
_PERIOD = Both("{since} to {until}, UTC days, both included", "{since} 至 {until}（UTC 日期，含首尾）")
_SHARES = Both("What was earned, and who gets which part", "收益与分配")
_USES = Both("Counted views", "有效观看")
_RULE = Both(
    "A view counts when 30 seconds of it, or half the work, were watched; a viewer counts once in half an hour. "
    "A price is for a thousand counted views. Shares are whole minor units by largest remainder, ties to whoever "
    "stands first in the agreement.",
    "观看满30秒或达到作品时长一半即计为一次有效观看，同一观众每半小时最多计一次。价格以每千次有效观看计。"
    "分配精确到最小货币单位，按最大余数法取整，余数相同者以协议中次序在前者优先。",
)
_FROZEN = Both("SHA-256 of the use: {sha256}", "使用数据的 SHA-256：{sha256}")
_CORRECTS = Both("It corrects {statement}, which was taken back.", "本单更正 {statement}，原单已冲销。")
_FOOTER = Both("Statement {statement}", "结算单 {statement}")
_COLUMNS = (Both("Institution", "机构"), Both("Weight", "权重"), Both("Amount", "金额"))
_USED = (Both("Day", "日期"), Both("Work", "作品"), Both("Where", "地区"), Both("Views", "次数"))


def write(page: StatementPage, language: Language) -> Document:
    """Return a statement as a document in one language."""
    statement = page.statement

    def say(text: Both, **values: object) -> str:
        return text.filled(**values).said_in(language)

    shares = [
        (institution.name.said_in(language), str(weight), str(part))
        for portion, parts in page.portions
        for institution, weight, part in parts
    ]
    uses = [
        (use.day.isoformat(), title.said_in(language), use.territory, str(use.views))
        for use, title in page.uses
    ]
    corrects = [Paragraph(say(_CORRECTS, statement=statement.corrects))] if statement.corrects else []
    return Document(
        title=say(_TITLE),
        language=language,
        made_at=statement.issued_at,
        footer=say(_FOOTER, statement=statement.id),
        blocks=(
            Paragraph(page.agreement.title.said_in(language)),
            Paragraph(say(_PERIOD, since=statement.since, until=statement.until)),
            *corrects,
            Heading(f"{say(_SHARES)}: {statement.total}"),
            Table(tuple(map(say, _COLUMNS)), tuple(shares), (4, 1, 2), frozenset({1, 2})),
            Heading(f"{say(_USES)}: {statement.views}"),
            Table(tuple(map(say, _USED)), tuple(uses), (2, 5, 1, 1), frozenset({3})),
            Paragraph(say(_RULE), is_quiet=True),
            Paragraph(say(_FROZEN, sha256=statement.sha256), is_quiet=True),
        ),
    )


def tabulate(page: StatementPage) -> str:
    """Return a statement as CSV: a row for each use, then one for each share. Cells that a spreadsheet would run
    as a formula begin with an apostrophe.
    """
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["kind", "day", "work", "title_en", "title_zh", "territory", "views",
         "institution_en", "institution_zh", "weight", "amount_minor", "currency"]
    )  # fmt: skip
    for use, title in page.uses:
        told = [use.day, use.work, title.en, title.zh, use.territory, use.views, "", "", "", "", ""]
        rows.writerow(["use", *map(_plain, told)])
    for portion, parts in page.portions:
        for institution, weight, part in parts:
            name = institution.name
            told = ["", portion.terms, "", "", "", "", name.en, name.zh, weight, part.minor, part.currency]
            rows.writerow(["share", *map(_plain, told)])
    return out.getvalue()


def _plain(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text and not isinstance(cell, int) else text
