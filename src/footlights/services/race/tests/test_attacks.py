"""What is tried against the board: each attack is refused or flagged by name, and an honest race is neither."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from footlights.ground.people.types import AgeBand
from footlights.services.race import api, models
from footlights.services.race.core.copies import is_copy
from footlights.services.race.core.hands import find_signs
from footlights.services.race.types import BadPiece, BadRun, BadStart, Claim, NotNow, Standing

from .races import AT, CN, a_viewer, calm, claim_of, race, send

pytestmark = pytest.mark.django_db
HONEST = calm("gullhaven", "tern", 1)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


def begun(name: str = "Chen"):
    viewer = a_viewer(name)
    return viewer, api.begin(viewer, "gullhaven", "tern", "limelight", AT)


def test_an_honest_race_stands_on_the_board_with_its_laps():
    result = race(a_viewer())
    assert (result.standing, result.reason, result.flags) == (Standing.RANKED, None, ())
    assert len(result.lap_ms) == 3
    assert sum(result.lap_ms) == result.time_ms
    assert result.rank == 1


def test_an_edited_time_is_refused():
    viewer, start = begun()
    ended = send(viewer, start.token, HONEST, AT)
    claim = claim_of("gullhaven", "tern", HONEST)
    result = api.finish(start.token, viewer, Claim(claim.time_ms - 5_000, claim.marks), ended)
    assert (result.standing, result.reason) == (Standing.REFUSED, "time_differs")
    assert api.count_bests("gullhaven") == 0


def test_states_that_do_not_follow_from_the_inputs_are_refused():
    viewer, start = begun()
    ended = send(viewer, start.token, HONEST, AT)
    claim = claim_of("gullhaven", "tern", HONEST)
    forged = Claim(claim.time_ms, ("0" * 16, *claim.marks[1:]))
    assert api.finish(start.token, viewer, forged, ended).reason == "state_differs"


def test_a_log_of_another_car_is_refused():
    viewer, start = begun()
    other = calm("gullhaven", "heron", 2)
    ended = send(viewer, start.token, other, AT)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "heron", other), ended)
    assert result.standing is Standing.REFUSED


def test_a_log_cut_short_is_refused():
    viewer, start = begun()
    ended = send(viewer, start.token, HONEST[:-900], AT)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "tern", HONEST), ended)
    assert result.reason == "not_finished"


def test_inputs_after_the_line_are_refused():
    viewer, start = begun()
    longer = HONEST + b"\x1d" * 60
    ended = send(viewer, start.token, longer, AT)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "tern", HONEST), ended)
    assert result.reason == "trailing_inputs"


def test_what_no_driver_can_press_and_what_is_too_long_is_refused_on_arrival():
    viewer, start = begun()
    with pytest.raises(BadRun) as refused:
        api.take_piece(start.token, viewer, 0, bytes([0b0111101]), AT)
    assert refused.value.reason == "input_out_of_domain"
    for first, size in ((0, 601), (53_900, 200)):
        with pytest.raises(BadRun) as refused:
            api.take_piece(start.token, viewer, first, b"\x1d" * size, AT)
        assert refused.value.reason == "too_long"


def test_a_gap_in_the_stream_is_refused_and_a_piece_sent_twice_changes_nothing():
    viewer, start = begun()
    assert api.take_piece(start.token, viewer, 0, HONEST[:100], AT) == 100
    assert api.take_piece(start.token, viewer, 0, HONEST[:100], AT) == 100
    assert api.take_piece(start.token, viewer, 60, HONEST[60:160], AT) == 160
    with pytest.raises(BadPiece) as gap:
        api.take_piece(start.token, viewer, 400, HONEST[400:500], AT)
    assert gap.value.held == 160


def test_a_race_without_a_start_here_is_refused():
    viewer = a_viewer()
    for token in ("", "rst-0000000000000000-0:forged", "nonsense"):
        with pytest.raises(BadStart) as refused:
            api.take_piece(token, viewer, 0, HONEST[:60], AT)
        assert refused.value.reason == "bad_token"


def test_a_token_works_once_and_for_its_own_browser():
    viewer, start = begun()
    with pytest.raises(BadStart) as refused:
        api.take_piece(start.token, a_viewer("Bo"), 0, HONEST[:60], AT)
    assert refused.value.reason == "foreign_token"
    ended = send(viewer, start.token, HONEST, AT)
    claim = claim_of("gullhaven", "tern", HONEST)
    assert api.finish(start.token, viewer, claim, ended).standing is Standing.RANKED
    with pytest.raises(BadStart) as refused:
        api.finish(start.token, viewer, claim, ended)
    assert refused.value.reason == "spent_token"
    assert models.Run.objects.count() == 1


def test_another_drivers_log_is_flagged_even_when_bytes_without_effect_were_changed():
    race(a_viewer())
    thief = a_viewer("Bo")
    touched = bytearray(HONEST)
    touched[5] ^= 0b1000_0000  # nitro without a tank does nothing
    assert bytes(touched) != HONEST
    start = api.begin(thief, "gullhaven", "tern", "limelight", AT)
    ended = send(thief, start.token, bytes(touched), AT)
    result = api.finish(start.token, thief, claim_of("gullhaven", "tern", bytes(touched)), ended)
    assert (result.standing, result.flags) == (Standing.FLAGGED, ("copied",))
    assert api.count_bests("gullhaven") == 1
    assert api.clear_run(result.run).standing is Standing.RANKED
    assert api.count_bests("gullhaven") == 2


@pytest.mark.parametrize(
    ("rate", "wait", "reason"),
    [
        (0.8, 3.0, "slow_motion"),
        (1.0, 60.0, "slow_motion"),
        (1.3, 3.0, "fast_forward"),
        (50.0, 3.0, "fast_forward"),
    ],
)
def test_a_race_that_was_not_driven_at_the_clocks_pace_is_refused(rate, wait, reason):
    viewer, start = begun()
    ended = send(viewer, start.token, HONEST, AT, rate=rate, wait=wait)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "tern", HONEST), ended)
    assert (result.standing, result.reason) == (Standing.REFUSED, reason)


def send_with_stops(viewer, token, stops, *, at=AT):
    """Send HONEST at the clock's pace, but stand still before so many ticks for so many seconds; return the end."""
    at += timedelta(seconds=3)
    for first in range(0, len(HONEST), 180):
        for seconds in stops.get(first, ()):
            at += timedelta(seconds=seconds)
            api.take_piece(token, viewer, first, b"", at)
        piece = HONEST[first : first + 180]
        at += timedelta(seconds=len(piece) / 60)
        api.take_piece(token, viewer, first, piece, at)
    return at


@pytest.mark.parametrize(
    ("stops", "reason"),
    [
        ({0: (40.0,)}, None),
        ({1800: (90.0,)}, None),
        ({0: (5.0,), 1800: (100.0, 100.0, 100.0), 9000: (200.0,)}, None),
        ({1800: (5.0,), 3600: (5.0,), 5400: (5.0,), 7200: (5.0,)}, "too_many_stops"),
        ({1800: (601.0,)}, "stopped_too_long"),
    ],
)
def test_a_paused_race_stands_and_one_paused_for_slow_motion_does_not(stops, reason):
    viewer, start = begun()
    ended = send_with_stops(viewer, start.token, stops)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "tern", HONEST), ended)
    assert (result.standing, result.reason) == (Standing.REFUSED if reason else Standing.RANKED, reason)


def test_a_stop_hides_neither_slow_driving_nor_fast():
    viewer, start = begun()
    at = AT + timedelta(seconds=3)
    for first in range(0, len(HONEST), 180):
        at += timedelta(seconds=3 if first < 9000 else 4)
        api.take_piece(start.token, viewer, first, HONEST[first : first + 180], at)
        if first == 1800:
            at += timedelta(seconds=60)
            api.take_piece(start.token, viewer, first + 180, b"", at)
    claim = claim_of("gullhaven", "tern", HONEST)
    assert api.finish(start.token, viewer, claim, at).reason == "slow_motion"

    start = api.begin(viewer, "gullhaven", "tern", "limelight", AT)
    at = AT + timedelta(seconds=300)
    api.take_piece(start.token, viewer, 0, b"", at)
    for first in range(0, len(HONEST), 600):
        api.take_piece(start.token, viewer, first, HONEST[first : first + 600], at)
    assert api.finish(start.token, viewer, claim, at).reason == "fast_forward"


def test_marks_of_a_stop_are_kept_up_to_a_number(settings):
    viewer, start = begun()
    for _ in range(80):
        assert api.take_piece(start.token, viewer, 0, b"", AT) == 0
    assert next(settings.HOME.glob("race/*/*.inputs")).stat().st_size == 60 * 24
    assert api.take_piece(start.token, viewer, 0, HONEST[:180], AT) == 180


def test_a_stumbling_network_refuses_nobody():
    viewer, start = begun()
    at = AT + timedelta(seconds=3)
    for first in range(0, len(HONEST), 180):
        late = timedelta(milliseconds=(first * 7919) % 700)
        piece = HONEST[first : first + 180]
        at += timedelta(seconds=len(piece) / 60)
        api.take_piece(start.token, viewer, first, piece, at + late)
    result = api.finish(start.token, viewer, claim_of("gullhaven", "tern", HONEST), at)
    assert result.standing is Standing.RANKED


def test_machines_hands_are_flagged_by_what_they_do():
    press = 0b0011101
    assert find_signs(bytes([press] * 3000)) == ()
    wheel = bytes((((3 + 8 * (tick % 4 > 1)) << 2) | 1) for tick in range(1200))
    assert "jitter" in find_signs(wheel)
    tapping = bytes(press | (128 if tick % 2 else 0) for tick in range(1200))
    assert {"tapping", "clockwork"} <= set(find_signs(tapping))
    assert find_signs(bytes([press | 2] * 600)) == ("both_pedals",)
    assert find_signs(HONEST) == ()


def test_ways_are_compared_not_bytes():
    one = [[float(x), 0.0] for x in range(0, 400, 50)]
    assert is_copy(one, [[x + 0.2, 0.1] for x, _ in one])
    assert not is_copy(one, [[x, 2.0] for x, _ in one])
    assert not is_copy(one, one[:-1])


def test_too_many_starts_in_a_minute_are_refused():
    viewer = a_viewer()
    for _ in range(20):
        api.begin(viewer, "gullhaven", "tern", "limelight", AT)
    with pytest.raises(NotNow) as refused:
        api.begin(viewer, "gullhaven", "tern", "limelight", AT)
    assert refused.value.reason == "too_many"
    api.begin(viewer, "gullhaven", "tern", "limelight", AT + timedelta(minutes=2))


def test_a_piece_cut_by_a_crash_is_no_piece_and_what_was_acknowledged_stays(settings):
    viewer, start = begun()
    api.take_piece(start.token, viewer, 0, HONEST[:180], AT)
    file = next(settings.HOME.glob("race/*/*.inputs"))
    file.write_bytes(file.read_bytes() + b"RACE\x00\x01half a piece")
    assert api.take_piece(start.token, viewer, 180, HONEST[180:360], AT) == 360


def test_the_page_sends_through_the_same_doors():
    client = Client()
    begin = {"track": "gullhaven", "car": "tern", "livery": "limelight"}
    client.get("/en/race/gullhaven/drive")
    token = client.post("/race/act/begin", begin).json()["token"]

    def send_piece(first: str, body: bytes, token: str = token):
        headers = {"X-Race-Token": token, "X-Race-First": first}
        return client.post("/race/act/piece", body, content_type="application/octet-stream", headers=headers)

    assert send_piece("0", HONEST[:180]).json() == {"held": 180}
    assert send_piece("900", HONEST[900:960]).json()["held"] == 180
    assert send_piece("x", b"").status_code == 400
    assert send_piece("0", HONEST[:60], "forged").status_code == 403
    for body in (b"[", b"{}", b'{"token": "a", "time_ms": 1.5, "marks": []}', b"x" * 30_000):
        sent = client.post("/race/act/finish", body, content_type="application/json")
        assert sent.status_code == 400
    claim = claim_of("gullhaven", "tern", HONEST)
    sent = client.post(
        "/race/act/finish",
        json.dumps({"token": token, "time_ms": claim.time_ms, "marks": list(claim.marks)}),
        content_type="application/json",
    )
    assert sent.json()["reason"] == "not_finished"
    assert client.post("/race/act/begin", {**begin, "livery": "ribbon"}).status_code == 404
    assert client.get("/race/tracks/gullhaven.json").json()["laps"] == 3
    assert client.get("/race/tracks/nowhere.json").status_code == 404


@pytest.mark.parametrize(
    ("day", "hour", "may"),
    [(2, 12, False), (6, 12, True), (6, 13, False), (7, 12, True), (8, 12, True), (8, 11, False)],
)
def test_under_eighteen_in_china_only_at_the_hours_of_the_rule(day, hour, may):
    at = AT.replace(day=day, hour=hour)  # November 2026: the 6th is a Friday; 12 UTC is 20:00 in China
    young = a_viewer("Chen", age=AgeBand.FROM_14, lives=CN)
    bar = api.find_bar(young, at)
    assert (bar is None) is may
    assert bar is None or bar.reason == "minor"
    assert api.find_bar(a_viewer("Bo", age=AgeBand.FROM_18, lives=CN), at) is None
    assert api.find_bar(a_viewer("Aurora", age=AgeBand.FROM_14), at) is None


def test_on_a_public_holiday_too_and_no_guests_in_china():
    young = a_viewer("Chen", age=AgeBand.UNDER_14, lives=CN)
    holiday = AT.replace(month=10, day=1, hour=12, minute=30)
    assert api.find_bar(young, holiday) is None
    bar = api.find_bar(a_viewer("Bo", territory=CN), AT)
    assert bar is not None
    assert bar.reason == "guest"
    with pytest.raises(NotNow):
        api.begin(young, "gullhaven", "tern", "limelight", AT)
