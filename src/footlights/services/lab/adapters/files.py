"""Festivals in files, and releases written into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson

from footlights.kernel.text import Both
from footlights.services.lab.types import BadFestival

LARGEST: Final = 4 << 20  # bytes


def read_json(path: Path) -> object:
    """Return the JSON document of a file.

    Raises BadFestival.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFestival(Both("The file is larger than 4 MB.", "文件超过 4 MB。"))
        told: object = orjson.loads(path.read_bytes())
    except OSError as fault:
        why = ascii(fault.strerror or str(fault))
        raise BadFestival(Both(f"The file can't be opened: {why}.", f"无法打开文件：{why}。")) from fault
    except orjson.JSONDecodeError as fault:
        raise BadFestival(Both(f"This is no JSON: {fault}.", f"不是有效的 JSON：{fault}。")) from fault
    return told


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts into a folder by their names, each whole or not at all.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        unfinished = folder / f".{name}.part"
        unfinished.write_text(text, "utf-8")
        unfinished.replace(folder / name)
