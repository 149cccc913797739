"""The lab's programme is a relay's running order: rooms that do not know one another meet in a file."""

from __future__ import annotations

import json

import pytest

from tests.command import run_command


@pytest.mark.django_db
def test_live_plans_every_day_of_a_programme_that_the_lab_solved(tmp_path, settings, capsys):
    settings.HOME = tmp_path / "home"
    days = tmp_path / "days"
    words = [
        "lab",
        "programme",
        "--films",
        "20",
        "--days",
        "3",
        "--seed",
        "2",
        "--orders",
        str(days),
        "--json",
    ]
    assert run_command(words) == 0
    capsys.readouterr()
    files = sorted(days.glob("*.json"))

    assert len(files) == 3
    for file in files:
        order = json.loads(file.read_text("utf-8"))
        assert run_command(["live", "plan", str(file), "--json"]) == 0
        event = json.loads(capsys.readouterr().out)
        assert event["starts_at"].startswith(file.stem)
        assert len(event["contributors"]) == len(order["contributors"])
        planned = [(each[0], each[-1]) for each in event["slots"]]
        assert planned == [(n, slot["seconds"]) for n, slot in enumerate(order["slots"], start=planned[0][0])]
