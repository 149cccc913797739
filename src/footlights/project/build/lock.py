"""`./footlights lock`: resolve requirements/*.in anew into the .txt files, which are what gets installed."""

from __future__ import annotations

from typing import Final

from footlights.kernel.text import Both
from footlights.project.build.places import REQUIREMENTS, UV
from footlights.project.build.steps import Run, Step

# In this order: dev is held to what base chose.
NAMES: Final = ("bootstrap", "base", "node", "demo", "dev", "lab", "peers")
FLAGS: Final = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header",
    "--upgrade",
)  # fmt: skip
# With these set another version may be locked, and nothing in the file would say so.
UNSET: Final = {"UV_FIND_LINKS": "", "UV_EXTRA_INDEX_URL": "", "UV_CONSTRAINT": ""}


def lock_steps() -> list[Step]:
    """Return one step for each lock file."""
    return [_lock(name) for name in NAMES]


def _lock(name: str) -> Step:
    source, target = REQUIREMENTS / f"{name}.in", REQUIREMENTS / f"{name}.txt"

    def act(run: Run) -> None:
        flags = (*FLAGS, "--no-deps") if name == "demo" else FLAGS
        words = [UV, "pip", "compile", *flags, "-q", "-o", target.relative_to(REQUIREMENTS.parent)]
        run.run([*words, source.relative_to(REQUIREMENTS.parent)], env=UNSET)

    return Step(Both(f"requirements/{name}.txt", f"requirements/{name}.txt"), lambda: False, act)
