"""A house of its own for a benchmark of the shelf: a process with a fresh SQLite database, thrown away after."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
Rows = list[dict[str, object]]


def in_a_house(module: str) -> Rows:
    """Run ``python -m benchmarks.MODULE --measure`` in a house of its own; return the rows that it prints last."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as home:
        environment = {
            **os.environ,
            "FOOTLIGHTS_HOME": home,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        environment.pop("FOOTLIGHTS_DATABASE_URL", None)
        command = [sys.executable, "-m", f"benchmarks.{module}", "--measure"]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
    found: Rows = json.loads(done.stdout.splitlines()[-1])
    return found


def open_house() -> None:
    """Make Django ready in this process, with its tables."""
    import django  # noqa: PLC0415  # the environment names its settings

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django

    call_command("migrate", verbosity=0)


def busy() -> str:
    """Return a remark when the machine had other things to do."""
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    return f"; the machine was busy, load {load:.1f} for each core" if load > 1.5 else ""
