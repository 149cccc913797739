"""Find the function behind a job's name: ``media.encode`` is ``encode`` in the jobs.py of the app ``media``."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

from django.apps import apps

Handler = Callable[[Any], None]


def find_handler(name: str) -> Handler | None:
    """Return the handler of a job's name, or None when no folder has one."""
    label, _, function = name.partition(".")
    if not function or function.startswith("_"):
        return None
    found = getattr(_jobs_of(label), function, None)
    return found if callable(found) else None


def every_schedule() -> dict[str, float]:
    """Return each recurring job and the seconds between its runs, as the folders' SCHEDULE tables say."""
    return {
        f"{config.label}.{function}": seconds
        for config in apps.get_app_configs()
        if config.name.startswith("footlights.")
        for function, seconds in getattr(_jobs_of(config.label), "SCHEDULE", {}).items()
    }


def _jobs_of(label: str) -> Any:
    try:
        dotted = f"{apps.get_app_config(label).name}.jobs"
    except LookupError:
        return None
    # A folder without jobs.py has none; an error inside one must be seen.
    return importlib.import_module(dotted) if importlib.util.find_spec(dotted) else None
