"""The race kernel in Node and in Chromium against the reference, on the same inputs."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser

from footlights.project.build.frontend import npm
from footlights.services.race.adapters.twin import BUILT
from footlights.services.race.core import kernel
from footlights.services.race.core.cars import CARS
from footlights.services.race.core.judge import drive_again
from footlights.services.race.core.tracks import list_tracks

SEEDS = 50
DRIVE = """async ({ wasm, runs }) => {
  const bytes = Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0));
  const module = await WebAssembly.compile(bytes);
  if (WebAssembly.Module.imports(module).length) throw new Error("the kernel asks the host for something");
  return Promise.all(runs.map(async ({ points, start, inputs }) => {
    const { exports: e } = await WebAssembly.instantiate(module, {});
    new Float64Array(e.memory.buffer, e.points(), points.length).set(points);
    new Uint8Array(e.memory.buffer, e.inputs(), inputs.length).set(inputs);
    e.start(...start);
    e.drive(inputs.length);
    const marks = new BigUint64Array(e.memory.buffer, e.marks(), e.countMarks());
    return [...marks].map((mark) => mark.toString(16).padStart(16, "0"));
  }));
}"""


def runs() -> tuple[dict[str, Any], list[list[str]]]:
    """Return what the engines are given, and the reference's fingerprints."""
    wasm = base64.b64encode(Path(str(finders.find(BUILT))).read_bytes()).decode()
    given, expected = [], []
    for seed in range(SEEDS):
        chance = np.random.default_rng(1000 + seed)
        held = np.repeat(chance.integers(0, 256, 70, dtype=np.uint8), 20)
        inputs = [byte for byte in held.tolist() if kernel.is_input(byte)]
        track, car = list_tracks()[seed % 2], CARS[seed % 3]
        start = [len(track.points), track.half_width, track.wall, track.laps, car.power, car.top, car.turn]
        points = [value for point in track.points for value in point]
        given.append({"points": points, "start": start, "inputs": inputs})
        expected.append(list(drive_again(track, car, bytes(inputs)).marks))
    return {"wasm": wasm, "runs": given}, expected


def test_node_comes_to_the_references_bits(tmp_path):
    given, expected = runs()
    file = tmp_path / "given.json"
    file.write_text(json.dumps(given), "utf-8")
    script = f"""const given = JSON.parse(require("fs").readFileSync(process.argv[1], "utf-8"));
({DRIVE})(given).then((found) => console.log(JSON.stringify(found)));"""
    words, env = npm()
    node = Path(str(words[0])) if len(words) > 1 else "node"
    done = subprocess.run(
        [node, "-e", script, file], capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    assert json.loads(done.stdout) == expected


@pytest.mark.browser
def test_chromium_comes_to_the_references_bits(chromium: Browser):
    given, expected = runs()
    page = chromium.new_page()
    assert page.evaluate(DRIVE, given) == expected
    page.close()
