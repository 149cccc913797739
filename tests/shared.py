"""Data that lie beside the project and are never part of it: a test that measures against them says which it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


def needs_shared(*names: str) -> pytest.MarkDecorator:
    """Return the mark of a test that needs these files of ../shared/data; without them it is left out, by their names."""
    away = [name for name in names if not (SHARED / name).exists()]
    return pytest.mark.skipif(bool(away), reason=f"needs ../shared/data/{', '.join(away)}")
