"""Peers in their own environment, `.peers`, which `./footlights bench` makes: the house and its licence stay clear of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).resolve().parents[1]
PYTHON: Final = REPOSITORY / ".peers" / "bin" / "python"


def ask_peer(name: str, question: dict[str, Any], *, seconds: float = 900) -> dict[str, Any] | None:
    """Return what a script of benchmarks/peers answers, or None where the peers' environment is absent."""
    if not PYTHON.exists():
        print(f"bench: no peer {name}: ./footlights bench makes its environment", file=sys.stderr)
        return None
    done = subprocess.run(
        [str(PYTHON), str(REPOSITORY / "benchmarks" / "peers" / f"{name}.py")],
        input=json.dumps(question),
        stdout=subprocess.PIPE,
        text=True,
        timeout=seconds,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
