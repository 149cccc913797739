"""Rows of other catalogues' exports, read as entries. Columns are found by their names, never by their places.

Sources: the layouts of doufen (xlsx) and of the Bambooom userscript (csv) for Douban, of Letterboxd's zip and of
Goodreads' csv, as those exports write them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from footlights.ground.works.types import WorkKind
from footlights.kernel.text import Both
from footlights.services.shelf.types import Entry, Failure, Privacy, Read, State

Row = Mapping[str, str]
BEIJING: Final = timezone(timedelta(hours=8))

_SHEET = re.compile(r"^(想|在|看|听|读|玩)(看|听|读|玩|过)?(过)?(的舞台剧)?")
_DOUFEN_SHEETS: Final[dict[str, tuple[WorkKind, State]]] = {
    "看过": (WorkKind.FILM, State.DONE), "在看": (WorkKind.FILM, State.DOING), "想看": (WorkKind.FILM, State.WISH),
    "听过": (WorkKind.ALBUM, State.DONE), "在听": (WorkKind.ALBUM, State.DOING), "想听": (WorkKind.ALBUM, State.WISH),
    "读过": (WorkKind.BOOK, State.DONE), "在读": (WorkKind.BOOK, State.DOING), "想读": (WorkKind.BOOK, State.WISH),
    "玩过": (WorkKind.GAME, State.DONE), "在玩": (WorkKind.GAME, State.DOING), "想玩": (WorkKind.GAME, State.WISH),
    "看过的舞台剧": (WorkKind.STAGE, State.DONE), "想看的舞台剧": (WorkKind.STAGE, State.WISH),
}  # fmt: skip
_DOUFEN_REVIEWS: Final = {"影评": WorkKind.FILM, "乐评": WorkKind.ALBUM, "书评": WorkKind.BOOK, "剧评": WorkKind.STAGE,
                          "游戏评论&攻略": WorkKind.GAME, "游戏评论": WorkKind.GAME}  # fmt: skip
_USERSCRIPT: Final = {
    "电影/电视剧/番组": WorkKind.FILM, "书名": WorkKind.BOOK, "单曲/专辑": WorkKind.ALBUM,
    "游戏名称": WorkKind.GAME, "舞台剧名称": WorkKind.STAGE,
}  # fmt: skip
_GOODREADS_SHELVES: Final = {
    "read": State.DONE, "to-read": State.WISH, "currently-reading": State.DOING,
    "did-not-finish": State.DROPPED, "dnf": State.DROPPED, "abandoned": State.DROPPED,
}  # fmt: skip

NO_TITLE = Both("The line has no title.", "此行没有标题。")
_BAD_RATING = Both("{value} is not a rating from {low} to {high}.", "{value} 不是 {low} 到 {high} 的评分。")
_BAD_DATE = Both("{value} is not a date.", "{value} 不是日期。")
_BAD_SHELF = Both("The house knows no shelf {value}.", "无法识别书架 {value}。")


class _Refused(Exception):
    def __init__(self, reason: Both) -> None:
        super().__init__(reason.en)
        self.reason = reason


def read_doufen(sheets: Mapping[str, Sequence[tuple[int, Row]]]) -> Read:
    """Return the entries of a doufen workbook: sheet name -> (line, row) pairs. Reviews join the work they are of."""
    entries: list[Entry] = []
    failed: list[Failure] = []
    for name, rows in sheets.items():
        if name in _DOUFEN_SHEETS:
            kind, state = _DOUFEN_SHEETS[name]
            _each(rows, lambda line, row, k=kind, s=state: _doufen_mark(line, row, k, s), entries, failed)
    by_title = {(entry.title, entry.kind): place for place, entry in enumerate(entries)}
    for name, rows in sheets.items():
        if name in _DOUFEN_REVIEWS:
            kind = _DOUFEN_REVIEWS[name]
            reviewed: list[Entry] = []
            _each(rows, lambda line, row, k=kind: _doufen_review(line, row, k), reviewed, failed)
            for entry in reviewed:
                place = by_title.get((entry.title, kind))
                if place is None:
                    entries.append(entry)
                else:
                    entries[place] = replace(entries[place], review=entry.review)
    return Read("douban_doufen", tuple(entries), tuple(failed))


def _doufen_mark(line: int, row: Row, kind: WorkKind, state: State) -> Entry:
    title = _title(row.get("标题", ""))
    at = _instant(row.get("创建时间", ""), BEIJING)
    return Entry(
        line, title, kind, state,
        year=_year_in(row.get("简介", "")),
        identifiers=_douban(row.get("链接", "")),
        rating=_stars(row.get("我的评分", ""), 5),
        comment=row.get("评论", "").strip()[:500],
        tags=_tags(row.get("标签", "")),
        privacy=Privacy.PRIVATE if row.get("可见性", "").strip().lower() in ("private", "私密", "仅自己可见") else Privacy.PUBLIC,
        marked_at=at,
        viewings=(at.astimezone(BEIJING).date(),) if at and state is State.DONE else (),
    )  # fmt: skip


def _doufen_review(line: int, row: Row, kind: WorkKind) -> Entry:
    about = row.get("评论对象", "").strip().strip("《》")
    text = row.get("内容", "").strip()
    return Entry(
        line, _title(about), kind, State.DONE,
        rating=_stars(row.get("我的评分", ""), 5),
        marked_at=_instant(row.get("创建时间", ""), BEIJING),
        review=(row.get("标题", "").strip() or about, text, False),
    )  # fmt: skip


def read_userscript(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Read:
    """Return the entries of a csv of the userscript.

    A wish list's header has one name more than its rows have cells (标题 in second place): those cells stand one
    column left of their names.
    """
    kind = next(kind for name, kind in _USERSCRIPT.items() if name == header[0].strip("\ufeff"))
    has_ratings = "打分日期" in header
    names = list(header)
    if not has_ratings and len(names) > 1 and names[1] == "标题":
        names = [names[0], *names[2:]]
    entries: list[Entry] = []
    failed: list[Failure] = []
    dated = ((line, dict(zip(names, cells, strict=False))) for line, cells in rows)
    _each(dated, lambda line, row: _userscript(line, row, names[0], kind, has_ratings), entries, failed)
    return Read("douban_userscript", tuple(entries), tuple(failed))


def _userscript(line: int, row: Row, first: str, kind: WorkKind, is_done: bool) -> Entry:
    at = _instant(row.get("打分日期", ""), BEIJING)
    out = next((row[name] for name in ("上映日期", "出版日期", "发行日期", "混合信息") if row.get(name)), "")
    return Entry(
        line, _title(row.get(first, "")), kind, State.DONE if is_done else State.WISH,
        year=_year_in(out),
        identifiers=_douban(row.get("条目链接", "")),
        rating=_stars(row.get("个人评分", ""), 5),
        comment=row.get("我的短评", "").strip()[:500],
        marked_at=at,
        viewings=(at.astimezone(BEIJING).date(),) if at and is_done else (),
    )  # fmt: skip


def read_letterboxd(files: Mapping[str, Sequence[tuple[int, Row]]]) -> Read:
    """Return the entries of a Letterboxd zip: file name -> (line, row) pairs, joined by name and year."""
    found: dict[tuple[str, int | None], Entry] = {}
    failed: list[Failure] = []
    for name in ("watchlist.csv", "watched.csv", "ratings.csv", "diary.csv", "reviews.csv"):
        entries: list[Entry] = []
        bad: list[Failure] = []
        _each(files.get(name, ()), lambda line, row, n=name: _letterboxd(line, row, n), entries, bad)
        failed += [Failure(f.line, Both(f"{name}: {f.reason.en}", f"{name}：{f.reason.zh}")) for f in bad]
        for entry in entries:
            key = (entry.title, entry.year)
            found[key] = _join(found[key], entry) if key in found else entry
    return Read("letterboxd", tuple(found.values()), tuple(failed))


def _letterboxd(line: int, row: Row, name: str) -> Entry:
    on = _day(row.get("Watched Date", ""))
    text = row.get("Review", "").strip()
    title = _title(row.get("Name", ""))
    year = row.get("Year", "").strip()
    uri = row.get("Letterboxd URI", "").strip().rstrip("/").rpartition("/")[2]
    is_film = name in ("watchlist.csv", "watched.csv", "ratings.csv")  # elsewhere the address is the entry's
    return Entry(
        line, title, WorkKind.FILM, State.WISH if name == "watchlist.csv" else State.DONE,
        year=int(year) if year.isdigit() else None,
        identifiers={"letterboxd": uri} if uri and is_film else {},
        rating=_stars(row.get("Rating", ""), 5),
        tags=_tags(row.get("Tags", "")),
        marked_at=_instant(row.get("Date", ""), UTC),
        viewings=(on,) if on else (),
        review=(title, text, False) if text else None,
    )  # fmt: skip


def _join(held: Entry, more: Entry) -> Entry:
    """Return two lines on one film as one entry: the later day's rating stands, nothing else is lost."""
    if held.marked_at and more.marked_at and held.marked_at > more.marked_at:
        held, more = more, held
    return replace(
        held,
        line=min(held.line, more.line),
        state=State.DONE if State.DONE in (held.state, more.state) else held.state,
        identifiers={**held.identifiers, **more.identifiers},
        rating=more.rating or held.rating,
        tags=tuple(dict.fromkeys((*held.tags, *more.tags))),
        marked_at=more.marked_at or held.marked_at,
        viewings=tuple(sorted({*held.viewings, *more.viewings})),
        review=more.review or held.review,
    )


def read_goodreads(rows: Iterable[tuple[int, Row]]) -> Read:
    """Return the entries of a Goodreads library."""
    entries: list[Entry] = []
    failed: list[Failure] = []
    _each(rows, _goodreads, entries, failed)
    return Read("goodreads", tuple(entries), tuple(failed))


def _goodreads(line: int, row: Row) -> Entry:
    shelf = row.get("Exclusive Shelf", "").strip() or "read"
    state = _GOODREADS_SHELVES.get(shelf, State.DONE if _day(row.get("Date Read", "")) else None)
    if state is None:
        raise _Refused(_BAD_SHELF.filled(value=shelf))
    rating = row.get("My Rating", "").strip()
    isbn = re.sub(r"[^0-9X]", "", row.get("ISBN13", ""))
    year = row.get("Original Publication Year", "").strip() or row.get("Year Published", "").strip()
    read_on = _day(row.get("Date Read", ""))
    title = _title(row.get("Title", ""))
    text = _plain(row.get("My Review", ""))
    others = [each for each in _tags(row.get("Bookshelves", "")) if each not in _GOODREADS_SHELVES]
    return Entry(
        line, title, WorkKind.BOOK, state,
        year=int(float(year)) if re.fullmatch(r"\d{3,4}(\.0)?", year) else None,
        identifiers={**({"isbn": isbn} if len(isbn) == 13 else {}), **_numbered("goodreads", row.get("Book Id", ""))},
        rating=_stars("" if rating in ("0", "0.0") else rating, 5),
        tags=tuple(others),
        marked_at=_instant(row.get("Date Added", ""), UTC),
        viewings=(read_on,) if read_on else (),
        review=(title, text, row.get("Spoiler", "").strip().lower() == "true") if text else None,
    )  # fmt: skip


def _each(rows: Iterable[tuple[int, Row]], read, entries: list[Entry], failed: list[Failure]) -> None:  # type: ignore[no-untyped-def]
    """Read every row, keeping those that can't be with the reason why."""
    for line, row in rows:
        if not any(value.strip() for value in row.values() if value):
            continue
        try:
            entries.append(read(line, {key: value or "" for key, value in row.items()}))
        except _Refused as refused:
            failed.append(Failure(line, refused.reason))


def _title(text: str) -> str:
    title = " ".join(html.unescape(text).split())
    if not title:
        raise _Refused(NO_TITLE)
    return title[:300]


def _stars(text: str, highest: int) -> int | None:
    """Return stars to five, halves too, as a rating out of ten."""
    value = text.strip()
    if not value or value == "0":
        return None
    try:
        doubled = float(value) * 10 / highest
    except ValueError:
        doubled = -1.0
    if not (1 <= doubled <= 10 and doubled == int(doubled)):
        raise _Refused(_BAD_RATING.filled(value=ascii(value[:20]), low=1, high=highest))
    return int(doubled)


def _instant(text: str, zone: timezone) -> datetime | None:
    value = text.strip().replace("/", "-")
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        try:
            at = datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007  # single digits, which fromisoformat refuses
        except ValueError:
            raise _Refused(_BAD_DATE.filled(value=ascii(value[:30]))) from None
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def _day(text: str) -> date | None:
    at = _instant(text, UTC)
    return at.date() if at else None


def _douban(link: str) -> dict[str, str]:
    match = re.search(r"/(?:subject|game|drama|location/drama)/(\d+)", link)
    return {"douban": match[1]} if match else {}


def _numbered(scheme: str, value: str) -> dict[str, str]:
    return {scheme: value.strip()} if value.strip().isdigit() else {}


def _year_in(text: str) -> int | None:
    match = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", text)
    return int(match[1]) if match else None


def _tags(text: str) -> tuple[str, ...]:
    parts = re.split(r"[,，|]", text)
    return tuple(dict.fromkeys(part.strip()[:40] for part in parts if part.strip()))


def _plain(text: str) -> str:
    broken = re.sub(r"<br\s*/?>|</p>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", broken)).strip()


def read_instant(text: str) -> datetime | None:
    """Return an ISO 8601 instant (UTC where no zone is told), or None when the text is none."""
    try:
        return _instant(text, UTC)
    except _Refused:
        return None
