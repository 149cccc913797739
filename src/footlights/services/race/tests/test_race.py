"""Runs: driven, written down, driven again; attacks refused by name; tracks that are roads of their own."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.race import api
from footlights.services.race.adapters import twin
from footlights.services.race.core import kernel
from footlights.services.race.core.cars import CARS
from footlights.services.race.core.driver import LONGEST, drive
from footlights.services.race.core.judge import drive_again, judge, write_down
from footlights.services.race.core.tracks import find_track, list_tracks
from footlights.services.race.types import BadRun, NotThere
from tests.shared import SHARED, needs_shared

TRACK, CAR = list_tracks()[0], CARS[0]
HONEST = write_down(TRACK, CAR, drive(TRACK, CAR, 1))
CIRCUITS = tuple(
    f"circuits/tumftm_{name}{kind}.csv"
    for name in ("Silverstone", "BrandsHatch")
    for kind in ("", "_raceline")
)


@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
@pytest.mark.parametrize("car", CARS, ids=lambda each: each.id)
def test_the_driver_finishes_every_track_in_every_car(track, car):
    record = write_down(track, car, drive(track, car, 3))
    verdict = judge(record)
    assert verdict.verified
    assert 180_000 < verdict.time_ms < 330_000


def test_another_seed_drives_another_race_and_the_same_seed_the_same():
    assert drive(TRACK, CAR, 1) == HONEST.inputs
    assert drive(TRACK, CAR, 2) != HONEST.inputs


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"time_ms": HONEST.time_ms - 1}, "time_differs"),
        ({"kernel": "0"}, "unknown_kernel"),
        ({"track": "night-river"}, "unknown_track"),
        ({"track_sha256": "0" * 64}, "unknown_track"),
        ({"car": "heron"}, "unknown_car"),
        ({"car_sha256": "0" * 64}, "unknown_car"),
        ({"inputs": HONEST.inputs[:-600]}, "not_finished"),
        ({"inputs": b""}, "not_finished"),
        ({"inputs": HONEST.inputs + b"\x1d"}, "trailing_inputs"),
        ({"inputs": bytes([0b0111101]) + HONEST.inputs[1:]}, "input_out_of_domain"),
        ({"inputs": bytes([0b0011101]) * (LONGEST + 1)}, "too_long"),
        ({"inputs": bytes([0b0011110]) * 3000}, "not_finished"),
        ({"marks": ("0" * 16, *HONEST.marks[1:])}, "state_differs"),
        ({"marks": HONEST.marks[:-1]}, "state_differs"),
    ],
)
def test_a_run_that_claims_what_it_did_not_do_is_refused_by_name(changed, reason):
    verdict = judge(replace(HONEST, **changed))
    assert (verdict.verified, verdict.reason) == (False, reason)


def test_shuttling_over_the_line_or_driving_backwards_makes_no_lap():
    run = kernel.start(TRACK)
    forward, back = 0b0011101, 0b0011110
    for tick in range(60 * 60):
        kernel.step(run, back if tick % 240 > 60 else forward, TRACK, CAR)
    assert run.laps == 0
    assert run.progress < len(TRACK.points)


@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
def test_a_car_that_drives_nose_first_into_a_wall_is_turned_along_it(track):
    run = kernel.start(track)
    full_left = 0b0000001
    for _ in range(240):
        kernel.step(run, full_left, track, CAR)
    before = run.progress
    for _ in range(300):
        kernel.step(run, 0b0011101, track, CAR)
    assert run.speed > 6  # what grass allows; with the nose in the wall it would be 0
    assert abs(run.progress - before) > 3


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=2000), st.sampled_from(list_tracks()), st.sampled_from(CARS))
def test_whatever_is_pressed_the_car_stays_within_the_walls_and_finite(pressed, track, car):
    run = kernel.start(track)
    for byte in pressed:
        if kernel.is_input(byte):
            kernel.step(run, byte, track, car)
            assert abs(run.hx**2 + run.hy**2 - 1) < 1e-9
            assert run.speed < 120
    points = np.array(track.points)[:, :2]
    assert np.hypot(*(points - (run.x, run.y)).T).min() < track.half_width + track.wall + 6


def test_every_bit_of_the_state_is_in_the_fingerprint():
    run = kernel.start(TRACK)
    for byte in HONEST.inputs[:900]:
        kernel.step(run, byte, TRACK, CAR)
    found = kernel.fingerprint(run)
    for name in ("x", "vy", "yaw", "charge", "window"):
        other = replace(run, **{name: np.nextafter(getattr(run, name), 1e9)})
        assert kernel.fingerprint(other) != found
    for name in ("segment", "progress", "laps", "tanks", "held", "tick"):
        assert kernel.fingerprint(replace(run, **{name: getattr(run, name) + 1})) != found


def test_a_run_goes_through_a_file(tmp_path):
    file = tmp_path / "run.json"
    record = api.drive_run("gullhaven", "wren", 7, file)
    assert api.verify_run(file).time_ms == record.time_ms
    told = json.loads(file.read_text("utf-8"))

    def with_inputs(raw: bytes) -> str:
        return json.dumps({**told, "inputs": base64.b64encode(raw).decode()})

    packed = base64.b64decode(told["inputs"])
    bomb = zlib.compress(b"\x1d" * 50_000_000, 9)
    for text, reason in (
        (with_inputs(packed + b"x"), "trailing_bytes"),
        (with_inputs(packed[:-8]), "trailing_bytes"),
        (with_inputs(bomb), "too_long"),
        (with_inputs(b"nonsense"), "not_a_run"),
        (json.dumps({**told, "time_ms": "1"}), "not_a_run"),
        (json.dumps({**told, "positions": []}), "not_a_run"),
        (json.dumps({**told, "time_ms": 1}), "time_differs"),
        ("[" * 100_000, "not_a_run"),
        ("not json", "not_a_run"),
    ):
        file.write_text(text, "utf-8")
        assert api.verify_run(file).reason == reason
    assert api.verify_run(tmp_path / "gone.json").reason == "unreadable"
    with pytest.raises(BadRun):
        api.drive_run("gullhaven", "wren", 7, tmp_path / "nowhere" / "run.json")


@pytest.mark.parametrize("kernel_name", ["python", "wasm"])
def test_a_file_that_was_cut_or_in_which_a_bit_fell_over_is_refused_without_a_fault(tmp_path, kernel_name):
    file = tmp_path / "run.json"
    api.drive_run("gullhaven", "wren", 7, file)
    whole = file.read_bytes()
    chance = np.random.default_rng(8)
    for size in (0, 1, len(whole) // 2, len(whole) - 3):
        file.write_bytes(whole[:size])
        assert not api.verify_run(file, kernel_name).verified
    text = whole.index(b'"inputs": "') + 11
    ends = range(whole.index(b'"', text) - 6, whole.index(b'"', text))
    for place in (*ends, *chance.integers(0, len(whole) - 2, 60).tolist()):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << int(chance.integers(0, 8))
        file.write_bytes(bytes(flipped))
        verdict = api.verify_run(file, kernel_name)
        assert verdict.verified is (verdict.reason is None)
        assert not verdict.verified


def test_a_run_is_driven_only_on_what_there_is(tmp_path):
    file = tmp_path / "run.json"
    for track, car in (("nowhere", "wren"), ("gullhaven", "tank")):
        with pytest.raises(NotThere):
            api.drive_run(track, car, 1, file)


@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
def test_a_track_is_an_even_road_that_does_not_meet_itself(track):
    points = np.array(track.points)[:, :2]
    steps = np.hypot(*(np.roll(points, -1, axis=0) - points).T)
    assert steps.min() > 4.5
    assert steps.max() < 7.5
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    count = len(points)
    along = np.abs(np.arange(count)[:, None] - np.arange(count)[None])
    along = np.minimum(along, count - along)
    assert apart[along > 12].min() > 2 * (track.half_width + track.wall)
    assert find_track(track.id) == track


@needs_shared(*CIRCUITS)
@pytest.mark.parametrize("track", list_tracks(), ids=lambda each: each.id)
@pytest.mark.parametrize("file", CIRCUITS)
def test_no_track_is_a_real_circuit_turned_scaled_or_mirrored(track, file):
    real = np.loadtxt(SHARED / file, delimiter=",", comments="#")[:, :2]
    assert nearest(np.array(track.points)[:, :2], real) > 15.0


def even(points, count=180):
    closed = np.vstack([points, points[:1]])
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    wanted = np.linspace(0, along[-1], count, endpoint=False)
    return np.column_stack([np.interp(wanted, along, closed[:, axis]) for axis in range(2)])


def nearest(ours, real):
    """Return the least RMS distance in metres over every start, direction and mirror, after the best turn and scale."""
    a, b = even(real), even(ours)
    a = (a - a.mean(axis=0)) @ np.array([1, 1j])
    b = (b - b.mean(axis=0)) @ np.array([1, 1j])
    best = np.inf
    for other in (a, a[::-1], a.conj(), a[::-1].conj()):
        for shift in range(len(other)):
            moved = np.roll(other, shift)
            turn = np.vdot(moved, b) / np.vdot(moved, moved)
            best = min(best, float(np.sqrt(np.mean(np.abs(b - turn * moved) ** 2))))
    return best


def test_the_twin_in_webassembly_comes_to_the_same_bits():
    for seed in range(60):
        chance = np.random.default_rng(seed)
        held = np.repeat(chance.integers(0, 256, 80, dtype=np.uint8), 20)
        inputs = bytes(byte for byte in held.tolist() if kernel.is_input(byte))
        track, car = list_tracks()[seed % 2], CARS[seed % 3]
        assert twin.drive_again(track, car, inputs) == drive_again(track, car, inputs)
    assert judge(HONEST, twin.drive_again) == judge(HONEST)
    assert judge(replace(HONEST, inputs=HONEST.inputs[:-1]), twin.drive_again).reason == "not_finished"
