"""The page of origins names pages, commands and tests that are there, and says of each row how far it is."""

from __future__ import annotations

import re

import pytest

from footlights.project.cli import main
from footlights.project.discovery import folders
from tests.rules.tree import REPOSITORY

PAGE = REPOSITORY / "docs" / "origin.md"
ROOMS = {
    "agreements", "watch", "live", "shelf", "style", "race", "consult", "channels", "insight", "lab", "exchange",
}  # fmt: skip
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| described")
]


def test_every_room_of_the_design_has_a_row():
    assert {row[1] for row in ROWS} == ROOMS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_row_is_true(row, capsys):
    _, room, page, command, test, state = row
    word = re.match(r"kept|partly: .+|open", state)
    assert word, state
    if state == "open":
        assert (page, command, test) == ("", "", "")
        assert room not in {folder.name for folder in folders()}
        return
    assert test, "what is kept has a test"
    assert (REPOSITORY / test).exists(), test
    if page:
        assert page in pages(), page
    if command:
        with pytest.raises(SystemExit) as ended:
            main([*command.split(), "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out


def pages() -> set[str]:
    """Return the names of all pages."""
    from tests.pages.test_pages import named_pages  # it reads every folder's addresses

    return set(named_pages())
