"""What tests of talk share."""

from __future__ import annotations

import pytest

from footlights.ground.people import api as people
from footlights.ground.people.types import Role, Viewer
from footlights.ground.talk.tests.cast import NOON, PASSWORD
from footlights.kernel.text import Language


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords quickly: the real hasher takes half a second on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def chen(db):
    """Return Chen, the viewer."""
    return people.create_person("chen@viewer.example", PASSWORD, "Chen", at=NOON)


@pytest.fixture
def bo(db):
    """Return Bo of the opera house, who also comments."""
    return people.create_person("bo@opera.example", PASSWORD, "Bo", at=NOON)


@pytest.fixture
def aurora(db) -> Viewer:
    """Return Aurora, who keeps order."""
    person = people.create_person("aurora@broadcaster.example", PASSWORD, "Aurora", is_operator=True, at=NOON)
    return Viewer("", person, "Aurora", None, None, None, Language.EN, frozenset({Role.OPERATOR}))


@pytest.fixture
def as_viewer():
    """Return how a person stands before a page, with no role."""
    return lambda person: Viewer("", person, "", None, None, None, Language.EN)
