"""Days that are over go into Parquet: nothing is lost on the way, and each id is read once, however it came."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from footlights.ground.events import api
from footlights.ground.events.adapters import days
from footlights.ground.events.adapters.ingest import Ingest
from footlights.ground.events.adapters.wire import row_of
from footlights.ground.events.adapters.writer import Writer

from .serving import NOON, Empty, event

DAY = timedelta(days=1)
AFTER = timedelta(days=3)


class Killed(Exception):
    """The writer ends here."""


class Outbox(Empty):
    """An outbox of facts, and the place of a reader."""

    def __init__(self, waiting=(), slowest=None):
        self.waiting = [row_of(each) for each in waiting]
        self.place = slowest

    def take(self):
        return list(self.waiting)

    def forget(self, ids):
        self.waiting = [row for row in self.waiting if row[0] not in ids]

    def slowest(self):
        return self.place


@contextmanager
def a_writer(home, outbox=None):
    """Return a writer that is not serving, for one act at a time."""
    writer = Writer(home, outbox or Empty(), archive_after=AFTER)
    yield writer
    writer.close()


def keep(writer, *told):
    [outcome] = writer.commits.keep([row_of(each) for each in told])
    return outcome


def seen(name="test.happened", since=None):
    return sorted(stored.event.id for stored in api.every_event(name, since=since))


def test_a_day_is_archived_three_days_after_its_end_and_reads_as_before(home):
    told = [event(at=NOON + hours * timedelta(hours=1), text="静海", hours=hours) for hours in range(-5, 30)]
    midnight = datetime(2018, 5, 9, tzinfo=UTC)
    with a_writer(home) as writer:
        keep(writer, *told)
        before = list(api.every_event("test.happened"))

        writer.archive(midnight + AFTER - timedelta(seconds=1))
        assert not list((home / "events").glob("days/*"))

        writer.archive(midnight + AFTER)
        assert [path.name for path in (home / "events" / "days").glob("*")] == ["2018-05-08.parquet"]
        assert list(api.every_event("test.happened")) == before
        assert len(api.read(0)) == sum(each.at >= midnight for each in told) > 0


def test_the_archive_can_be_read_by_anyone_with_duckdb(home):
    with a_writer(home) as writer:
        keep(writer, event(seconds=12), event(seconds=30))
        writer.archive(NOON + 9 * DAY)

    path = str(home / "events" / "days" / "2018-05-08.parquet")
    found = duckdb.sql(f"SELECT sum((body->>'seconds')::INT) FROM read_parquet('{path}')")
    assert found.fetchall() == [(42,)]


def test_an_archived_event_sent_again_counts_once(home):
    told = [event(number=number) for number in range(20)]
    with a_writer(home) as writer:
        keep(writer, *told)
        writer.archive(NOON + 9 * DAY)

        assert keep(writer, *told) == 0
    assert seen() == sorted(each.id for each in told)


def test_an_event_that_comes_after_its_day_was_archived_is_kept_and_archived_beside(home):
    early, late, later = event(), event(at=NOON + timedelta(hours=1)), event(at=NOON - timedelta(hours=2))
    with a_writer(home) as writer:
        keep(writer, early)
        writer.archive(NOON + 9 * DAY)
        assert keep(writer, early, late) == 1
        assert seen() == sorted([early.id, late.id])

        writer.archive(NOON + 9 * DAY)
        assert keep(writer, early, late, later) == 1
        writer.archive(NOON + 9 * DAY)

        assert keep(writer, early, late, later) == 0
        assert api.read(0) == []
    assert seen() == sorted([early.id, late.id, later.id])
    assert sorted(path.name for path in (home / "events" / "days").glob("*.parquet")) == [
        "2018-05-08.2.parquet", "2018-05-08.3.parquet", "2018-05-08.parquet",
    ]  # fmt: skip


def test_a_kill_before_the_file_is_listed_loses_and_doubles_nothing(home):
    told = [event(), event(at=NOON + DAY)]

    def die(*_):
        raise Killed

    with a_writer(home) as writer:
        keep(writer, *told)
        writer.commits.ingest.list_file = die
        with pytest.raises(Killed):
            writer.archive(NOON + 9 * DAY)
        assert list((home / "events" / "days").glob("*.parquet"))
        assert seen() == sorted(each.id for each in told)

    with a_writer(home) as writer:
        writer.archive(NOON + 9 * DAY)
        assert seen() == sorted(each.id for each in told)
        assert api.read(0) == []


def test_a_kill_before_the_rows_are_dropped_doubles_nothing(home):
    told = [event(), event(at=NOON + DAY)]
    with a_writer(home) as writer:
        keep(writer, *told)
        writer.list_full_days(NOON + 9 * DAY)

        assert len(api.read(0)) == 2
        assert seen() == sorted(each.id for each in told)
        assert keep(writer, *told) == 0


def test_the_archive_waits_for_the_slowest_reader(home):
    outbox = Outbox(slowest=0)
    with a_writer(home, outbox) as writer:
        keep(writer, event())
        writer.archive(NOON + 9 * DAY)
        assert len(api.read(0)) == 1

        outbox.place = api.head()
        writer.archive(NOON + 9 * DAY)
        assert api.read(0) == []
        assert len(seen()) == 1


def test_a_span_of_days_is_read_from_archive_and_ingest_alike(home):
    told = [event(at=NOON + number * DAY) for number in range(6)]
    with a_writer(home) as writer:
        keep(writer, *told)
        writer.archive(NOON + 7 * DAY)

    assert seen(since=date(2018, 5, 10)) == sorted(each.id for each in told[2:])
    assert seen(since=date(2018, 5, 13)) == [told[5].id]
    assert seen("test.other") == []


def test_positions_grow_on_after_everything_is_archived(home):
    with a_writer(home) as writer:
        keep(writer, event(), event())
        place = api.head()
        writer.archive(NOON + 9 * DAY)
        keep(writer, event(at=NOON + 20 * DAY))

        assert api.head() > place
        assert len(api.read(place)) == 1


def test_posted_facts_reach_the_log_once_though_the_writer_dies_before_it_forgets_them(home):
    outbox = Outbox([event(), event()])
    forget = outbox.forget

    def die(ids):
        raise Killed

    outbox.forget = die
    with a_writer(home, outbox) as writer, pytest.raises(Killed):
        writer.drain()
    outbox.forget = forget
    with a_writer(home, outbox) as writer:
        writer.drain()

    assert outbox.waiting == []
    assert len(seen()) == 2


def test_a_fact_that_cannot_be_stored_does_not_hold_up_the_others(home):
    outbox = Outbox([event(), event()])
    outbox.waiting.insert(1, ("evt-bad", "test.happened", 0, "{broken"))
    with a_writer(home, outbox) as writer:
        writer.drain()

    assert [row[0] for row in outbox.waiting] == ["evt-bad"]
    assert len(seen()) == 2


def test_an_unfinished_file_is_never_read(home):
    with a_writer(home) as writer:
        keep(writer, event())
        (home / "events" / "days").mkdir()
        (home / "events" / "days" / "2018-05-08.parquet").write_bytes(b"cut")
        assert len(seen()) == 1
        writer.archive(NOON + 9 * DAY)

    assert len(seen()) == 1
    assert days.find_in_file(home, "2018-05-08.parquet", seen()) == set(seen())
    with pytest.raises(days.ArchiveFault):
        list(days.read_file(home, "2018-05-09.parquet", "test.happened"))
    assert Ingest(home / "events" / "ingest.db").files_by_day() != {}
