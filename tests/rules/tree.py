"""A source tree to judge: the house's own, or a copy with a fault planted in it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
STOREYS = ("ground", "services", "roof")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Home:
    """A feature folder as the tree holds it."""

    name: str
    storey: str
    path: Path
    manifest: dict[str, Any]

    @property
    def needs(self) -> frozenset[str]:
        """Return the names of the folders it says it needs."""
        return frozenset(self.manifest.get("needs", ()))


@dataclass(frozen=True)
class Tree:
    """A repository's root, read afresh at every call."""

    root: Path

    @property
    def package(self) -> Path:
        """Return src/footlights."""
        return self.root / "src" / "footlights"

    def homes(self) -> dict[str, Home]:
        """Return every feature folder by its name."""
        return {
            path.parent.name: Home(
                path.parent.name, path.parent.parent.name, path.parent, tomllib.loads(path.read_text("utf-8"))
            )
            for storey in STOREYS
            for path in sorted((self.package / storey).glob("*/service.toml"))
        }

    def home_of(self, path: Path) -> Home | None:
        """Return the feature folder a file stands in."""
        return next((home for home in self.homes().values() if home.path in path.parents), None)

    def python(self, *, tests: bool = False) -> Iterator[Path]:
        """Yield the package's modules, migrations left out, and tests unless asked for."""
        for path in sorted(self.package.rglob("*.py")):
            if "migrations" not in path.parts and (tests or "tests" not in path.parts):
                yield path

    def templates(self) -> Iterator[Path]:
        """Yield every template of the house."""
        yield from sorted(self.package.rglob("templates/**/*.html"))

    def name(self, path: Path) -> str:
        """Return a path as complaints write it."""
        return path.relative_to(self.root).as_posix()

    def dotted(self, path: Path) -> str:
        """Return a module's dotted name."""
        base = self.root / "src" if self.root / "src" in path.parents else self.root
        parts = path.relative_to(base).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


Rule = Callable[[Tree], list[str]]


def parse(path: Path) -> ast.Module:
    """Return a module's syntax tree; unchanged files are parsed once."""
    facts = path.stat()
    return _parse(path, facts.st_mtime_ns, facts.st_size)


@cache
def _parse(path: Path, _changed: int, _size: int) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(tree: Tree, path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, relative imports resolved."""
    package = tree.dotted(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
