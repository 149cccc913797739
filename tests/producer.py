"""A producer of an institution, signed in."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.kernel.territory import GB
from footlights.kernel.text import Both

_AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def producer() -> Client:
    """Return the client of Aurora, who produces for a broadcaster."""
    person = people.create_person("aurora@example.org", "a long password 9", "Aurora", at=_AT)
    house = people.create_institution(Both("Northlight", "北光"), GB, is_invented=True, at=_AT)
    people.add_member(house, person, Role.PRODUCER, _AT)
    client = Client()
    assert client.login(
        username="aurora@example.org", email="aurora@example.org", password="a long password 9"
    )
    return client
