"""The licences withdrawn of late, as this process knows them: asked of the database at most once a second."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

log = logging.getLogger("footlights.media")

FRESH_SECONDS: Final = 1.0  # no need to ask yet
USABLE_SECONDS: Final = 2.0  # older than this, nobody is let in on its word


class Unknown(Exception):
    """What has been withdrawn could not be learnt, so nobody is let in."""


class Revocations:
    """A set of licences that is never older than two seconds when it is used."""

    def __init__(self, read: Callable[[], frozenset[str]]) -> None:
        """Ask ``read``, in a thread, for the licences withdrawn of late."""
        self._read = read
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="revocations")
        self._known: frozenset[str] = frozenset()
        self._as_of = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    async def has(self, licence: str) -> bool:
        """Return whether a licence was withdrawn.

        Raises Unknown when the database does not answer.
        """
        age = time.monotonic() - self._as_of
        if age >= FRESH_SECONDS:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.ensure_future(self._ask())
            if age >= USABLE_SECONDS:
                await asyncio.shield(self._asking)
                if time.monotonic() - self._as_of >= USABLE_SECONDS:
                    raise Unknown
        return licence in self._known

    async def _ask(self) -> None:
        asked_at = time.monotonic()
        try:
            self._known = await asyncio.get_running_loop().run_in_executor(self._thread, self._read)
        except Exception as fault:  # noqa: BLE001  # whatever keeps us from knowing, nobody is let in meanwhile
            log.warning("which licences are withdrawn could not be read: %s", fault)
        else:
            self._as_of = asked_at
