"""The typeface of documents, taken from the built front end and kept as TrueType in the house's cache."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders

from footlights.ground.documents.types import NoTypeface

_MANIFEST: Final = "shell/dist/manifest.json"
_NAME: Final = "noto-sans-sc-{script}-{weight}-normal-"


@dataclass(frozen=True, slots=True)
class Faces:
    """TrueType files, by script and weight."""

    latin: Path
    latin_bold: Path
    chinese: Path
    chinese_bold: Path


def find_faces(cache: Path) -> Faces:
    """Return the faces as TrueType files, converted on first use.

    Raises NoTypeface.
    """
    return Faces(
        *(
            _find(cache, _NAME.format(script=script, weight=weight))
            for script in ("latin", "chinese-simplified")
            for weight in (400, 700)
        )
    )


def _find(cache: Path, beginning: str) -> Path:
    built = finders.find(_MANIFEST)
    if not built:
        raise NoTypeface
    held = json.loads(Path(str(built)).read_text("utf-8")).get("documents.ts", {}).get("assets", [])
    name = next((path for path in held if Path(path).name.startswith(beginning)), None)
    if name is None:
        raise NoTypeface
    face = cache / Path(name).with_suffix(".ttf").name
    if not face.exists():
        _convert(Path(str(built)).parent / name, face)
    return face


def _convert(woff: Path, face: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # a tenth of a second to load, and needed once

    cache = face.parent
    cache.mkdir(parents=True, exist_ok=True)
    font = TTFont(woff)
    font.flavor = None
    draft = face.with_suffix(f".{os.getpid()}.draft")
    font.save(draft)
    draft.replace(face)
