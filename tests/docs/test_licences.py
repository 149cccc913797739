"""docs/licences.md names every package of every lock file, in the version that is locked."""

from __future__ import annotations

import json
import re

import pytest

from tests.rules.tree import REPOSITORY

PAGE = (REPOSITORY / "docs" / "licences.md").read_text("utf-8")
ROWS = {(name, version) for name, version in re.findall(r"^\| (\S+) \| (\S+) \| \S", PAGE, re.M)}
FAMILIES = re.compile(r"^(@rolldown/binding|lightningcss|@typescript/typescript)-.*")

SAID_ELSEWHERE = {"node_modules/combine-errors": "MIT"}  # in its Readme, not in its package.json


def npm_packages() -> dict[str, tuple[str, str]]:
    lock = json.loads((REPOSITORY / "frontend" / "package-lock.json").read_text("utf-8"))
    return {
        FAMILIES.sub(r"\1-*", path.rpartition("node_modules/")[2]): (
            facts["version"],
            facts.get("license") or SAID_ELSEWHERE[path],
        )
        for path, facts in lock["packages"].items()
        if path
    }


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "requirements").glob("*.txt")), ids=lambda path: path.name
)
def test_every_python_package_is_named_with_its_version(path):
    locked = set(re.findall(r"^([a-z0-9-]+)==(\S+)", path.read_text("utf-8"), re.M))

    assert locked
    assert not locked - ROWS


def test_every_npm_package_is_named_with_its_version_and_licence():
    missing = [
        f"{name} {version} {licence}"
        for name, (version, licence) in npm_packages().items()
        if f"| {name} | {version} | {licence} |" not in PAGE
    ]

    assert not missing


def test_no_package_is_named_that_is_not_locked():
    locked = {
        name
        for path in (REPOSITORY / "requirements").glob("*.txt")
        for name in re.findall(r"^([a-z0-9-]+)==", path.read_text("utf-8"), re.M)
    }

    assert not {name for name, _ in ROWS} - locked - set(npm_packages()) - {"package"}
