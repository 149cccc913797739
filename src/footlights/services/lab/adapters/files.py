"""Festivals in files."""

from __future__ import annotations

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
