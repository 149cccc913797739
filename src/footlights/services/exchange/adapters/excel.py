"""The Avails spreadsheet, read and written."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from defusedxml.common import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from footlights.kernel.text import Both
from footlights.services.exchange.core import columns
from footlights.services.exchange.types import BadFile, Cell, Columns, Document, Line, Problem, Severity

from .tables import read_tables

LARGEST_UNPACKED: Final = 256 << 20  # bytes
_ROWS_AT_MOST: Final = 100_000
_COLUMNS_AT_MOST: Final = 400
_HEADER_WITHIN: Final = 6  # rows
_BROKEN = Both("The spreadsheet is damaged: {why}.", "表格文件已损坏：{why}。")


def read_workbook(content: bytes, name: str, chosen: Columns | None = None) -> Document:
    """Return a spreadsheet's lines; where a sheet has the columns of Avails, others are passed over.

    chosen: of a plain spreadsheet, where each field stands; None to guess. Raises BadFile.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED:
                raise BadFile(Both("The spreadsheet unpacks to more than 256 MB.", "表格解压后超过 256 MB。"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # openpyxl's on styles, which are not read here
            book = load_workbook(io.BytesIO(content), data_only=True, read_only=True)
        sheets = [
            (
                sheet.title,
                [list(row) for row in sheet.iter_rows(
                    values_only=True, max_row=_ROWS_AT_MOST, max_col=_COLUMNS_AT_MOST
                )],
            )
            for sheet in book.worksheets
        ]  # fmt: skip
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError,
            SyntaxError, InvalidFileException, DefusedXmlException) as fault:  # fmt: skip
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:80]))) from fault
    read = [each for title, rows in sheets for each in _read_sheet(title, rows)]
    if not read:
        tables = [(title, [[_text(value) for value in row] for row in rows]) for title, rows in sheets]
        return read_tables(tables, name, chosen)
    return Document(
        name=name,
        form="xlsx",
        version=max(version for version, _, _ in read),
        lines=tuple(line for _, lines, _ in read for line in lines),
        problems=tuple(problem for _, _, problems in read for problem in problems),
    )


def _read_sheet(
    title: str, rows: Sequence[Sequence[object]]
) -> Iterator[tuple[str, list[Line], list[Problem]]]:
    """Yield the version, the lines and the problems of a sheet that has the columns of Avails."""
    headers = [
        [columns.ALIASES.get(_text(value), _text(value)) for value in row] for row in rows[:_HEADER_WITHIN]
    ]
    place = next((i for i, names in enumerate(headers) if {"Territory", "LicenseType"} <= set(names)), None)
    if place is None:
        return
    names = headers[place]
    body = rows[place + 1 :]
    marker = _text(body[0][0]) if body and body[0] else ""
    version = columns.tell_version(marker, set(names))
    lines = [
        _read_line(title, number, names, row)
        for number, row in enumerate(body, start=place + 2)
        if _is_line(row) and not (number == place + 2 and re.fullmatch(r"1\.\d(\.\d)?", _text(row[0])))
    ]
    yield version, lines, list(_check_header(title, place + 1, names))


def _is_line(row: Sequence[object]) -> bool:
    """Return whether a row states a right: rows of guidance begin their cells with slashes."""
    texts = [text for text in map(_text, row) if text]
    return bool(texts) and not any(text.startswith(("//", "/REQ", "/Opt")) for text in texts)


def _read_line(title: str, number: int, names: Sequence[str], row: Sequence[object]) -> Line:
    cells: dict[str, tuple[Cell, ...]] = {}
    for place, name in enumerate(names):
        if not name:
            continue
        where = f"{title}!{get_column_letter(place + 1)}{number}"
        text = _text(row[place]) if place < len(row) else ""
        parts = re.split(r"\s*[,;]\s*", text) if name in columns.LISTS else [text]
        found = tuple(Cell(part, where) for part in parts if part)
        if found and name not in cells:
            cells[name] = found
        cells.setdefault(f"@{name}", (Cell("", where),))
    return Line(f"{title}!{number}", cells)


def _check_header(title: str, row: int, names: Sequence[str]) -> Iterator[Problem]:
    for name in columns.REQUIRED_COLUMNS:
        if name not in names:
            message = Both(f"There is no column {name}.", f"缺少 {name} 列。")
            yield Problem(Severity.ERROR, "column.missing", f"{title}!{row}", message)
    for place, name in enumerate(names):
        if name and name not in columns.KNOWN:
            where = f"{title}!{get_column_letter(place + 1)}{row}"
            message = Both(
                f"{name[:60]!a} is no column of Avails; it is passed over.",
                f"{name[:60]!a} 不是 Avails 的列，已略过。",
            )
            yield Problem(Severity.NOTE, "column.unknown", where, message)


def _text(value: object) -> str:
    """Return what a cell says: days and instants in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def write_workbook(lines: Sequence[Mapping[str, str]], made_at: datetime) -> bytes:
    """Return a spreadsheet of Avails 1.9: a row of elements, a row of columns, the version, then the lines."""
    book = Workbook()
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    sheet: Any = book.active
    sheet.title = "Avails"
    sheet.append([element for element, _ in columns.WRITTEN])
    sheet.append([name for _, name in columns.WRITTEN])
    sheet.append(["1.9"])
    for line in lines:
        sheet.append([line.get(name) or None for _, name in columns.WRITTEN])
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":  # a text that begins with = is a text
                cell.data_type = "s"
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A4"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
