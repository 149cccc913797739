"""Exports of other catalogues, opened: xlsx, csv and zip become rows. Nothing is fetched, and little is trusted."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import orjson
from defusedxml.common import DefusedXmlException

from footlights.kernel.text import Both
from footlights.services.shelf.core import catalogues
from footlights.services.shelf.core.score import Vote
from footlights.services.shelf.types import HIGHEST, IMPORTABLE, LOWEST, BadFile, Read

LARGEST: Final = 64 << 20  # bytes of a file, and of what a zip unpacks to
_UNKNOWN = Both(
    f"The house does not know this file. It reads {IMPORTABLE.en}",
    f"无法识别此文件。可导入：{IMPORTABLE.zh}",
)
_TOO_LARGE = Both("The file is too large: at most 64 MB, unpacked too.", "文件过大：最多 64 MB，解压后亦同。")
_BROKEN = Both("The file is damaged: {why}.", "文件已损坏：{why}。")
_NO_COLUMNS = Both(
    "The first line must name the columns item, rater, rating and rated_at.",
    "首行须列出 item、rater、rating、rated_at 各列。",
)
_BAD_VOTE = Both(
    "Line {line}: {what} is not a rating; write a number from 1 to 10.",
    "第 {line} 行：{what} 不是评分，请填写 1 至 10 的数字。",
)
_NOBODY = Both("Line {line}: the item or the rater is missing.", "第 {line} 行：缺少 item 或 rater。")
_ABSENT = Both("{file} can't be read: {why}.", "无法读取 {file}：{why}。")
_BAD_WHEN = Both(
    "Line {line}: {what} is not a time; write ISO 8601 or seconds since 1970.",
    "第 {line} 行：{what} 不是时间，请使用 ISO 8601 或 1970 年以来的秒数。",
)


def read_catalogue(path: Path) -> Read | list[dict[str, object]]:
    """Return what a file says: the entries of another catalogue, or the lines of the house's own export.

    Raises BadFile when it is none that the house knows, is damaged, or is larger than 64 MB.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(_TOO_LARGE)
        raw = path.read_bytes()
    except OSError as fault:
        raise BadFile(_ABSENT.filled(file=path.name, why=fault.strerror or type(fault).__name__)) from fault
    if raw[:2] == b"PK":
        return _read_zip(raw)
    text = _decode(raw)
    if text.lstrip()[:1] == "{":
        return _read_lines(text)
    try:
        return _read_csv(text)
    except csv.Error as fault:
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:80]))) from fault


def _read_zip(raw: bytes) -> Read:
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415  # slow to load

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LARGEST:
                raise BadFile(_TOO_LARGE)
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return catalogues.read_doufen(_sheets(raw))
            wanted = [each for each in names if not each.startswith(("deleted/", "orphaned/", "__MACOSX"))]
            files = {
                Path(each).name: list(_rows(_decode(archive.read(each))))
                for each in wanted
                if each.count("/") <= 1 and Path(each).name in
                ("watched.csv", "ratings.csv", "diary.csv", "reviews.csv", "watchlist.csv")
            }  # fmt: skip
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, KeyError,
            InvalidFileException, DefusedXmlException) as fault:  # fmt: skip
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:80]))) from fault
    if not files:
        raise BadFile(_UNKNOWN)
    return catalogues.read_letterboxd(files)


def _sheets(raw: bytes) -> dict[str, list[tuple[int, dict[str, str]]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to load

    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    found: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        header = [str(cell or "").strip() for cell in next(rows, ())]
        if "标题" in header:
            found[sheet.title] = [
                (line, {name: _cell(cell) for name, cell in zip(header, row, strict=False) if name})
                for line, row in enumerate(rows, start=2)
            ]
    if not found:
        raise BadFile(_UNKNOWN)
    return found


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _read_csv(text: str) -> Read:
    header = next(csv.reader(io.StringIO(text)), [])
    names = [each.strip() for each in header]
    if "Exclusive Shelf" in names or ("Book Id" in names and "My Rating" in names):
        return catalogues.read_goodreads(_rows(text))
    if names and names[0] in ("电影/电视剧/番组", "书名", "单曲/专辑", "游戏名称", "舞台剧名称"):
        return catalogues.read_userscript(names, _cells(text))
    if "Letterboxd URI" in names:
        name = ("diary.csv" if "Watched Date" in names and "Review" not in names else "reviews.csv" if "Review" in names
                else "ratings.csv" if "Rating" in names else "watched.csv")  # fmt: skip
        return catalogues.read_letterboxd({name: list(_rows(text))})
    raise BadFile(_UNKNOWN)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line's number and its cells by name."""
    reader = csv.DictReader(io.StringIO(text), restkey="")
    for row in reader:
        yield (
            reader.line_num,
            {(key or "").strip(): value for key, value in row.items() if isinstance(value, str)},
        )


def _cells(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text))
    next(reader, None)
    for row in reader:
        yield reader.line_num, row


def _read_lines(text: str) -> list[dict[str, object]]:
    try:
        lines = [orjson.loads(line) for line in text.splitlines() if line.strip()]
    except orjson.JSONDecodeError as fault:
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:80]))) from fault
    if not all(isinstance(line, dict) for line in lines) or lines[0].get("shelf") != "footlights":
        raise BadFile(_UNKNOWN)
    return lines


def _decode(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadFile(_UNKNOWN)


def read_votes(path: Path) -> list[Vote]:
    """Return the votes of a csv of item, rater, rating and rated_at (ISO 8601, seconds since 1970, or empty).

    Raises BadFile, with the line, when something is not what its column says.
    """
    try:
        text = _decode(path.read_bytes())
    except OSError as fault:
        raise BadFile(_ABSENT.filled(file=path.name, why=fault.strerror or type(fault).__name__)) from fault
    try:
        return list(_votes(text))
    except csv.Error as fault:
        raise BadFile(_BROKEN.filled(why=ascii(str(fault)[:80]))) from fault


def _votes(text: str) -> Iterator[Vote]:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [each.strip().casefold() for each in next(reader, [])]
    if not {"item", "rater", "rating"} <= set(header):
        raise BadFile(_NO_COLUMNS)
    item, rater, rating = (header.index(name) for name in ("item", "rater", "rating"))
    when = header.index("rated_at") if "rated_at" in header else None
    for row in reader:
        if not any(each.strip() for each in row):
            continue
        row += [""] * (len(header) - len(row))
        if not row[item].strip() or not row[rater].strip():
            raise BadFile(_NOBODY.filled(line=reader.line_num))
        value = _number(row[rating], reader.line_num)
        at = _when(row[when], reader.line_num) if when is not None else None
        yield Vote(row[item].strip(), row[rater].strip(), value, at)


def _number(text: str, line: int) -> float:
    try:
        value = float(text)
        if LOWEST <= value <= HIGHEST:
            return value
    except ValueError:
        pass
    raise BadFile(_BAD_VOTE.filled(line=line, what=ascii(text[:20])))


def _when(text: str, line: int) -> float | None:
    value = text.strip()
    if not value:
        return None
    try:
        seconds = float(value)
        if seconds - seconds == 0:  # neither infinite nor no number
            return seconds
        raise BadFile(_BAD_WHEN.filled(line=line, what=ascii(value[:30])))
    except ValueError:
        at = catalogues.read_instant(value)
        if at is None:
            raise BadFile(_BAD_WHEN.filled(line=line, what=ascii(value[:30]))) from None
        return at.timestamp()
