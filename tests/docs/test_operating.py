"""docs/operating.md lists every environment variable that the code reads, and none that it does not."""

from __future__ import annotations

import re

from tests.rules.tree import REPOSITORY

NAMED = re.compile(r"\bFOOTLIGHTS_[A-Z][A-Z_]*[A-Z]\b")


def read_by_the_code() -> set[str]:
    sources = [REPOSITORY / "footlights", *(REPOSITORY / "src").rglob("*.py")]
    return {
        name
        for path in sources
        if path.exists() and "tests" not in path.parts
        for name in NAMED.findall(path.read_text("utf-8"))
    }


def test_the_page_lists_exactly_the_variables_that_are_read():
    page = (REPOSITORY / "docs" / "operating.md").read_text("utf-8")

    assert set(re.findall(r"^\| `(FOOTLIGHTS_[A-Z_]+)`", page, re.M)) == read_by_the_code()
