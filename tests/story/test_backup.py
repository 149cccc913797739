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
    file = tmp_path / "house.tar"
    if house.environment.get("FOOTLIGHTS_DATABASE_URL"):
        refused = house.run("--lang", "en", "backup", file)
        assert (refused.returncode, "pg_dump" in refused.stderr, file.exists()) == (1, True, False)
        return
    before = house.ask("insight", "verify"), house.ask("agreements", "statements")
    assert before[0]["difference"] == 0
    assert before[1]
    house.ask("backup", file)

    home = tmp_path / "again"
    again = replace(house, home=home, environment={**house.environment, "FOOTLIGHTS_HOME": str(home)})
    again.ask("restore", file)

    assert (again.ask("insight", "verify"), again.ask("agreements", "statements")) == before
    assert again.ask("watch", "list") == house.ask("watch", "list")
    shutil.rmtree(home)
