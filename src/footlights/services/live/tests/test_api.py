"""Events, cues, licences by slot, and the replay: through the door."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from footlights.ground.agreements import api as agreements
from footlights.ground.media import api as media
from footlights.ground.media.types import AssetState
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both
from footlights.services.live import api, models, rights
from footlights.services.live.adapters import folder
from footlights.services.live.api.demo import plan_demo
from footlights.services.live.core.fmp4 import write_init
from footlights.services.live.core.playlist import init_name, segment_name
from footlights.services.live.schemas import read_draft
from footlights.services.live.types import (
    BadEvent,
    ContributorDraft,
    ContributorId,
    EventDraft,
    EventId,
    NoSuchEvent,
    SlotDraft,
    State,
    Way,
)

from .test_tags import AVCC

pytestmark = pytest.mark.django_db
NOW = utc_now()
AURORA = PersonId("per-aurora")


def draft(**more) -> EventDraft:
    return EventDraft(
        title=Both("A relay", "接力"),
        starts_at=NOW,
        contributors=(
            ContributorDraft(Both("Aurora", "奥罗拉")),
            ContributorDraft(Both("Bo", "博"), "Asia/Shanghai", Way.SRT),
        ),
        slots=(SlotDraft(0, Both("One", "一"), 10), SlotDraft(1, Both("Two", "二"), 10, **more)),
    )


def test_slots_follow_one_another_and_keys_are_kept_nowhere():
    event = api.create_event(draft(), NOW)

    assert [slot.starts_at - NOW for slot in event.slots] == [timedelta(0), timedelta(seconds=10)]
    assert event.ends_at == NOW + timedelta(seconds=20)
    assert works.get_work(event.work).kind is WorkKind.STAGE
    first = event.contributors[0]
    assert len(first.key) == 24
    assert first.key not in str(list(models.Contributor.objects.values()))
    api.turn_key(first.id)
    assert api.get_event(event.id).contributors[0].key != first.key


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slots": ()}, "one slot"),
        ({"title": Both("", "接力")}, "title"),
        ({"slots": (SlotDraft(7, Both("One", "一"), 10),)}, "contributor"),
        ({"slots": (SlotDraft(0, Both("One", "一"), 0.1),)}, "second"),
        ({"slots": (SlotDraft(0, Both("One", "一"), 10, territories="nowhere"),)}, "territories"),
    ],
)
def test_a_plan_that_does_not_do_is_refused_with_a_reason(change, said):
    whole = draft()
    fields = {name: getattr(whole, name) for name in whole.__slots__}

    with pytest.raises(BadEvent) as refusal:
        api.create_event(EventDraft(**{**fields, **change}), NOW)
    assert said in refusal.value.message.en


def test_a_plan_comes_from_a_file():
    said = {
        "title": {"en": "A relay", "zh": "接力"}, "starts_at": "2026-10-01T00:00:00+08:00",
        "contributors": [{"name": {"en": "Bo", "zh": "博"}, "zone": "Asia/Shanghai", "way": "srt"}],
        "slots": [{"contributor": 0, "title": {"en": "One", "zh": "一"}, "seconds": 60, "territories": "GB CN"}],
    }  # fmt: skip
    read = read_draft(json.dumps(said).encode())

    assert read.contributors[0].way is Way.SRT
    assert read.starts_at.hour == 16
    with pytest.raises(BadEvent):
        read_draft(json.dumps({**said, "starts_at": "2026-10-01T00:00:00"}).encode())


def test_the_clock_starts_a_rehearsed_event_and_ends_it():
    event = api.create_event(draft(), NOW)
    api.run_the_clock(NOW)
    assert api.get_event(event.id).state is State.PLANNED  # nobody opened the doors

    api.open_rehearsal(event.id, AURORA, NOW)
    assert len(api.doors_of(api.list_running(NOW))) == 2
    api.run_the_clock(NOW)
    started = api.get_event(event.id)
    assert started.state is State.LIVE
    assert started.asset is not None
    assert media.get_asset(started.asset).state is AssetState.LIVE

    api.run_the_clock(NOW + timedelta(seconds=21))
    assert api.get_event(event.id).state is State.ENDED
    assert api.plan_of(api.get_event(event.id))["over"]
    assert api.doors_of(api.list_running(NOW + timedelta(seconds=21))) == []


def test_a_hand_over_is_a_decision_of_somebody_and_can_be_taken_back():
    event = api.create_event(draft(), NOW)
    with pytest.raises(BadEvent):
        api.take(event.id, "", AURORA, NOW)
    api.start_event(event.id, AURORA, NOW)
    with pytest.raises(BadEvent):
        api.take(event.id, "nobody", AURORA, NOW)
    api.take(event.id, event.contributors[1].id, AURORA, NOW)
    assert api.plan_of(api.get_event(event.id))["hand"] == event.contributors[1].id
    api.run_the_clock(NOW + timedelta(seconds=60))
    assert api.get_event(event.id).state is State.LIVE  # whoever took it by hand ends it
    api.take_back(event.id, AURORA, NOW)
    assert api.plan_of(api.get_event(event.id))["hand"] is None

    assert [cue["act"] for cue in rights.export_person(AURORA)["cues"]] == ["start", "take", "follow"]
    rights.erase_person(AURORA, NOW)
    assert rights.export_person(AURORA) == {"cues": []}
    assert models.Cue.objects.count() == 3


def test_the_as_run_log_is_noted_once():
    event = api.create_event(draft(), NOW)
    lines = [
        {
            "n": n,
            "at_ms": 1000 * n,
            "source": event.contributors[0].id if n else "",
            "slot": n - 1,
            "why": "schedule",
        }
        for n in range(3)
    ]

    assert api.record_runs(event.id, lines) == 3
    assert api.record_runs(event.id, lines[1:]) == 3
    assert [run.contributor is None for run in api.list_runs(event.id)] == [True, False, False]
    assert api.count_slots_shown() == 2


def licensed_relay():
    return plan_demo(contributors=2, hours=2, seconds=20, at=NOW, slots=2)


def test_each_slot_is_seen_where_its_own_rights_allow():
    event = licensed_relay()
    unlicensed = works.create_work(WorkDraft(kind=WorkKind.STAGE, title=Both("Not ours", "非本馆所有")), NOW)
    models.Slot.objects.filter(event=event.id, number=1).update(work=unlicensed)
    assert api.allowed_slots(event.id, GB, NOW) == {0}
    assert api.allowed_slots(event.id, Territory("FR"), NOW) == frozenset()

    models.Slot.objects.filter(event=event.id, number=1).update(work="", territories="CN")
    assert api.allowed_slots(event.id, GB, NOW) == {0}
    assert api.allowed_slots(event.id, CN, NOW) == {0, 1}
    grant = agreements.list_grants(event.work)[0]
    agreements.revoke_grant(grant.id, NOW)
    assert api.allowed_slots(event.id, CN, NOW + timedelta(seconds=1)) == frozenset()


def packaged(event_id: EventId) -> None:
    """Lay down what a packager would have: a slate, two segments of each slot."""
    place = folder.event_folder(event_id)
    (place / "show").mkdir(parents=True)
    (place / "show" / init_name(0)).write_bytes(write_init(AVCC, b"\x11\x90"))
    rows = []
    for number, slot in enumerate((-1, 0, 0, 1, 1)):
        (place / "show" / segment_name(number)).write_bytes(bytes([number]) * 100)
        rows.append({
            "number": number, "seconds": 2.0, "size": 100, "pictures": 50, "init": 0,
            "at_ms": 0, "slot": slot, "is_break": False,
        })  # fmt: skip
    (place / "segments.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_the_replay_has_a_chapter_for_each_slot_and_leaves_out_what_may_not_stay():
    event = licensed_relay()
    unlicensed = works.create_work(WorkDraft(kind=WorkKind.STAGE, title=Both("Once only", "仅此一次")), NOW)
    api.start_event(event.id, None, NOW)
    packaged(event.id)
    models.Slot.objects.filter(event=event.id, number=1).update(work=unlicensed)
    api.end_event(event.id, None, NOW)
    again = api.make_replay(event.id, NOW)

    assert [(c.number, c.starts_seconds, c.seconds) for c in again.chapters] == [(0, 0.0, 4.0)]
    assert again.left_out == (1,)
    assert again.asset is not None
    asset = media.get_asset(again.asset)
    assert asset.state is AssetState.READY
    assert asset.duration_seconds == 4.0
    show = folder.home().parent / "media" / asset.id / "show"
    assert [path.read_bytes()[0] for path in sorted((show / "relay").glob("*.m4s"))] == [1, 2]
    assert "relay/index.m3u8" in (show / "master.m3u8").read_text()
    assert api.make_replay(event.id, NOW).has_replay  # again is no fault


def test_a_rendered_relay_alone_has_a_kill_switch():
    event = api.create_event(draft(), NOW)

    with pytest.raises(BadEvent):
        api.press_kill_switch(event.id, event.contributors[0].id, None, NOW)


def test_what_is_not_there_is_said_so():
    with pytest.raises(NoSuchEvent):
        api.get_event(EventId("liv-nothing"))
    api.turn_key(ContributorId("ctb-nothing"))


def test_a_viewing_counts_for_the_relays_work(rf):
    event = licensed_relay()
    api.start_event(event.id, None, NOW)
    request = rf.get("/")
    viewer = people.read_viewer(request, NOW)
    in_britain = viewer.__class__(**{**{n: getattr(viewer, n) for n in viewer.__slots__}, "territory": GB})
    viewing = api.start_viewing(event.id, in_britain, NOW)

    facts = media.read_playing(viewing.playing.beat_token, session=in_britain.session, at=NOW)
    assert (facts.work, facts.asset) == (event.work, api.get_event(event.id).asset)
    assert facts.duration_ms == 20_000
