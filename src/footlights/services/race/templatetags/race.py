"""How a time is written."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def lap_time(time_ms: int | None) -> str:
    """Return a time as 1:23.456, or a dash where there is none."""
    if time_ms is None:
        return "–"
    minutes, rest = divmod(time_ms, 60_000)
    return f"{minutes}:{rest / 1000:06.3f}"
