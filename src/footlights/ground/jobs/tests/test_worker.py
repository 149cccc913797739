"""Real workers: killed, stopped, two at a time. Everything happens once, in one run of tests/scenario.py."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import own_database

SOURCE = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, Any]:
    environment = os.environ | {
        "FOOTLIGHTS_HOME": str(tmp_path_factory.mktemp("jobs")),
        "PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}",
    }
    words = [sys.executable, "-m", "footlights.ground.jobs.tests.scenario"]
    with own_database(environment, "jobs"):
        done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_job_is_picked_up_within_a_moment(found):
    assert found["wait"] <= 0.5


def test_a_refusal_is_final_and_says_why_in_both_languages(found):
    assert found["refused"]["state"] == "failed"
    assert found["refused"]["attempt"] == 1
    assert found["refused"]["error"] == {"en": "Not this film.", "zh": "此影片不行。"}


def test_a_handler_that_breaks_is_tried_again_and_its_worker_lives(found):
    assert found["broken"]["state"] == "failed"
    assert found["broken"]["attempt"] == 2
    assert "ZeroDivisionError" in found["broken"]["error"]["zh"]


def test_a_job_that_no_folder_knows_has_failed(found):
    assert found["unknown"]["state"] == "failed"
    assert "workshop.unheard_of" in found["unknown"]["error"]["en"]


def test_a_running_job_stops_soon_after_it_is_cancelled(found):
    assert found["cancelled"]["state"] == "cancelled"
    assert found["cancelled"]["seconds"] < 5


def test_the_job_of_a_killed_worker_is_done_by_another(found):
    assert found["killed"]["state"] == "done"
    assert found["killed"]["attempt"] == 2
    assert found["killed"]["by_second"]
    assert found["taken_over_after"] < 30


@pytest.mark.parametrize("how", ["stopped", "insisted"])
def test_a_worker_told_to_end_gives_its_job_back_in_time_uncounted(found, how):
    assert found[how]["status"] == 0
    assert found[how]["seconds"] < 6
    assert found[how]["state"] == "queued"
    assert found[how]["attempt"] == 0


def test_a_recurring_job_never_runs_beside_itself_over_all_workers(found):
    runs = sorted(found["ticks"])
    assert len(runs) >= 6
    assert all(begun >= ended for (_, ended), (begun, _) in pairwise(runs))
