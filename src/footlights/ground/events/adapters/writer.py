"""The event writer: the one process that writes the log."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from footlights.ground.events.types import LogRefused
from footlights.kernel.clock import microseconds, utc_now

from . import days
from .commits import Commits, Outcome
from .ingest import FullDay, Ingest, day_after
from .place import claim_place
from .wire import LARGEST_FRAME, Malformed, Row, read_frame, read_rows, write_answer

log = logging.getLogger("footlights.events")

DROP_ROWS: Final = 2_000  # archived rows forgotten at once: nobody waits long for the file
STOP_SECONDS: Final = 2.0


class Outbox(Protocol):
    """What the main database holds for the writer."""

    def take(self) -> list[Row]:
        """Return the oldest facts that wait."""

    def forget(self, ids: Sequence[str]) -> None:
        """Forget facts that are in the log."""

    def slowest(self) -> int | None:
        """Return the place of the reader who has read least, None when there is no reader."""


class AnotherWriter(Exception):
    """Another process writes this house's log."""


class Writer:
    """The writer of one house's log: a thread for each client, taking turns at the file."""

    def __init__(self, home: Path, outbox: Outbox, *, archive_after: timedelta) -> None:
        """Open the log of a house; ``archive_after`` is how long a day stays in the ingest file.

        Raises AnotherWriter.
        """
        self.home = home
        self.outbox = outbox
        self.archive_after = archive_after
        self.lock = _lock(home)
        self.commits = Commits(
            Ingest(home / "events" / "ingest.db", is_writer=True),
            now_us=lambda: microseconds(utc_now()),
            find_archived=lambda file, ids: days.find_in_file(home, file, ids),
        )

    @contextlib.contextmanager
    def serving(self) -> Iterator[None]:
        """Answer clients while the block runs."""
        place = claim_place(self.home)
        with socket.socket(socket.AF_UNIX) as door:
            opening = place.with_suffix(".new")  # nobody finds the door before it is open
            opening.unlink(missing_ok=True)
            door.bind(str(opening))
            opening.chmod(0o600)
            door.listen(128)
            opening.replace(place)
            threading.Thread(target=self._accept, args=(door,), name="door", daemon=True).start()
            log.info("writing the log at %s", self.commits.ingest.path)
            try:
                yield
            finally:
                place.unlink(missing_ok=True)

    def close(self) -> None:
        """Finish what is being stored, and store nothing after it."""
        if self.commits.turn.acquire(timeout=STOP_SECONDS):
            self.commits.ingest.close()
        os.close(self.lock)

    def drain(self) -> int:
        """Move what servers posted into the log and return how much there was.

        Stored first and forgotten after, under the same ids: a kill in between doubles nothing.
        Raises LogRefused when none of it could be stored.
        """
        rows = self.outbox.take()
        if rows:
            # One batch for each: should one be refused, the others go on.
            outcomes = self.commits.keep(*([row] for row in rows))
            kept = [row[0] for row, outcome in zip(rows, outcomes, strict=True) if isinstance(outcome, int)]
            self.outbox.forget(kept)
            if not kept:
                raise LogRefused(str(outcomes[0]))
        return len(rows)

    def archive(self, at: datetime) -> None:
        """Put the days that are over for long enough into Parquet, unless a reader has not read them yet."""
        self.list_full_days(at)
        while self.commits.act(lambda ingest: ingest.drop_archived(DROP_ROWS)):
            pass

    def list_full_days(self, at: datetime) -> None:
        """Write those days' files and let them count; their rows still stand in the ingest file as well."""
        until, slowest = at - self.archive_after, self.outbox.slowest()
        with contextlib.closing(Ingest(self.commits.ingest.path)) as reader:
            for full in [full for full in reader.full_days(until) if day_after(full.day) <= until]:
                if slowest is not None and full.last_position > slowest:
                    break
                self._write_day(reader, full)

    def _write_day(self, reader: Ingest, full: FullDay) -> None:
        file = days.name_file(full)
        days.write_file(self.home, file, reader.iterate_day(full))
        self.commits.act(lambda ingest: ingest.list_file(full, file))
        log.info("archived %s as %s", full.day, file)

    def _accept(self, door: socket.socket) -> None:
        with contextlib.suppress(OSError):  # the door was closed
            while True:
                line, _ = door.accept()
                threading.Thread(target=self._serve, args=(line,), name="client", daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        """Answer one client's batches in their order; what is no frame ends the connection."""
        with line, contextlib.suppress(OSError):
            while (payload := read_frame(line, LARGEST_FRAME)) is not None:
                outcome = self._keep(payload)
                answer: dict[str, Outcome] = {"kept" if isinstance(outcome, int) else "refused": outcome}
                line.sendall(write_answer(answer))

    def _keep(self, payload: bytes | bytearray) -> Outcome:
        try:
            rows = read_rows(payload)
        except Malformed as fault:
            return f"malformed: {fault}"
        return self.commits.keep(rows)[0] if rows else 0


def _lock(home: Path) -> int:
    """Return an open file that only one writer can hold.

    Raises AnotherWriter when one does.
    """
    (home / "events").mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(home / "events" / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        os.close(held)
        raise AnotherWriter from fault
    return held
