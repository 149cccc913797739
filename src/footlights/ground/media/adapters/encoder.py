"""Run the encoder: one command, its progress as it goes, stopped when asked."""

from __future__ import annotations

import logging
import selectors
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

import imageio_ffmpeg

from footlights.ground.media.core.commands import AUDIO, encode_command, recipe
from footlights.ground.media.core.ladder import Plan, PlannedRung

from . import children, seams
from .measure import finish_rendition

log = logging.getLogger("footlights.media")

_LIMITS: Final = children.Limits(memory=6 << 30, file_bytes=2 << 30, files=256, nice=10)
SILENCE_SECONDS: Final = 120.0  # without a sign of progress the encoder counts as hung


class EncodingFailed(Exception):
    """The encoder ended in fault; the text is its last words."""


class EncoderStopped(Exception):
    """The encoder was ended because we were asked to stop."""


def program() -> str:
    """Return the encoder's path."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def encode(
    source: Path,
    workshop: Path,
    plan: Plan,
    rungs: Sequence[PlannedRung],
    *,
    with_audio: bool,
    on_progress: Callable[[float], None],
    should_stop: Callable[[], bool],
    earlier: Sequence[Path] = (),
) -> list[Path]:
    """Make some rungs, and the sound if asked, in folders of the workshop, and return these.

    on_progress: called with the seconds of film done.
    earlier: workshops of workers that are gone; the segments that they finished are not made again, where the film
    can be entered at an exact picture.
    Raises EncodingFailed or EncoderStopped; the workshop then holds half-made things.
    """
    names = [rung.name for rung in rungs]
    mark = recipe(program(), plan, rungs)
    kept = earlier if plan.can_be_gone_on_with else ()
    first = seams.gather(workshop, kept, names, mark, plan.segment_length)
    begun = float(first * plan.segment_length)
    place = seams.part(workshop, first)
    for name in [*names, *([AUDIO] if with_audio else [])]:
        (place / name).mkdir(parents=True, exist_ok=True)
    command = encode_command(
        program(), str(source), str(place), plan, rungs, with_audio=with_audio, first_segment=first
    )
    _run(command, workshop / "encoder.log", lambda seconds: on_progress(begun + seconds), should_stop)
    folders = []
    for name in names:
        folders.append(seams.join(workshop, name, first, plan.segment_length))
        finish_rendition(folders[-1], before=first, seconds_each=float(plan.segment_length))
    if with_audio:
        folders.append(place / AUDIO)
        finish_rendition(folders[-1])
    return folders


def _run(
    command: Sequence[str], words: Path, on_progress: Callable[[float], None], should_stop: Callable[[], bool]
) -> None:
    with words.open("wb") as errors:
        child = children.start(command, _LIMITS, errors=errors)
        try:
            assert child.stdout is not None
            _follow(child.stdout, on_progress, should_stop)
            status = child.wait(timeout=SILENCE_SECONDS)
        finally:
            children.end(child)
    if status != 0:
        last = words.read_text("utf-8", "replace").strip().splitlines()[-3:]
        log.warning("the encoder ended with %s: %s", status, " / ".join(last))
        raise EncodingFailed(" / ".join(last))


def _follow(pipe: IO[bytes], on_progress: Callable[[float], None], should_stop: Callable[[], bool]) -> None:
    heard = time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        rest = b""
        while True:
            if should_stop():
                raise EncoderStopped
            if not selector.select(timeout=0.5):
                if time.monotonic() - heard > SILENCE_SECONDS:
                    raise EncodingFailed("no progress")
                continue
            block = pipe.read1(1 << 16)  # type: ignore[attr-defined]  # Popen's pipes are BufferedReaders
            if not block:
                return
            heard = time.monotonic()
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                name, _, value = line.partition(b"=")
                if name == b"out_time_us" and value.strip().isdigit():
                    on_progress(int(value) / 1_000_000)
