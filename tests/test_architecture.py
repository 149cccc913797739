"""The house keeps its own rules: import contracts (.importlinter) and those that imports cannot show."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.rules import RULES
from tests.rules.tree import REPOSITORY, Tree

TREE = Tree(REPOSITORY)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_the_house_keeps_the_rule(rule):
    complaints = rule(TREE)

    assert not complaints, f"{rule.__doc__}\n" + "\n".join(complaints)


def test_no_import_contract_has_an_exception():
    text = (REPOSITORY / ".importlinter").read_text("utf-8")

    assert "ignore_imports" not in text


def test_pages_are_served_without_loading_a_codec():
    script = (
        "import sys, django; django.setup()\n"
        "import footlights.project.server.asgi\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "print([m for m in sys.modules if m.split('.')[0] == 'av'])"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=REPOSITORY,
                         env=_environment(), timeout=60, check=False)  # fmt: skip

    assert ran.stdout.strip() == "[]", ran.stdout + ran.stderr


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings"}  # fmt: skip
