"""The architecture page holds today's map; links in the documents lead somewhere; decisions are numbered."""

from __future__ import annotations

import re

import pytest

from footlights.project import map as house_map
from tests.rules.tree import REPOSITORY

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_map_in_the_architecture_page_is_fresh():
    page = house_map.PAGE.read_text("utf-8")

    assert page == house_map.embedded(page), "run ./footlights map --write"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_somewhere(path):
    broken = [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]

    assert not broken


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))
