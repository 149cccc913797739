"""Sealed days: each once, corrections beside them, and one changed byte is named by its day."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from footlights.roof.insight import api, models

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 27)
VERIFY = Path(__file__).parents[5] / "docs" / "verify_statement.py"


def figure(days: int, work: str = "wrk-1", **more: object) -> models.DailyFigure:
    facts = {"territory": "GB", "starts": 9, "counted": 5, "milliseconds": 70_000, **more}
    return models.DailyFigure.objects.create(work=work, day=FIRST + timedelta(days=days), **facts)


def noon(days: int) -> datetime:
    return datetime(FIRST.year, FIRST.month, FIRST.day, 12, tzinfo=UTC) + timedelta(days=days)


def check(text: str, folder: Path) -> tuple[int, str]:
    """Check a statement file as a partner does, with Python alone."""
    path = folder / "statement.txt"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFY), str(path)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def told() -> str:
    return "".join(api.tell_seals())


def test_days_are_sealed_once_when_they_are_over(tmp_path):
    figure(0)
    figure(0, age_band="18-24")
    figure(2, work="海洋")
    assert api.seal_days(noon(0)) == 0
    assert api.seal_days(datetime(2026, 3, 28, 0, 30, tzinfo=UTC)) == 0  # it closes an hour after its end
    assert api.seal_days(noon(1)) == 1
    assert api.seal_days(noon(3)) == 2
    assert api.seal_days(noon(3)) == 0

    lines = told().splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        '{"day":"2026-03-27","kind":"day","rows":[["wrk-1","GB",18,10,140000]]}',
        '{"day":"2026-03-28","kind":"day","rows":[]}',
        '{"day":"2026-03-29","kind":"day","rows":[["海洋","GB",9,5,70000]]}',
    ]
    assert check(told(), tmp_path) == (0, "3 records hold")


def test_a_late_beat_is_a_record_of_its_own_and_rewrites_nothing(tmp_path):
    figure(0)
    api.seal_days(noon(1))
    before = told()
    for _ in range(2):
        models.Correction.objects.create(
            work="wrk-1",
            day=FIRST,
            territory="GB",
            starts=0,
            counted=1,
            milliseconds=30_000,
            corrected_at=noon(1),
        )
    assert api.seal_days(noon(1)) == 1
    assert api.seal_days(noon(1)) == 0

    assert told().startswith(before)
    assert '"kind":"correction","rows":[["wrk-1","GB",0,2,60000]]' in told()
    assert check(told(), tmp_path)[0] == 0


def test_one_changed_byte_anywhere_is_named_by_its_day(tmp_path):
    for days in range(6):
        figure(days, counted=days)
    api.seal_days(noon(7))
    whole = told().encode()
    chance = random.Random(4)
    for place in [0, 64, 65, 75, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(60))]:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(7)
        day = FIRST + timedelta(days=whole[:place].count(b"\n"))
        status, said = check(changed.decode("utf-8", "surrogateescape"), tmp_path)
        assert (status, str(day) in said or "first day" in said) == (1, True), (place, said, day)


def test_a_file_with_a_day_taken_out_or_put_in_does_not_hold(tmp_path):
    for days in range(4):
        figure(days)
    api.seal_days(noon(5))
    lines = told().splitlines(keepends=True)
    assert check("".join(lines[:2] + lines[3:]), tmp_path) == (
        1,
        "2 records hold; line 3, 2026-03-29, was changed",
    )
    assert check("".join([*lines[:2], lines[1], *lines[2:]]), tmp_path)[0] == 1


def test_the_checker_is_short():
    assert len(VERIFY.read_text("utf-8").splitlines()) <= 40
