"""The reference kernel: sixty ticks a second, one byte of input each, and nothing but + - * / and square roots on doubles.

That is what every machine rounds alike (IEEE 754), so a run comes out the same bit for bit wherever it is driven again.
Input byte: bit 0 throttle, 1 brake, 2-5 steering (0 full left, 7 straight, 14 full right; 15 does not exist), 6 drift,
7 nitro. Constants that stand for exp(-k/60) are written out.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import sqrt
from typing import Final

from .cars import Car
from .tracks import Track

VERSION: Final = "2"
TICKS: Final = 60  # a second
_DT: Final = 1.0 / 60.0
_GRIP: Final = 0.8678785  # of sideways speed kept a tick with grip
_SLIDE: Final = 0.9688302  # ... in a drift
_GRASS: Final = 0.9801987  # of all speed kept a tick on grass
_ROLL: Final = 0.9995
_YAW: Final = 0.25
_BRAKES: Final = 18.0
_REVERSE: Final = 5.0
_NITRO, _NITRO_S = 16.0, 2.2
_JET, _JET_S, _JET_WINDOW_S, _JET_DRIFT_S = 12.0, 0.7, 0.5, 0.35
_FULL: Final = 100.0  # charge that fills a tank
_TANKS: Final = 2
_GLANCE: Final = 0.15  # of a nose in the wall that the wall turns away a tick
_SCRAPE: Final = 40.0  # m/s into the wall that halve the speed
_LOOKS: Final = 8  # segments searched a tick
_MASK: Final = (1 << 64) - 1


@dataclass(slots=True)
class Run:
    """Where a car is. Heading is a unit vector; progress counts segments forward less segments back; laps are whole."""

    x: float
    y: float
    hx: float
    hy: float
    vx: float = 0.0
    vy: float = 0.0
    yaw: float = 0.0
    charge: float = 0.0
    drift: float = 0.0
    nitro: float = 0.0
    jet: float = 0.0
    window: float = 0.0
    segment: int = 0
    progress: int = 0
    laps: int = 0
    tanks: int = 0
    held: int = 0
    tick: int = 0

    @property
    def speed(self) -> float:
        """Return the speed in m/s."""
        return sqrt(self.vx * self.vx + self.vy * self.vy)


def start(track: Track) -> Run:
    """Return a car on the line, at rest, facing along the track."""
    (ax, ay, _), (bx, by, _) = track.points[0], track.points[1]
    length = sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
    return Run(ax, ay, (bx - ax) / length, (by - ay) / length)


def is_input(byte: int) -> bool:
    """Return whether a byte can come from a driver: there is no sixteenth position of the wheel."""
    return (byte >> 2) & 15 != 15


def step(run: Run, byte: int, track: Track, car: Car) -> None:
    """Move a car by one tick."""
    throttle, brake, steer = byte & 1, (byte >> 1) & 1, (((byte >> 2) & 15) - 7) / 7.0
    ahead = run.vx * run.hx + run.vy * run.hy
    aside = run.vy * run.hx - run.vx * run.hy
    push = _push(run, throttle, brake, ahead, car) - _climb(run, track)
    slides = _slide(run, byte, steer, ahead, aside)
    _boost(run, throttle, byte, slides=slides)
    lock = ahead / 12.0 if ahead < 12.0 else 1.0
    if lock < -0.5:
        lock = -0.5
    wanted = -steer * car.turn * lock / (1.0 + (ahead if ahead > 0.0 else 0.0) / 60.0)
    if slides:
        wanted = wanted * 1.5
    run.yaw = run.yaw + (wanted - run.yaw) * _YAW
    ahead = (ahead + push * _DT) * _ROLL
    aside = aside * (_SLIDE if slides else _GRIP)
    vx, vy = ahead * run.hx - aside * run.hy, ahead * run.hy + aside * run.hx
    _turn(run)
    run.vx, run.vy = vx, vy
    run.x, run.y = run.x + vx * _DT, run.y + vy * _DT
    _follow(run, track)
    run.held = throttle
    run.tick += 1


def _push(run: Run, throttle: int, brake: int, ahead: float, car: Car) -> float:
    push = car.power * (1.0 - ahead / car.top) if throttle else 0.0
    if run.nitro > 0.0:
        push = push + _NITRO
    if run.jet > 0.0:
        push = push + _JET
    if brake:
        push = push - (_BRAKES if ahead > 0.0 else _REVERSE if ahead > -10.0 else 0.0)
    return push


def _climb(run: Run, track: Track) -> float:
    """Return what the gradient takes away, in m/s²."""
    ax, ay, az = track.points[run.segment]
    bx, by, bz = track.points[(run.segment + 1) % len(track.points)]
    dx, dy = bx - ax, by - ay
    along = dx * dx + dy * dy
    return 9.8125 * (bz - az) * (dx * run.hx + dy * run.hy) / along


def _slide(run: Run, byte: int, steer: float, ahead: float, aside: float) -> bool:
    """Keep the drift and what it charges; return whether the car slides."""
    slides = bool(byte & 64) and ahead > 12.0 and (steer > 0.2 or steer < -0.2 or run.drift > 0.0)
    if slides:
        size = aside if aside > 0.0 else -aside
        run.drift = run.drift + _DT
        run.charge = run.charge + size / (size + ahead) * 2.5
        if run.charge >= _FULL:
            run.charge = run.charge - _FULL if run.tanks < _TANKS else _FULL
            run.tanks = run.tanks + 1 if run.tanks < _TANKS else _TANKS
    elif run.drift > 0.0:
        run.window = _JET_WINDOW_S if run.drift >= _JET_DRIFT_S else 0.0
        run.drift = 0.0
    return slides


def _boost(run: Run, throttle: int, byte: int, *, slides: bool) -> None:
    run.nitro = run.nitro - _DT if run.nitro > _DT else 0.0
    run.jet = run.jet - _DT if run.jet > _DT else 0.0
    run.window = run.window - _DT if run.window > _DT else 0.0
    if run.window > 0.0 and throttle and not run.held and not slides:
        run.jet, run.window = _JET_S, 0.0
    if byte & 128 and run.tanks > 0 and run.nitro == 0.0:
        run.tanks, run.nitro = run.tanks - 1, _NITRO_S


def _turn(run: Run) -> None:
    """Turn the heading by yaw, by the first terms of sine and cosine."""
    a = run.yaw * _DT
    q = a * a
    s, c = a * (1.0 - q / 6.0 * (1.0 - q / 20.0)), 1.0 - q / 2.0 * (1.0 - q / 12.0)
    hx, hy = run.hx * c - run.hy * s, run.hx * s + run.hy * c
    size = sqrt(hx * hx + hy * hy)
    run.hx, run.hy = hx / size, hy / size


def _follow(run: Run, track: Track) -> None:
    """Find the segment the car is beside, count laps, and hold it to grass and walls."""
    count = len(track.points)
    for _ in range(_LOOKS):
        ax, ay, _z = track.points[run.segment]
        bx, by, _z = track.points[(run.segment + 1) % count]
        dx, dy = bx - ax, by - ay
        share = ((run.x - ax) * dx + (run.y - ay) * dy) / (dx * dx + dy * dy)
        if share >= 1.0:
            run.segment, run.progress = (run.segment + 1) % count, run.progress + 1
        elif share < 0.0:
            run.segment, run.progress = (run.segment - 1) % count, run.progress - 1
        else:
            break
    if run.progress >= count * (run.laps + 1):
        run.laps += 1
    length = sqrt(dx * dx + dy * dy)
    nx, ny = -dy / length, dx / length
    off = (run.x - ax) * nx + (run.y - ay) * ny
    side = 1.0 if off > 0.0 else -1.0
    beyond = off * side - track.half_width
    if beyond > 0.0:
        run.vx, run.vy = run.vx * _GRASS, run.vy * _GRASS
    if beyond > track.wall:
        back = beyond - track.wall
        run.x, run.y = run.x - nx * side * back, run.y - ny * side * back
        _scrape(run, nx * side, ny * side)


def _scrape(run: Run, ox: float, oy: float) -> None:
    """Let a car that met the wall keep what goes along it, by how hard it met, and turn its nose along the wall.

    ox, oy: the way out of the road, a unit vector. A light touch costs little; nobody sticks with the nose in a wall.
    """
    out = run.vx * ox + run.vy * oy
    if out > 0.0:
        kept = _SCRAPE / (_SCRAPE + out)
        run.vx, run.vy = (run.vx - ox * out * 1.25) * kept, (run.vy - oy * out * 1.25) * kept
    nose = run.hx * ox + run.hy * oy
    if nose > 0.0:
        hx, hy = run.hx - ox * nose * _GLANCE, run.hy - oy * nose * _GLANCE
        size = sqrt(hx * hx + hy * hy)
        run.hx, run.hy = hx / size, hy / size


def fingerprint(run: Run) -> int:
    """Return 64 bits that two runs share only when they agree in every bit of their state."""
    floats = (
        run.x,
        run.y,
        run.hx,
        run.hy,
        run.vx,
        run.vy,
        run.yaw,
        run.charge,
        run.drift,
        run.nitro,
        run.jet,
        run.window,
    )
    whole = (run.segment, run.progress, run.laps, run.tanks, run.held, run.tick)
    words = [
        *(struct.unpack("<Q", struct.pack("<d", each))[0] for each in floats),
        *(each & _MASK for each in whole),
    ]
    found = 0xCBF29CE484222325
    for word in words:
        found = ((found ^ word) * 0x9E3779B97F4A7C15) & _MASK
        found ^= found >> 29
    return found


def time_ms(ticks: int) -> int:
    """Return what so many ticks come to in whole milliseconds."""
    return (ticks * 1000 + TICKS // 2) // TICKS
