"""Zones that forms offer, by the names that people call them."""

from __future__ import annotations

from typing import Final

from .text import Both

ZONES: Final = {
    "Europe/London": Both("London", "伦敦"),
    "Asia/Shanghai": Both("Beijing", "北京"),
    "Asia/Hong_Kong": Both("Hong Kong", "香港"),
    "UTC": Both("UTC", "协调世界时"),
}
