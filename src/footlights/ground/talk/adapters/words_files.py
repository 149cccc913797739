"""The word lists that come with the house, and the operator's own in ``HOME/words/{en,zh}.txt``."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from footlights.ground.talk.core.words import Words, read_words

log = logging.getLogger("footlights.talk")
OURS: Final = Path(__file__).with_name("words")
NAMES: Final = ("en.txt", "zh.txt")


def lists() -> Words:
    """Return the lists as they stand now; an operator's change counts from the next text on."""
    own = Path(settings.HOME) / "words"
    paths = [folder / name for folder in (OURS, own) for name in NAMES]
    return _read(tuple((path, path.stat().st_mtime_ns) for path in paths if path.exists()))


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...]) -> Words:
    found = []
    for path, _ in files:
        try:
            found.append(read_words([path.read_text("utf-8-sig")]))
        except (ValueError, OSError) as fault:
            log.warning("%s is left out: %s", path, fault)
    return Words(
        tuple(each for words in found for each in words.refused),
        tuple(each for words in found for each in words.held),
    )
