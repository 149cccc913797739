"""Runs as files: JSON with the inputs packed, read within bounds."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.race.core.driver import LONGEST
from footlights.services.race.core.judge import Record
from footlights.services.race.types import BadRun

FORMAT: Final = "footlights-race/2"
_LARGEST: Final = 4 * LONGEST  # bytes of a file
_NO_FILE = Both("The file {file} cannot be read.", "无法读取文件 {file}。")
_NO_ROOM = Both("The file {file} cannot be written.", "无法写入文件 {file}。")
_NOT_A_RUN = Both("This is not a run of this house.", "这不是本站的竞速记录。")
_TOO_LONG = Both("The run is longer than fifteen minutes.", "记录超过十五分钟。")
_WORDS: Final = ("track", "track_sha256", "car", "car_sha256", "kernel")


def write_run(path: Path, record: Record) -> None:
    """Write a run into a file. Raises BadRun where it cannot be written."""
    packed = base64.b64encode(zlib.compress(record.inputs, 9)).decode("ascii")
    told = {
        "format": FORMAT,
        **{name: getattr(record, name) for name in _WORDS},
        "time_ms": record.time_ms,
        "inputs": packed,
        "inputs_sha256": _digest(packed),
        "marks": list(record.marks),
    }
    try:
        path.write_text(json.dumps(told) + "\n", "utf-8")
    except OSError as fault:
        raise BadRun("unwritable", _NO_ROOM.filled(file=path.name)) from fault


def read_run(path: Path) -> Record:
    """Return the run that a file claims. Raises BadRun."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as fault:
        raise BadRun("unreadable", _NO_FILE.filled(file=path.name)) from fault
    if len(raw) > _LARGEST:
        raise BadRun("too_long", _TOO_LONG)
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as fault:
        raise BadRun("not_a_run", _NOT_A_RUN) from fault
    if not _has_shape(told):
        raise BadRun("not_a_run", _NOT_A_RUN)
    inputs = _unpack(told["inputs"])
    # Some keys change nothing, and packing leaves bits unused: only this tells that one of those fell over.
    if told["inputs_sha256"] != _digest(told["inputs"]):
        raise BadRun("inputs_altered", _NOT_A_RUN)
    return Record(
        **{name: told[name] for name in _WORDS},
        time_ms=told["time_ms"],
        inputs=inputs,
        marks=tuple(told["marks"]),
    )


def _has_shape(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and told.get("format") == FORMAT
        and set(told) == {"format", *_WORDS, "time_ms", "inputs", "inputs_sha256", "marks"}
        and all(isinstance(told[name], str) for name in (*_WORDS, "inputs", "inputs_sha256"))
        and type(told["time_ms"]) is int
        and isinstance(told["marks"], list)
        and all(isinstance(mark, str) and re.fullmatch("[0-9a-f]{16}", mark) for mark in told["marks"])
    )


def _digest(packed: str) -> str:
    return sha256(packed.encode()).hexdigest()


def _unpack(text: str) -> bytes:
    try:
        packed = base64.b64decode(text, validate=True)
        unpacker = zlib.decompressobj()
        inputs = unpacker.decompress(packed, LONGEST + 1)
    except (binascii.Error, ValueError, zlib.error) as fault:
        raise BadRun("not_a_run", _NOT_A_RUN) from fault
    if len(inputs) > LONGEST:
        raise BadRun("too_long", _TOO_LONG)
    if not unpacker.eof or unpacker.unused_data:
        raise BadRun("trailing_bytes", _NOT_A_RUN)
    return inputs
