"""Which clock people in a territory live by, from the time zone database's own table."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from footlights.kernel.territory import Territory

# China keeps one official time; the table lists Urumqi's too.
_OFFICIAL = {"CN": "Asia/Shanghai"}


def zone_of(territory: Territory | None) -> str:
    """Return the zone of a territory that has one clock, else UTC."""
    if territory is None:
        return "UTC"
    zones = _zones().get(territory, ())
    return _OFFICIAL.get(territory) or (zones[0] if len(zones) == 1 else "UTC")


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone, *_ = line.split("\t")
            found[code] = (*found.get(code, ()), zone)
    return found
