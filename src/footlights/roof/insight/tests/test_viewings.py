"""Viewings at full size: made with a known count, counted by SQL that keeps the house's one rule."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footlights.kernel.clock import microseconds
from footlights.kernel.ids import EventId, PlayingId, Pseudonym, WorkId
from footlights.kernel.media.credit import BeatFact
from footlights.roof.insight import api, cli
from footlights.roof.insight.core.counting import Watched
from footlights.roof.insight.core.counting import count as rule
from footlights.roof.insight.types import NotViewings

DAY = date(2026, 3, 29)  # on which Britain's clocks change: half-hours are UTC's
Row = tuple[int, int, str, str, datetime, int, int, int]


def make(folder: Path, counted: int, days: int = 3) -> None:
    api.make_viewings(counted, folder, seed=1, first=DAY, days=days)


def read(folder: Path) -> list[Row]:
    return duckdb.execute("SELECT * FROM read_parquet(?)", [f"{folder}/*.parquet"]).fetchall()


def count_by_the_rule(rows: Iterable[Row]) -> int:
    """Count viewings, each as one beat of a playing, by the rule in Python."""
    pairs: dict[tuple[int, str], list[Watched]] = {}
    for id_, viewer, work, territory, at, wall_ms, played_ms, duration_ms in rows:
        sent = at.replace(tzinfo=UTC)
        beat = BeatFact(
            EventId(str(id_)),
            PlayingId(str(id_)),
            microseconds(sent - timedelta(milliseconds=wall_ms)),
            microseconds(sent),
            played_ms,
            2.0,
        )
        told = Watched(Pseudonym(str(viewer)), WorkId(work), territory, "", duration_ms, beat)
        pairs.setdefault((viewer, work), []).append(told)
    return sum(tally.counted for beats in pairs.values() for tally in rule(beats).values())


@pytest.mark.parametrize("counted", [0, 1, 2, 7, 1_000, 20_011])
def test_exactly_so_many_count(tmp_path, counted):
    make(tmp_path, counted)

    found = list(api.count_viewings(tmp_path))
    assert sum(day.counted for day in found) == counted
    assert all(day.rows == day.short + day.robots + day.repeated + day.counted for day in found)
    assert sum(day.short for day in found) > 0
    assert sum(day.robots for day in found) > 0
    if counted >= 1_000:
        assert sum(day.repeated for day in found) > counted // 20


def test_the_rule_in_python_counts_the_same(tmp_path):
    make(tmp_path, 3_000)
    rows = read(tmp_path)

    # Playings of one viewer and work that ran side by side share the wall clock; those that are made don't.
    assert count_by_the_rule(rows) == 3_000


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**6),
            st.sampled_from(["wrk-a", "wrk-b"]),
            st.integers(0, 1439),
            st.sampled_from([0, 1, 14_999, 15_000, 15_001, 40_000]),
            st.sampled_from([0, 4_999, 5_000, 29_999, 30_000, 30_001, 10**6]),
            st.sampled_from([0, 9_999, 10_000, 10_001, 59_999, 60_000, 10**7]),
        ),
        max_size=30,
    )
)
def test_sql_and_python_agree_at_every_edge(tmp_path, drawn):
    """Each viewing lies in a minute of its own, so that none runs beside another of its viewer and work."""
    rows = []
    for place, (id_, work, minute, wall_ms, played_ms, duration_ms) in enumerate(drawn):
        at = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(minutes=minute, seconds=45)
        rows.append((id_ * 100 + place, minute % 3, work, "GB", at, wall_ms, played_ms, duration_ms))
    apart = {(row[1], row[2], row[4]): row for row in rows}
    rows = list(apart.values())
    write(tmp_path / f"{DAY}.parquet", [*rows, *rows[:3]])  # some sent again

    [found] = api.count_viewings(tmp_path)
    assert found.counted == count_by_the_rule(rows)


def write(path: Path, rows: list[Row]) -> None:
    columns = (
        'id UBIGINT, viewer UBIGINT, work VARCHAR, territory VARCHAR, "at" TIMESTAMP, '
        "wall_ms UINTEGER, played_ms UINTEGER, duration_ms UINTEGER"
    )
    with duckdb.connect(":memory:") as database:
        database.execute(f"CREATE TABLE viewings ({columns})")
        if rows:
            plain = [(*row[:4], row[4].replace(tzinfo=None), *row[5:]) for row in rows]
            database.executemany("INSERT INTO viewings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", plain)
        database.execute(f"COPY viewings TO '{path}' (FORMAT parquet)")


def test_what_is_no_day_is_named(tmp_path):
    with pytest.raises(NotViewings, match="no days"):
        list(api.count_viewings(tmp_path / "none"))
    make(tmp_path, 10, days=1)
    (tmp_path / f"{DAY}.parquet").rename(tmp_path / f"{DAY + timedelta(days=1)}.parquet")
    with pytest.raises(NotViewings, match=r"2026-03-30\.parquet holds viewings of other days"):
        list(api.count_viewings(tmp_path))
    (tmp_path / "2026-03-28.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(NotViewings, match=r"2026-03-28\.parquet is not a day"):
        list(api.count_viewings(tmp_path))


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_verbs(parser.add_subparsers(required=True))
    chosen = parser.parse_args(words)
    return int(chosen.run(chosen))


def test_the_commands_tell_as_json(tmp_path, capsys):
    assert run("generate", "--counted", "500", "--out", str(tmp_path), "--days", "2", "--json") == 0
    assert run("count", str(tmp_path), "--json") == 0

    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["counted"] == 500 == sum(day["counted"] for day in told["days"])
    assert [day["day"] for day in told["days"]] == ["2026-01-01", "2026-01-02"]
    with pytest.raises(NotViewings):
        run("count", str(tmp_path / "none"), "--json")
