"""A house brought back from its backup tells the same figures and statements."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.house import House
from tests.stage import Stage

pytestmark = pytest.mark.house


def test_figures_and_statements_come_back_as_they_were(house: House, stage: Stage, tmp_path: Path):
    if house.environment.get("FOOTLIGHTS_DATABASE_URL"):
        pytest.skip("PostgreSQL is backed up by pg_dump")
    before = house.ask("insight", "verify"), house.ask("agreements", "statements")
    assert before[0]["difference"] == 0
    assert before[1]
    house.ask("backup", tmp_path / "house.tar")

    home = tmp_path / "again"
    again = replace(house, home=home, environment={**house.environment, "FOOTLIGHTS_HOME": str(home)})
    again.ask("restore", tmp_path / "house.tar")

    after = again.ask("insight", "verify"), again.ask("agreements", "statements")
    assert after == before
    assert [each["film"] for each in again.ask("watch", "list")] == [
        each["film"] for each in house.ask("watch", "list")
    ]
    shutil.rmtree(home)
