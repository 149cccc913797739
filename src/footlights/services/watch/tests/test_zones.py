"""Times are told by the reader's own clock where there is one."""

from __future__ import annotations

import pytest

from footlights.kernel.territory import Territory
from footlights.services.watch.adapters.zones import zone_of


@pytest.mark.parametrize(
    ("territory", "zone"),
    [
        ("GB", "Europe/London"),
        ("CN", "Asia/Shanghai"),
        ("HK", "Asia/Hong_Kong"),
        ("FR", "Europe/Paris"),
        ("US", "UTC"),
        (None, "UTC"),
    ],
)
def test_a_territory_with_one_clock_has_that_one(territory, zone):
    assert zone_of(Territory(territory) if territory else None) == zone
