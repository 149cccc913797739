"""Films made by a script, with cuts, dissolves, fades and flashes where the script puts them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

WIDTH: Final = 160
HEIGHT: Final = 90
RATE: Final = 25


@dataclass(frozen=True, slots=True)
class Boundary:
    """A true boundary: its kind, and the frames from the first to the last of its transition."""

    kind: str
    first: int
    last: int


def write_film(path: Path, program: str, seed: int, scenes: int = 24) -> list[Boundary]:
    """Write an H.264 film of moving, grainy scenes; return its true boundaries. Flashes are in it, and are none."""
    chance = np.random.default_rng(seed)
    command = [program, "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}"]
    command += [
        "-r",
        str(RATE),
        "-i",
        "-",
        "-c:v",
        "libx264",
        "-preset",
        "veryfast",
        "-crf",
        "26",
        "-g",
        "50",
        "-pix_fmt",
        "yuv420p",
        str(path),
    ]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert writer.stdin is not None
    truth: list[Boundary] = []
    place, before = 0, _Scene(chance)
    queue: list[Any] = [before.draw() for _ in range(int(chance.integers(30, 90)))]
    for _ in range(scenes):
        queue = _flashed(queue, chance)
        after = _Scene(chance)
        kind = str(chance.choice(["cut", "cut", "cut", "cut", "dissolve", "fade"]))
        if kind == "cut":
            bridge: list[Any] = []
            edge = place + len(queue)
            truth.append(Boundary("cut", edge, edge))
        elif kind == "dissolve":
            length = int(chance.integers(12, 31))
            shares = np.linspace(0, 1, length + 2)[1:-1]
            bridge = [(1 - s) * before.draw() + s * after.draw() for s in shares]
            truth.append(Boundary(kind, place + len(queue), place + len(queue) + length))
        else:
            length, held = int(chance.integers(8, 20)), int(chance.integers(1, 12))
            end = 0.0 if chance.random() < 0.75 else 255.0
            down, up = np.linspace(1, 0, length), np.linspace(0, 1, length)
            bridge = [s * before.draw() + (1 - s) * end for s in down]
            bridge += [np.full((HEIGHT, WIDTH, 3), end)] * held
            bridge += [s * after.draw() + (1 - s) * end for s in up]
            truth.append(Boundary(kind, place + len(queue), place + len(queue) + len(bridge)))
        for frame in (*queue, *bridge):
            grain = chance.normal(0, 4, (HEIGHT, WIDTH, 1))
            writer.stdin.write(np.clip(frame + grain, 0, 255).astype(np.uint8).tobytes())
        place += len(queue) + len(bridge)
        before, queue = after, [after.draw() for _ in range(int(chance.integers(25, 100)))]
    for frame in queue:
        writer.stdin.write(np.clip(frame, 0, 255).astype(np.uint8).tobytes())
    writer.stdin.close()
    if writer.wait():
        raise RuntimeError("the film could not be written")
    return truth


def _flashed(frames: list[Any], chance: Any) -> list[Any]:
    """Return the frames with, now and then, a flash of one to five, as of a camera."""
    if len(frames) > 45 and chance.random() < 0.5:
        at = int(chance.integers(18, len(frames) - 20))
        for step in range(int(chance.integers(1, 6))):
            light = 1.0 - 0.15 * step
            frames[at + step] = frames[at + step] * (1 - light) + 250 * light
    return frames


class _Scene:
    """A place with things that move in it, under a camera that may pan."""

    def __init__(self, chance: Any) -> None:
        self.step = 0
        self.pan = chance.normal(0, 0.6, 2) if chance.random() < 0.5 else np.zeros(2)
        self.base = chance.uniform(40, 190, 3)
        waves = int(chance.integers(3, 7))
        self.waves = [
            (
                chance.uniform(0.01, 0.12, 2),
                chance.uniform(0, 6.3),
                chance.uniform(8, 32, 3) * chance.choice([-1, 1]),
            )
            for _ in range(waves)
        ]
        self.things = [
            (
                chance.uniform(0, 1, 2) * (WIDTH, HEIGHT),
                chance.normal(0, 1.2, 2),
                chance.uniform(6, 28),
                chance.uniform(0, 255, 3),
            )
            for _ in range(int(chance.integers(1, 5)))
        ]
        self.y, self.x = np.mgrid[0:HEIGHT, 0:WIDTH]

    def draw(self) -> Any:
        """Return the next frame, (height, width, 3) of 0–255."""
        dx, dy = self.pan * self.step
        frame = np.zeros((HEIGHT, WIDTH, 3)) + self.base
        for (fx, fy), phase, colour in self.waves:
            frame += np.sin((self.x + dx) * fx * 2 + (self.y + dy) * fy * 2 + phase)[..., None] * colour
        for start, speed, size, colour in self.things:
            turned = (start + speed * self.step) % (2 * WIDTH, 2 * HEIGHT)
            cx, cy = np.minimum(turned, (2 * WIDTH, 2 * HEIGHT) - turned)  # it turns back at the edge
            inside = (self.x - cx) ** 2 + (self.y - cy) ** 2 < size**2
            frame[inside] = colour
        self.step += 1
        return np.clip(frame, 0, 255)
