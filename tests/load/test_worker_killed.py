"""kill -9 of the worker in the middle of an encode: another one does the job, and the film plays."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.house import House

pytestmark = [pytest.mark.house, pytest.mark.long]


def the_job(house: House, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = house.ask("jobs", "list")
    return next(job for job in found if job["name"] == name)


def worker_of(house: House) -> int:
    status = json.loads((house.home / "run" / "status.json").read_text("utf-8"))
    return int(next(each["pid"] for each in status["processes"] if each["name"] == "worker"))


def test_a_film_whose_worker_is_killed_is_prepared_by_another(house: House, film: Path):
    added = house.ask("watch", "add", film, "--title-en", "Killed", "--title-zh", "中断")
    house.wait_until(lambda: the_job(house, "media.prepare")["share"] > 0.02, seconds=60)
    first = worker_of(house)

    os.kill(first, signal.SIGKILL)

    house.wait_until(lambda: the_job(house, "media.prepare")["state"] == "done", seconds=150)
    assert worker_of(house) != first
    assert the_job(house, "media.prepare")["attempt"] == 2
    films = house.ask("watch", "list")
    assert next(each for each in films if each["film"] == added["film"])["state"] == "ready"
