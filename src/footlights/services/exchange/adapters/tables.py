"""Plain spreadsheets, as Excel or CSV: read into rows of texts, the row that names the columns found."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from footlights.kernel.text import Both
from footlights.services.exchange.core.headers import find_header, guess
from footlights.services.exchange.core.plain import read_sheet
from footlights.services.exchange.types import BadFile, Columns, Document, Sheet

MOST_COLUMNS: Final = 200
MOST_ROWS: Final = 20_000
_NOTHING = Both(
    "No sheet has a row that names its columns with rows below it.", "没有工作表含有列名行及其下的数据行。"
)
_LONG = Both("A plain spreadsheet has at most {rows} rows.", "普通表格最多 {rows} 行。")


def read_tables(
    tables: Sequence[tuple[str, Sequence[Sequence[str]]]], name: str, columns: Columns | None
) -> Document:
    """Return the deals of the sheet that seems to hold them; columns: where each field stands, None to guess.

    Raises BadFile.
    """
    sheets = [sheet for title, rows in tables for sheet in [_sheet(title, rows)] if sheet]
    if not sheets:
        raise BadFile(_NOTHING)
    sheet = max(sheets, key=lambda each: len(guess(each.headers)))
    return read_sheet(sheet, name, guess(sheet.headers) if columns is None else columns)


def _sheet(title: str, rows: Sequence[Sequence[str]]) -> Sheet | None:
    place = find_header(rows)
    if place is None or not any(any(row) for row in rows[place + 1 :]):
        return None
    if len(rows) > MOST_ROWS:
        raise BadFile(_LONG.filled(rows=MOST_ROWS))
    headers = tuple(rows[place][:MOST_COLUMNS])
    below = tuple(tuple(row[: len(headers)]) for row in rows[place + 1 :])
    return Sheet(title, place + 1, headers, below)


def read_csv(content: bytes, name: str, columns: Columns | None) -> Document:
    """Return the deals of a CSV file, in UTF-8 or as Chinese Excel writes it; commas, semicolons or tabs between.

    Raises BadFile.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as fault:
        raise BadFile(Both(f"The CSV is damaged: {fault}.", f"CSV 文件已损坏：{fault}。")) from fault
    return read_tables([("", rows)], name, columns)
