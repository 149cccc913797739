"""What race hands out, and the ways it says no."""

from __future__ import annotations

from footlights.kernel.text import Both


class BadRun(Exception):
    """A file is not a run; ``reason`` is the word for programs."""

    def __init__(self, reason: str, message: Both) -> None:
        super().__init__(message.en)
        self.reason, self.message = reason, message


class NotThere(Exception):
    """There is no such track or car."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
