"""Files of the trade: told apart by what is in them, not by their names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.services.exchange.types import BadFile, Columns, Document

from .tables import read_csv
from .xml import read_tree

LARGEST: Final = 32 << 20  # bytes
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"  # the compound file of Excel 97 to 2003
_UNKNOWN: Final = Both(
    "The exchange reads Avails as .xlsx and as .xml, and plain spreadsheets as .xlsx and .csv; this file is none of them.",
    "可读取 .xlsx 与 .xml 格式的 Avails，以及 .xlsx 与 .csv 普通表格；此文件皆非。",
)
_OLD: Final = Both(
    "This is a spreadsheet of Excel 97–2003 (.xls), or one under a password: save it as .xlsx without one.",
    "这是 Excel 97–2003 表格（.xls）或加密的表格：请另存为不带密码的 .xlsx。",
)
_LARGE: Final = Both("The file is larger than 32 MB.", "文件超过 32 MB。")


def read_file(path: Path) -> tuple[Document, bytes]:
    """Return a file of deals, read, and its bytes.

    Raises BadFile.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(_LARGE)
        content = path.read_bytes()
    except OSError as fault:
        why = ascii(fault.strerror or str(fault))
        raise BadFile(Both(f"The file can't be opened: {why}.", f"无法打开文件：{why}。")) from fault
    return read_content(content, path.name), content


def read_content(content: bytes, name: str, columns: Columns | None = None) -> Document:
    """Return a file of deals from its bytes.

    columns: of a plain spreadsheet, where each field stands; None to guess. Raises BadFile.
    """
    if len(content) > LARGEST:
        raise BadFile(_LARGE)
    if content[:4] == b"PK\x03\x04":
        from .excel import read_workbook  # noqa: PLC0415  # openpyxl is slow to load

        return read_workbook(content, name, columns)
    if content[:4] == _OLD_EXCEL:
        raise BadFile(_OLD)
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<":
        return read_tree(content, name)
    if name.lower().endswith((".csv", ".tsv", ".txt")) and b"\0" not in content:
        return read_csv(content, name, columns)
    raise BadFile(_UNKNOWN)


def read_mapping(path: Path) -> dict[str, str]:
    """Return which header of a plain spreadsheet stands for each field, from a JSON file.

    Raises BadFile.
    """
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        why = ascii(str(fault)[:80])
        raise BadFile(Both(f"The mapping can't be read: {why}.", f"无法读取列对应文件：{why}。")) from fault
    if not isinstance(told, dict) or not all(isinstance(header, str) for header in told.values()):
        raise BadFile(
            Both(
                'A mapping is {"title": "name of its column", …}.',
                '列对应文件的格式为 {"title": "列名", …}。',
            )
        )
    return told
