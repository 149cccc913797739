"""The house's command in this very process, for tests of folders that do not know the project."""

from __future__ import annotations

from collections.abc import Sequence

from footlights.project.cli import main


def run_command(words: Sequence[str]) -> int:
    """Run `./footlights WORDS`; return the exit status."""
    return main(list(words))
