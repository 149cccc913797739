"""Files of a thousand rows brought onto a shelf: rows a second, and what a second run changes.

`python -m benchmarks.shelf_imports` runs it alone, in a house of its own.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.shelf_house import Rows, busy, in_a_house, open_house

ROWS = 1_000
BAR = 500.0
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = date(2020, 1, 1)


def run() -> Rows:
    """Return the rows."""
    return in_a_house("shelf_imports")


def measure() -> Rows:
    """Import each kind of file twice, and the house's own export into another shelf."""
    open_house()
    from footlights.ground.people import api as people  # noqa: PLC0415  # needs Django
    from footlights.services.shelf import api  # noqa: PLC0415  # needs Django

    rows: Rows = []
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        for name, write in FILES.items():
            path = Path(folder) / name
            write(path)
            person = people.create_person(f"{path.stem}@viewer.example", None, "Chen", at=AT)
            rows.append(_imported(api, path, person, path.stem.replace("_", " ")))
        lines = Path(folder) / "own.ndjson"
        lines.write_text("\n".join(json.dumps(each) for each in api.export_shelf(person)), "utf-8")
        other = people.create_person("own@viewer.example", None, "Bo", at=AT)
        rows.append(_imported(api, lines, other, "the house's own ndjson"))
    return rows


def _imported(api, path, person, name):  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    first = api.import_file(path, person, AT)
    seconds = time.perf_counter() - began
    again = api.import_file(path, person, AT)
    speed = first.imported / seconds
    return {
        "name": f"import of {ROWS:,} rows: {name}",
        "value": round(speed),
        "unit": "rows/s",
        "bar": f"≥ {BAR:g} rows/s, second run 0 changes",
        "holds": speed >= BAR and again.imported == 0 and not first.failed,
        "note": f"{first.imported} imported, {len(first.failed)} failed; second run {again.imported} imported, {again.unchanged} unchanged" + busy(),
    }  # fmt: skip


def _day(n: int) -> date:
    return DAY + timedelta(days=n % 1500)


def _workbook(path: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  # the house's own requirement

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "看过"
    sheet.append(["标题", "简介", "豆瓣评分", "链接", "创建时间", "我的评分", "标签", "评论", "可见性"])
    for n in range(ROWS):
        sheet.append(
            [f"纪录片{n}号", f"{1960 + n % 60} / 中国", "8.1", f"https://movie.douban.com/subject/{1_000_000 + n}/",
             f"{_day(n)} 20:00:00", n % 5 + 1, "海", "好看", "public"]
        )  # fmt: skip
    book.save(path)


def _userscript(path: Path) -> None:
    head = ["电影/电视剧/番组", "个人评分", "打分日期", "我的短评", "上映日期", "制片国家", "条目链接"]
    body = [
        [f"故事片{n}号", n % 5 + 1, f"{_day(n):%Y/%m/%d}", "好", f"{1960 + n % 60}-01-01", "中国", f"https://movie.douban.com/subject/{2_000_000 + n}/"]
        for n in range(ROWS)
    ]  # fmt: skip
    _csv(path, head, body)


def _letterboxd(path: Path) -> None:
    ratings = path.with_suffix(".csv")
    body = [[_day(n), f"Film {n}", 1960 + n % 60, f"https://boxd.it/{n:x}", (n % 10 + 1) / 2] for n in range(ROWS)]  # fmt: skip
    _csv(ratings, ["Date", "Name", "Year", "Letterboxd URI", "Rating"], body)
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(ratings, "ratings.csv")


def _goodreads(path: Path) -> None:
    head = ["Book Id", "Title", "Author", "ISBN", "ISBN13", "My Rating", "Original Publication Year", "Date Read", "Date Added", "Bookshelves", "Exclusive Shelf", "My Review"]  # fmt: skip
    body = [
        [n, f"Book {n}", "A. Writer", '=""', '=""', n % 6, 1900 + n % 120, f"{_day(n):%Y/%m/%d}", f"{_day(n):%Y/%m/%d}", "", "read", ""]
        for n in range(ROWS)
    ]  # fmt: skip
    _csv(path, head, body)


def _csv(path: Path, head: list[str], body: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *body])


FILES: dict[str, Callable[[Path], None]] = {
    "doufen_workbook.xlsx": _workbook,
    "userscript.csv": _userscript,
    "letterboxd.zip": _letterboxd,
    "goodreads.csv": _goodreads,
}

if __name__ == "__main__":
    print(
        json.dumps(
            measure() if "--measure" in sys.argv else run(), indent=1 if "--measure" not in sys.argv else None
        )
    )
