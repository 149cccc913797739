"""The messenger's process with a consultation that takes a second: `python -m tests.load.slow_messenger`."""

from __future__ import annotations

import asyncio
import signal
import time

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django is ready only now
from django.db import close_old_connections  # noqa: E402

from footlights.kernel.clock import utc_now  # noqa: E402
from footlights.roof.channels import api  # noqa: E402
from footlights.roof.channels.adapters.rounds import Rounds, Work, hold_inbox  # noqa: E402

SECONDS = 1.0
THREADS = 64


def answer(message: str) -> None:
    """Think for a second, and then answer as the house does."""
    time.sleep(SECONDS)
    close_old_connections()
    api.answer(message, utc_now())


def main() -> None:
    """Work until told to stop."""
    while (lock := hold_inbox(settings.HOME)) is None:
        time.sleep(0.1)
    nothing = lambda *_: None  # noqa: E731
    rounds = Rounds(Work(api.list_waiting, answer, lambda: [], nothing, nothing, nothing), threads=THREADS)
    loop = asyncio.new_event_loop()
    loop.add_signal_handler(signal.SIGTERM, rounds.stopping.set)
    loop.run_until_complete(rounds.run())
    lock.close()


if __name__ == "__main__":
    main()
