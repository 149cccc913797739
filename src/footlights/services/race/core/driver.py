"""A driver for tests and for the first ghost: looks ahead, brakes for what comes, drifts where it is tight."""

from __future__ import annotations

from math import sqrt
from typing import Final

from .cars import Car
from .kernel import Run, start, step
from .tracks import Track

LONGEST: Final = 60 * 60 * 15  # ticks: fifteen minutes


def drive(track: Track, car: Car, seed: int) -> bytes:
    """Return the inputs of a race driven to its end; another seed keeps another line. At most LONGEST ticks."""
    run, pressed = start(track), bytearray()
    chance = (seed * 2862933555777941757 + 3037000493) & 0xFFFFFFFFFFFFFFFF
    offset = 0.0
    while run.laps < track.laps and len(pressed) < LONGEST:
        if run.tick % 90 == 0:
            chance = (chance * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            offset = ((chance >> 40) % 200 - 100) / 50.0
        byte = _decide(run, track, offset)
        pressed.append(byte)
        step(run, byte, track, car)
    return bytes(pressed)


def _decide(run: Run, track: Track, offset: float) -> int:
    speed = run.speed
    near, far = _aim(run, track, 2 + int(speed / 9.0), offset), _aim(run, track, 4 + int(speed / 4.0), 0.0)
    bend = far[0] * run.hy - far[1] * run.hx  # > 0: to the right
    tight = (bend if bend > 0 else -bend) / sqrt(far[0] * far[0] + far[1] * far[1] + 1.0)
    wanted = 68.0 / (1.0 + 3.2 * tight)
    steer = near[0] * run.hy - near[1] * run.hx
    size = sqrt(near[0] * near[0] + near[1] * near[1] + 1.0)
    position = 7 + round(14.0 * steer / size * 2.2 / 2)
    position = 0 if position < 0 else 14 if position > 14 else position
    byte = position << 2
    if speed < wanted:
        byte |= 1
    elif speed > wanted + 6.0:
        byte |= 2
    if tight > 0.45 and speed > 20.0 and position not in (6, 7, 8):
        byte |= 64
    if run.tanks and tight < 0.12 and speed > 15.0:
        byte |= 128
    return byte


def _aim(run: Run, track: Track, ahead: int, offset: float) -> tuple[float, float]:
    """Return the way from the car to a point so many segments ahead, moved to the left by an offset in metres."""
    count = len(track.points)
    ax, ay, _ = track.points[(run.segment + ahead) % count]
    bx, by, _ = track.points[(run.segment + ahead + 1) % count]
    dx, dy = bx - ax, by - ay
    length = sqrt(dx * dx + dy * dy)
    return ax - dy / length * offset - run.x, ay + dx / length * offset - run.y
