"""Files of the trade: told apart by what is in them, not by their names."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from footlights.kernel.text import Both
from footlights.services.exchange.types import BadFile, Document

from .xml import read_tree

LARGEST: Final = 32 << 20  # bytes
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"  # the compound file of Excel 97 to 2003
_UNKNOWN: Final = Both(
    "The exchange reads Avails as .xlsx and as .xml; this file is neither.",
    "可读取 .xlsx 与 .xml 格式的 Avails；此文件两者皆非。",
)
_OLD: Final = Both(
    "This is a spreadsheet of Excel 97–2003 (.xls), or one under a password: save it as .xlsx without one.",
    "这是 Excel 97–2003 表格（.xls）或加密的表格：请另存为不带密码的 .xlsx。",
)
_LARGE: Final = Both("The file is larger than 32 MB.", "文件超过 32 MB。")


def read_file(path: Path) -> tuple[Document, bytes]:
    """Return an Avails file, read, and its bytes.

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


def read_content(content: bytes, name: str) -> Document:
    """Return an Avails file from its bytes.

    Raises BadFile.
    """
    if len(content) > LARGEST:
        raise BadFile(_LARGE)
    if content[:4] == b"PK\x03\x04":
        from .excel import read_workbook  # noqa: PLC0415  # openpyxl is slow to load

        return read_workbook(content, name)
    if content[:4] == _OLD_EXCEL:
        raise BadFile(_OLD)
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<":
        return read_tree(content, name)
    raise BadFile(_UNKNOWN)
