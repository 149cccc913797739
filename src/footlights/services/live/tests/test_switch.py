"""The switch: time never goes back, sources change at key frames, and what is lost is filled."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from footlights.services.live.core.rundown import (
    SLATE,
    Plan,
    Turn,
    Wanted,
    plan_from_json,
    plan_to_json,
    want,
)
from footlights.services.live.core.switch import Change, Format, Packet, Switch

SLATE_CLIP = (
    Format(b"slate", b"s"),
    tuple(
        sorted(
            [Packet(True, n * 40, b"p", n % 25 == 0) for n in range(50)]
            + [Packet(False, n * 21, b"a") for n in range(95)],
            key=lambda p: p.at_ms,
        )
    ),
    2000,
)


class Show:
    """A switch, and contributors whose packets come at their own times."""

    def __init__(self) -> None:
        self.switch = Switch(SLATE_CLIP)
        self.out: list[Packet | Change] = []
        self.now = 0
        self.clocks: dict[str, int] = {}

    def run(self, seconds: float, wanted: str, *senders: str, gop: int = 25, reorder: bool = False) -> None:
        """Let time pass while some send, 25 pictures a second."""
        for name in senders:
            self.switch.connect(name, Format(name.encode(), b"s"))
        end = self.now + int(seconds * 1000)
        while self.now < end:
            for name in senders:
                at = self.clocks.get(name, 1000 * len(name))
                picture = at // 40
                shift = (80, 160, 40, 40)[picture % 4] if reorder else 0
                self.switch.push(
                    name,
                    Packet(True, at, b"v", picture % gop == 0, shift if picture % gop else 80 * reorder),
                    self.now,
                )
                for half in (0, 20):
                    self.switch.push(name, Packet(False, at + half, b"a"), self.now)
                self.clocks[name] = at + 40
            self.switch.tick(Wanted(wanted, 0, 0, "schedule"), self.now)
            self.out += self.switch.take()
            self.now += 40

    def packets(self, *, is_video: bool) -> list[Packet]:
        return [each for each in self.out if isinstance(each, Packet) and each.is_video is is_video]

    def on(self) -> list[str]:
        return [each.source for each in self.out if isinstance(each, Change)]

    def check(self) -> None:
        """What comes out never goes back, has no hole, and begins each source with a key frame."""
        for is_video in (True, False):
            times = [packet.at_ms for packet in self.packets(is_video=is_video)]
            assert all(before < after for before, after in pairwise(times))
            assert max((b - a for a, b in pairwise(times)), default=0) <= 100
        shown = sorted(p.at_ms + p.shift_ms for p in self.packets(is_video=True))
        assert max((b - a for a, b in pairwise(shown)), default=0) <= 100
        fresh = False
        for each in self.out:
            if isinstance(each, Change):
                fresh = True
            elif fresh and each.is_video:
                assert each.is_key
                fresh = False


def test_without_a_contributor_the_slate_runs():
    show = Show()
    show.run(5, "a")

    assert show.on() == [SLATE]
    assert abs(show.packets(is_video=True)[-1].at_ms - show.now) <= 80
    show.check()


def test_a_contributor_comes_on_at_a_key_frame_and_gives_way_when_lost():
    show = Show()
    show.run(4, "a", "a")
    show.run(3, "a")
    show.run(4, "a", "a")

    assert show.on() == [SLATE, "a", SLATE, "a"]
    assert abs(show.packets(is_video=True)[-1].at_ms - show.now) <= 120
    show.check()


def test_contributors_hand_over_without_the_slate_between_them():
    show = Show()
    show.run(4, "a", "a", "bb")
    show.run(4, "bb", "a", "bb", gop=12)

    assert show.on() == [SLATE, "a", "bb"]
    show.check()


def test_pictures_shown_out_of_order_leave_no_hole_at_a_change():
    show = Show()
    show.run(4, "a", "a", "bb", reorder=True)
    show.run(4.24, "bb", "a", "bb", reorder=True)
    show.run(3, "a", "a", reorder=True)

    assert show.on()[:3] == [SLATE, "a", "bb"]
    show.check()


def test_a_contributor_whose_clock_jumps_loses_its_place_and_comes_back():
    show = Show()
    show.run(4, "a", "a")
    show.clocks["a"] += 5000
    show.run(4, "a", "a")

    assert show.on() == [SLATE, "a", SLATE, "a"]
    show.check()


def test_a_burst_after_a_stall_is_waited_out():
    show = Show()
    show.run(4, "a", "a")
    show.run(2, "a")
    for picture in range(50):  # two seconds at once
        at = show.clocks["a"]
        show.switch.push("a", Packet(True, at, b"v", picture % 25 == 0), show.now)
        show.clocks["a"] = at + 40
    show.out += show.switch.take()

    assert show.on()[-1] == SLATE
    show.run(3, "a", "a")
    assert show.on()[-1] == "a"
    show.check()


def test_a_sick_contributor_gives_way_until_it_is_well():
    show = Show()
    show.run(4, "a", "a")
    show.switch.sources["a"].sick = "black"
    show.run(2, "a", "a")
    assert show.on()[-1] == SLATE

    show.switch.sources["a"].sick = ""
    show.run(2, "a", "a")
    assert show.on()[-1] == "a"
    show.check()


def test_a_next_slot_of_the_same_contributor_begins_at_a_key_frame():
    show = Show()
    show.run(4, "a", "a")
    show.switch.wanted = Wanted("a", 1, 0, "schedule")
    before = len(show.out)
    for _ in range(50):
        at = show.clocks["a"]
        show.switch.push("a", Packet(True, at, b"v", at // 40 % 25 == 0), show.now)
        show.switch.tick(Wanted("a", 1, 0, "schedule"), show.now)
        show.clocks["a"], show.now = at + 40, show.now + 40
    show.out += show.switch.take()

    changes = [each for each in show.out[before:] if isinstance(each, Change)]
    assert [(each.source, each.slot) for each in changes] == [("a", 1)]


ACTS = st.lists(
    st.tuples(
        st.sampled_from([0.4, 0.72, 1.2, 2.0]),
        st.sampled_from(["a", "bb", SLATE]),
        st.sampled_from([(), ("a",), ("bb",), ("a", "bb")]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=30, deadline=None)
@given(ACTS, st.booleans())
def test_whatever_happens_the_stream_goes_on(acts, reorder):
    show = Show()
    for seconds, wanted, senders in acts:
        for gone in {"a", "bb"} - set(senders):
            show.switch.drop(gone, show.now)
        show.run(seconds, wanted, *senders, reorder=reorder)
    show.run(1.2, SLATE)

    show.check()
    assert show.now - show.packets(is_video=True)[-1].at_ms <= 160


PLAN = Plan((Turn(0, "a", 0, 1000, 5000), Turn(1, "b", 1000, 2000, 6000)))


def test_the_running_order_says_who_is_to_be_on():
    assert [want(PLAN, at).source for at in (-1, 0, 999, 1000, 2000)] == [SLATE, "a", "a", "b", SLATE]
    assert want(PLAN, 500) == Wanted("a", 0, 5000, "schedule")


def test_a_hand_outranks_the_running_order_until_it_is_taken_back():
    by_hand = Plan(PLAN.turns, hand="b")

    assert want(by_hand, 500) == Wanted("b", 1, 6000, "hand")
    assert want(Plan(PLAN.turns, hand=SLATE), 500).slot == -1


def test_a_plan_is_read_as_it_was_handed_over():
    assert plan_from_json(plan_to_json(Plan(PLAN.turns, "b", True))) == Plan(PLAN.turns, "b", True)
