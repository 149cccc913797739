"""Viewings as daily Parquet files: made for trial, and counted exactly, day by day, by DuckDB.

A viewing is one playing summed up. A file YYYY-MM-DD.parquet holds the viewings of that UTC day, in any order:

    id           UBIGINT    of the playing; the same id again is the same report, sent again
    viewer       UBIGINT    pseudonym
    work         VARCHAR
    territory    VARCHAR    ISO 3166-1 alpha-2
    at           TIMESTAMP  UTC: when enough was watched, or the viewing ended
    wall_ms      UINTEGER   how long the playing lasted by the wall clock
    played_ms    UINTEGER   how much of the film the player says it played
    duration_ms  UINTEGER   the running time

The rule is core.counting's: credited is at most twice the wall clock; enough is 30 s or half the work, none for
works under 10 s; a viewer counts once for a work in each half-hour. Half-hours don't cross days, so neither
does the count: each day is exact by itself, in the memory of one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import duckdb

from footlights.kernel.media.credit import FASTEST_RATE
from footlights.kernel.text import Both
from footlights.roof.insight.core.counting import ENOUGH_MS, SHORTEST_MS
from footlights.roof.insight.types import DayCount, NotViewings

_MEMORY: Final = "700MB"
_AT_ONCE: Final = 1  # days
# Shifts for halves: dividing costs three times as much. Twice the wall clock reaches enough where the clock reaches half of it.
_RULE: Final = f"""
CREATE MACRO claims(played_ms, duration_ms) AS
    duration_ms >= {SHORTEST_MS} AND (played_ms >= {ENOUGH_MS} OR played_ms >= (duration_ms >> 1));
CREATE MACRO counts(wall_ms, played_ms, duration_ms) AS claims(played_ms, duration_ms)
    AND (wall_ms >= {ENOUGH_MS // int(FASTEST_RATE)} OR wall_ms >= (((duration_ms >> 1) + 1) >> 1))"""
_COUNT: Final = """
SELECT count(*), coalesce(sum(views), 0) FROM (
    SELECT count(*) AS views FROM read_parquet(?) WHERE counts(wall_ms, played_ms, duration_ms)
    GROUP BY viewer, work, epoch_us("at") // 1800000000
)"""
_ABOUT: Final = """
SELECT count(*), count(*) FILTER (WHERE claims(played_ms, duration_ms)), min("at"), max("at") FROM read_parquet(?)"""
# What is made: of every counted view, some come with company that must not count.
_RESENT, _SAME_HALF_HOUR, _SHORT, _ROBOT, _TRAILER = 10, 25, 12, 30, 80  # one in so many
_WORKS: Final = 240
_MAKE: Final = """
COPY (
    SELECT id, viewer, work, territory, "at", wall_ms::UINTEGER AS wall_ms, played_ms::UINTEGER AS played_ms,
        duration_ms::UINTEGER AS duration_ms FROM (
    WITH counted AS (
        SELECT i, hash(i, $seed) AS h,
            -- Three views at most for a viewer of a day, eight hours apart: no two are the same half-hour.
            ((i // 3 + $first) * 11400714819323198485::UHUGEINT % 18446744073709551616::UHUGEINT)::UBIGINT AS viewer,
            (hash(i // 3, $seed + 1) % 16 + 16 * (i % 3))::BIGINT AS slot
        FROM range($count) AS made(i)
    ),
    works AS (
        SELECT *, 'wrk-' || lpad(((h % $works) * ((h >> 20) % $works) // $works)::VARCHAR, 5, '0') AS work,
            (20000 + (((h % $works) * ((h >> 20) % $works) // $works) * 7919 % 97) * 60000)::UINTEGER AS duration_ms,
            CASE WHEN (h >> 8) % 5 < 2 THEN 'CN' WHEN (h >> 8) % 5 < 4 THEN 'GB' ELSE 'FR' END AS territory,
            $day::TIMESTAMP + to_microseconds(slot * 1800000000 + ((h >> 12) % 1740000000)::BIGINT) AS "at"
        FROM counted
    ),
    full_length AS (
        SELECT h AS id, viewer, work, territory, "at", duration_ms, h,
            (least(30000, duration_ms // 2) + (h >> 40) % 900000)::UINTEGER AS played_ms
        FROM works
    ),
    shown AS (
        SELECT *, (played_ms // 2 + 1 + (h >> 16) % 60000)::UINTEGER AS wall_ms FROM full_length
    )
    SELECT id, viewer, work, territory, "at", wall_ms, played_ms, duration_ms FROM shown
    UNION ALL  -- sent again
    SELECT id, viewer, work, territory, "at", wall_ms, played_ms, duration_ms FROM shown WHERE h % $resent = 0
    UNION ALL  -- the same viewer, work and half-hour, another playing
    SELECT hash(id, 1), viewer, work, territory, time_bucket(INTERVAL 30 minutes, "at") + to_seconds(((h >> 5) % 1700)::BIGINT),
        wall_ms, played_ms, duration_ms FROM shown WHERE h % $same = 1
    UNION ALL  -- too short, of anyone
    SELECT hash(i, $seed, 2), hash(i, 3), 'wrk-00007', 'GB', $day::TIMESTAMP + to_seconds((hash(i, 4) % 86400)::BIGINT), 60000,
        (hash(i, 5) % 30000)::UINTEGER, 3600000 FROM range($count // $short + 3) AS made(i)
    UNION ALL  -- faster than the wall clock allows
    SELECT hash(i, $seed, 6), hash(i, 7), 'wrk-00007', 'CN', $day::TIMESTAMP + to_seconds((hash(i, 8) % 86400)::BIGINT),
        (hash(i, 9) % 15000)::UINTEGER, 3600000, 3600000 FROM range($count // $robot + 2) AS made(i)
    UNION ALL  -- works too short to count
    SELECT hash(i, $seed, 10), hash(i, 11), 'wrk-trail', 'GB', $day::TIMESTAMP + to_seconds((hash(i, 12) % 86400)::BIGINT), 9000,
        9000, 9000 FROM range($count // $trailer + 1) AS made(i)
    )
) TO '{path}' (FORMAT parquet, COMPRESSION lz4_raw, ROW_GROUP_SIZE 122880)"""


def make(counted: int, folder: Path, *, seed: int, first: date, days: int) -> None:
    """Write so many days of viewings of which exactly so many count; files of the same names are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    with _database(folder) as database:
        made = 0
        for place in range(days):
            share = counted * (place + 1) // days - counted * place // days
            day = first + timedelta(days=place)
            draft = folder / f".{day}.draft"
            database.execute(
                _MAKE.replace("{path}", str(draft).replace("'", "''")),
                {"seed": seed, "count": share, "first": made, "day": day.isoformat(), "works": _WORKS,
                 "resent": _RESENT, "same": _SAME_HALF_HOUR, "short": _SHORT, "robot": _ROBOT, "trailer": _TRAILER},
            )  # fmt: skip
            draft.replace(folder / f"{day}.parquet")
            made += share


def count(folder: Path) -> Iterator[DayCount]:
    """Yield what each day of a folder comes to, in their order.

    Raises NotViewings for a folder without a day, or a file that is none or holds another day's viewings.
    """
    files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    if not files:
        raise NotViewings(Both(f"There are no days in {folder}.", f"{folder} 中没有数据文件。"))
    with _database(folder) as database, ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(lambda path: _count_day(database.cursor(), path), files)


def _count_day(database: duckdb.DuckDBPyConnection, path: Path) -> DayCount:
    try:
        day = date.fromisoformat(path.stem)
        about = database.execute(_ABOUT, [str(path)]).fetchone()
        views = database.execute(_COUNT, [str(path)]).fetchone()
    except (ValueError, duckdb.Error) as fault:
        raise NotViewings(
            Both(f"{path.name} is not a day of viewings.", f"{path.name} 不是一天的观看数据。")
        ) from fault
    rows, claimed, earliest, latest = about or (0, 0, None, None)
    if rows and (earliest.date() != day or latest.date() != day):
        raise NotViewings(
            Both(f"{path.name} holds viewings of other days.", f"{path.name} 含有其他日期的观看数据。")
        )
    counted, enough = (int(each) for each in views or (0, 0))  # those that count, and with their repeats
    return DayCount(
        day=day,
        rows=rows,
        short=rows - claimed,
        robots=claimed - enough,
        repeated=enough - counted,
        counted=counted,
    )


@contextmanager
def _database(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database in memory that spills beside the files and loads nothing from elsewhere."""
    settings = {
        "memory_limit": _MEMORY,
        "threads": 1,  # for a day; several days are counted at once, which costs less than sharing one
        "temp_directory": str(folder / ".spill"),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as database:  # type: ignore[arg-type]  # stubs want text only
        database.execute(_RULE)
        yield database
