"""The people in these tests: Aurora of the broadcaster, Bo of the opera house, Chen the viewer."""

from __future__ import annotations

from datetime import UTC, datetime

from footlights.ground.people import api
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import CN
from footlights.kernel.text import Language

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PASSWORD = "a tall ship and a star"


def chen(**facts) -> PersonId:
    """Return Chen, who lives in China and reads Chinese."""
    told = {"language": Language.ZH, "residence": CN, "at": NOON} | facts
    return api.create_person("chen@viewer.example", PASSWORD, "Chen", **told)


def aurora(**facts) -> PersonId:
    """Return Aurora of the broadcaster."""
    return api.create_person("aurora@broadcaster.example", PASSWORD, "Aurora", **({"at": NOON} | facts))
