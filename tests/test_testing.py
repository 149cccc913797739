"""The commands that test and measure: what they run, what they count, what they print."""

from __future__ import annotations

import sys

import pytest

from footlights.project.testing import bench, command
from footlights.project.testing.command import Part


def test_all_parts_run_in_their_order_when_none_is_named():
    assert [part.name for part in command.plan(command.PARTS)] == list(command.PARTS)


def test_long_tests_run_only_when_asked_for():
    quick = {part.name: part.commands[0] for part in command.plan(["python", "browser"])}
    full = {part.name: part.commands[0] for part in command.plan(["python", "browser"], full=True)}

    assert "not browser and not house and not long" in quick["python"]
    assert "(browser or house) and not long" in quick["browser"]
    assert "not browser and not house" in full["python"]
    assert "(browser or house)" in full["browser"]


def test_postgresql_runs_the_python_tests_and_the_story_again():
    parts = list(command.plan(["lint"], postgres=True))

    assert [part.name for part in parts] == ["lint", "python, PostgreSQL", "story, PostgreSQL"]
    assert all("tests.postgres" in part.commands[0] for part in parts[1:])


@pytest.mark.parametrize(
    ("line", "status", "passed", "failed"),
    [
        ("3 passed, 2 failed in 1.20s", 1, 3, 2),
        ("==== 12 passed in 1.20s ====", 0, 12, 0),
        ("1 failed, 4 passed, 2 errors in 61.20s (0:01:01)", 1, 4, 3),
        ("      Tests  7 passed (7)", 0, 7, 0),
        ("no totals at all", 0, 1, 0),
        ("no totals at all", 1, 0, 1),
    ],
)
def test_a_part_counts_what_its_command_says(line, status, passed, failed, capsys):
    script = f"print({line!r}); raise SystemExit({status})"

    outcome = command._run_part(Part("a part", [[sys.executable, "-c", script]]))

    assert (outcome.passed, outcome.failed) == (passed, failed)
    assert line in capsys.readouterr().out


def test_a_command_that_is_not_there_fails_with_one_line(capsys):
    outcome = command._run_part(Part("a part", [["no-such-program-here"]]))

    assert outcome.failed == 1
    assert "no-such-program-here: No such file" in capsys.readouterr().out


def test_a_benchmarks_table_says_which_bars_hold():
    rows: list[bench.Row] = [
        {"name": "pages", "value": 1889.4, "unit": "requests/CPU-s", "peer": "stock", "peer_value": 205.0,
         "ratio": 9.22, "bar": "≥ 4", "holds": True, "note": ""},
        {"name": "search p95", "value": 41.0, "unit": "ms", "bar": "≤ 30 ms", "holds": False},
    ]  # fmt: skip

    said = bench.table(rows)

    assert "| pages | 1,889 requests/CPU-s | stock: 205 | 9.22 | ≥ 4 | yes |  |" in said
    assert "| search p95 | 41 ms |  |  | ≤ 30 ms | **no** |  |" in said
