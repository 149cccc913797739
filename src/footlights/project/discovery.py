"""Find the feature folders by their manifests; nothing else in the house lists them."""

from __future__ import annotations

import importlib
import importlib.util
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from footlights.kernel.text import Both

PACKAGE = Path(__file__).resolve().parents[1]
STOREYS = ("ground", "services", "roof")


@dataclass(frozen=True, slots=True)
class Door:
    """A door in the house's navigation; it is open on every page whose address begins with its own."""

    order: int
    title: Both
    page: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A feature folder, as its service.toml describes it."""

    name: str
    storey: str
    title: Both
    summary: Both
    mount: str | None
    needs: tuple[str, ...]
    processes: tuple[tuple[str, str], ...] = ()  # (name, verb of its cli.py) the supervisor keeps running
    doors: tuple[Door, ...] = ()
    behind: tuple[
        tuple[str, str], ...
    ] = ()  # (page, page of the door it lies behind, whatever its address is)

    @property
    def package(self) -> str:
        """Return the dotted package, such as ``footlights.services.watch``."""
        return f"footlights.{self.storey}.{self.name}"

    @property
    def path(self) -> Path:
        """Return the folder itself."""
        return PACKAGE / self.storey / self.name


@cache
def folders() -> tuple[Folder, ...]:
    """Return every feature folder, lowest storey first, by name within a storey.

    Raises ValueError naming the manifest when one is malformed.
    """
    return tuple(
        _read(path) for storey in STOREYS for path in sorted((PACKAGE / storey).glob("*/service.toml"))
    )


def doors() -> tuple[Door, ...]:
    """Return the doors of the house in their order."""
    return tuple(sorted((door for folder in folders() for door in folder.doors), key=lambda door: door.order))


@cache
def behind() -> dict[str, str]:
    """Return, for pages that lie behind a door by their nature and not by their address, the door's page."""
    return dict(pair for folder in folders() for pair in folder.behind)


def modules(name: str) -> Iterator[tuple[Folder, ModuleType]]:
    """Yield (folder, module) for each folder that has a module of that name, such as ``panels``."""
    for folder in folders():
        dotted = f"{folder.package}.{name}"
        if importlib.util.find_spec(dotted) is not None:
            yield folder, importlib.import_module(dotted)


def _read(path: Path) -> Folder:
    try:
        manifest = tomllib.loads(path.read_text("utf-8"))
        return Folder(
            name=path.parent.name,
            storey=path.parent.parent.name,
            title=Both(**manifest["title"]),
            summary=Both(**manifest["summary"]),
            mount=manifest.get("mount"),
            needs=tuple(manifest["needs"]),
            processes=tuple(manifest.get("processes", {}).items()),
            doors=tuple(Door(d["order"], Both(**d["title"]), d["page"]) for d in manifest.get("doors", ())),
            behind=tuple(
                (page, door) for door, pages in manifest.get("behind", {}).items() for page in pages
            ),
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as fault:
        raise ValueError(f"{path}: {fault!r}") from fault
