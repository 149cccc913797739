"""`./footlights status`: which processes run, since when, and whether the house is well."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import datetime
from typing import Any

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both
from footlights.project.build.places import terminal_language
from footlights.project.home import home_folder

CLOSED = Both("The house is closed. Open it with ./footlights up.", "尚未开放。请运行 ./footlights up。")


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "status", help="what runs, and whether it is well · 运行状态"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the state; 0 when the house is open and well."""
    found = read_status()
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
    elif not found["open"]:
        print(
            CLOSED.said_in(terminal_language(["--lang", chosen.lang] if chosen.lang else [])), file=sys.stderr
        )
    else:
        print(table(found))
    return 0 if found["open"] and found["well"] else 1


def read_status() -> dict[str, Any]:
    """Return the supervisor's list, the health of each part, and the length of the queue."""
    path = home_folder() / "run" / "status.json"
    listed = json.loads(path.read_text("utf-8")) if path.exists() else None
    if listed is None or not _is_there(listed["supervisor"]):
        return {"open": False, "well": False}
    import django  # noqa: PLC0415  # not needed to say that the house is closed

    django.setup()
    from footlights.project.health import count_waiting, read_health  # noqa: PLC0415  # models need Django

    health = read_health()
    return {
        "open": True,
        **listed,
        "health": health,
        "queue": count_waiting() if health["database"] else None,
        "well": all(health.values()) and all(each["pid"] for each in listed["processes"]),
    }


def table(found: dict[str, Any]) -> str:
    """Return the state as lines to read."""
    lines = [f"http://localhost:{found['port']}   supervisor {found['supervisor']}", ""]
    lines += [f"{'process':<10}{'pid':>8}{'up':>12}{'restarts':>10}"]
    for each in found["processes"]:
        lines.append(
            f"{each['name']:<10}{each['pid'] or '–':>8}{_age(each['since']):>12}{each['restarts']:>10}"
        )
    well = "   ".join(
        f"{name} {'well' if is_well else 'NOT WELL'}" for name, is_well in found["health"].items()
    )
    return "\n".join([*lines, "", well, f"queue     {found['queue']} waiting"])


def _age(since: str | None) -> str:
    if since is None:
        return "–"
    seconds = int((utc_now() - datetime.fromisoformat(since)).total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
