"""What is wrong with a picture or a sound that arrives in time: black, still, silent.

Looks are small: 32 × 18 grey pictures five times a second, and sound at 8,000 samples a second.
"""

from __future__ import annotations

import math
from array import array
from typing import Final

WIDTH, HEIGHT, LOOKS_A_SECOND, SOUND_RATE = 32, 18, 5, 8_000
ALARM_MS: Final = 1_500  # with the time it takes to decode, an alarm stands within two seconds
_BLACK_MEAN, _BLACK_MOST = 20, 44  # of 255; black is 16 in video (ITU-R BT.709, 4.6)
_STILL: Final = 2  # of 255, by which a grey point may waver
_SILENT: Final = 30.0  # of 32,767: about -60 dB
KINDS: Final = ("black", "still", "silent")


class Signs:
    """Looks at one source, picture by picture. Each sign lasts since it was first seen."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.lasting_ms: dict[str, float] = dict.fromkeys(KINDS, 0.0)
        self.reference: bytes = b""

    def see(self, picture: bytes) -> None:
        """Take the next small picture."""
        step = 1000 / LOOKS_A_SECOND
        is_black = sum(picture) < _BLACK_MEAN * len(picture) and max(picture) < _BLACK_MOST
        self._note("black", holds=is_black, step_ms=step)
        same = len(self.reference) == len(picture) and all(
            abs(a - b) <= _STILL for a, b in zip(self.reference, picture, strict=True)
        )
        self._note("still", holds=same and not is_black, step_ms=step)
        if not same:
            self.reference = picture

    def hear(self, sound: bytes) -> None:
        """Take the next stretch of sound: 16 bits a sample, in this machine's order."""
        samples = array("h", sound[: len(sound) // 2 * 2])
        if samples:
            loudness = math.sqrt(sum(s * s for s in samples) / len(samples))
            self._note("silent", holds=loudness < _SILENT, step_ms=len(samples) * 1000 / SOUND_RATE)

    def alarms(self) -> dict[str, int]:
        """Return the signs that last long enough to be told, with for how many milliseconds."""
        return {kind: round(ms) for kind, ms in self.lasting_ms.items() if ms >= ALARM_MS}

    def sick(self, hold_ms: int) -> str:
        """Return the sign that has outlasted the slot's hold, or nothing."""
        return next((kind for kind, ms in self.alarms().items() if ms >= max(hold_ms, ALARM_MS)), "")

    def _note(self, kind: str, *, holds: bool, step_ms: float) -> None:
        self.lasting_ms[kind] = self.lasting_ms[kind] + step_ms if holds else 0.0
