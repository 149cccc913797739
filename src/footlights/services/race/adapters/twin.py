"""The kernel's twin in WebAssembly, run by wasmtime without anything from the host, and stopped when it runs too long."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Any, Final

import wasmtime
from django.contrib.staticfiles import finders

from footlights.kernel.text import Both
from footlights.services.race.core.cars import Car
from footlights.services.race.core.judge import Driven
from footlights.services.race.core.tracks import Track
from footlights.services.race.types import NotThere

BUILT: Final = "shell/dist/race.wasm"
_NOT_BUILT = Both(
    "The WebAssembly kernel is missing: build the front end with ./footlights build.",
    "缺少 WebAssembly 内核：请用 ./footlights build 构建前端。",
)
_FUEL: Final = 400_000_000  # many times what the longest run burns


def drive_again(track: Track, car: Car, inputs: bytes) -> Driven:
    """Return what comes of inputs by the twin; bit for bit what the reference says. Raises NotThere when not built."""
    engine, module = _load()
    store = wasmtime.Store(engine)
    store.set_fuel(_FUEL)
    exports = wasmtime.Instance(store, module, []).exports(store)
    memory: Any = exports["memory"]

    def call(name: str, *words: float) -> int:
        function: Any = exports[name]
        return int(function(store, *words) or 0)

    flat = [value for point in track.points for value in point]
    memory.write(store, struct.pack(f"<{len(flat)}d", *flat), call("points"))
    memory.write(store, inputs, call("inputs"))
    call("start", len(track.points), track.half_width, track.wall, track.laps, car.power, car.top, car.turn)

    def read(place: str, shape: str, count: int) -> tuple[Any, ...]:
        begin, size = call(place), struct.calcsize(f"<{count}{shape}")
        return struct.unpack(f"<{count}{shape}", bytes(memory.read(store, begin, begin + size)))

    ticks, count = call("drive", len(inputs)), call("countMarks")
    laps = call("laps")
    flat_path = read("path", "d", 2 * count)
    return Driven(
        laps,
        tuple(f"{mark:016x}" for mark in read("marks", "Q", count)),
        ticks,
        bool(call("isSound")),
        read("lapTicks", "i", laps),
        tuple(zip(flat_path[::2], flat_path[1::2], strict=True)),
    )


def is_built() -> bool:
    """Return whether the twin is there to be asked."""
    return finders.find(BUILT) is not None


@cache
def _load() -> tuple[wasmtime.Engine, wasmtime.Module]:
    built = finders.find(BUILT)
    if not built:
        raise NotThere(_NOT_BUILT)
    config = wasmtime.Config()
    config.wasm_relaxed_simd = False
    config.wasm_simd = False
    config.wasm_threads = False
    config.consume_fuel = True
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, Path(str(built)).read_bytes())
