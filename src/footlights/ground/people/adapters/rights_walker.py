"""Finds each folder's rights.py through Django's registry: people know no folder above them by name."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from types import ModuleType

from django.apps import apps

STOREYS = ("roof", "services", "ground")


def every_rights() -> Iterator[tuple[str, ModuleType]]:
    """Yield (folder, its rights module), top storey first; people last, for the others' rows lead to them."""
    homes = [app for app in apps.get_app_configs() if app.name.startswith("footlights.")]
    for app in sorted(homes, key=lambda app: (app.label == "people", _storey(app.name), app.label)):
        if importlib.util.find_spec(f"{app.name}.rights") is not None:
            yield app.label, importlib.import_module(f"{app.name}.rights")


def _storey(package: str) -> int:
    named = package.split(".")[1]
    return STOREYS.index(named) if named in STOREYS else len(STOREYS)
