"""Where films lie on disk: the file that came in, and beside it what browsers are given.

``HOME/media/<asset>/source…`` is never served. ``HOME/media/<asset>/show/`` is, and nothing comes to stand
there but by one rename of something whole.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from footlights.ground.media.types import FileRefused
from footlights.kernel.ids import AssetId, is_id
from footlights.kernel.text import Both

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_BLOCK = 1 << 20
_DISK_FLOOR = 512 << 20  # bytes that stay free for the database and the event log
NO_ROOM = Both(
    "There is not enough room on the disk for this film. Nothing was kept.",
    "磁盘空间不足，无法保存影片。未留下任何文件。",
)


def asset_folder(asset: AssetId) -> Path:
    """Return the folder of an asset.

    Raises ValueError for what is no asset's identifier, so that no path can be made up.
    """
    if not is_id(asset, "ast"):
        raise ValueError(f"not an asset: {asset!r}")
    return Path(settings.HOME) / "media" / asset


def show_folder(asset: AssetId) -> Path:
    """Return the folder that browsers are given."""
    return asset_folder(asset) / "show"


def source_name(name: str) -> str:
    """Return the name under which a file is kept: ours, with its own suffix if that is a plain one."""
    suffix = Path(name).suffix.lower()
    return "source" + (suffix if _SUFFIX.fullmatch(suffix) else "")


def keep_file(asset: AssetId, name: str, source: Path | IO[bytes], *, copy: bool) -> Path:
    """Put a file in the asset's folder, whole and on the disk for good, and return where it is.

    copy: False lets a file of the same disk be moved instead.
    Raises FileRefused when there is no such file or no room; then nothing is kept.
    """
    folder = asset_folder(asset)
    folder.mkdir(mode=0o700, parents=True)
    kept, draft = folder / source_name(name), folder / ".incoming"
    try:
        if isinstance(source, Path):
            _take(source, draft, copy=copy)
        else:
            _write(iter(lambda: source.read(_BLOCK), b""), draft)
        sync(draft)
        draft.rename(kept)
        sync(folder)
        return kept
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _take(source: Path, draft: Path, *, copy: bool) -> None:
    if not source.is_file():
        raise FileRefused(Both(f"There is no file {source}.", f"没有文件 {source}。"))
    if not copy:
        with contextlib.suppress(OSError):
            source.rename(draft)
            return
    try:
        if shutil.disk_usage(draft.parent).free - source.stat().st_size < _DISK_FLOOR:
            raise FileRefused(NO_ROOM)
        shutil.copyfile(source, draft)
    except PermissionError as fault:
        raise FileRefused(
            Both(f"The file {source} may not be read.", f"没有权限读取文件 {source}。")
        ) from fault


def _write(blocks: Iterator[bytes], draft: Path) -> None:
    with draft.open("xb") as file:
        for number, block in enumerate(blocks):
            if number % 64 == 0 and shutil.disk_usage(draft.parent).free < _DISK_FLOOR:
                raise FileRefused(NO_ROOM)
            file.write(block)


def remove(asset: AssetId, *, only_source: bool = False) -> None:
    """Remove what an asset has on disk."""
    folder = asset_folder(asset)
    if not only_source:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.glob("source*"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def workshop(asset: AssetId, name: str, keep_after: type[Exception]) -> Iterator[tuple[Path, list[Path]]]:
    """Lend a folder on the same disk for half-made things, and those that workers who are gone left behind.

    keep_after: when it ends by this exception, what is half made stays for the next worker; after another it is
    cleared, and when all went well, so is what others left.
    Two workers never share a name; one whose folder is taken away while it still runs has lost its job already.
    """
    folder = asset_folder(asset) / f".work-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    earlier = sorted(asset_folder(asset).glob(".work-*"))
    folder.mkdir(mode=0o700)
    try:
        yield folder, earlier
    except keep_after:
        raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    else:
        clear_workshops(asset)


def clear_workshops(asset: AssetId) -> None:
    """Remove what is half made."""
    for folder in asset_folder(asset).glob(".work-*"):
        shutil.rmtree(folder, ignore_errors=True)


def put_on_show(made: Path, asset: AssetId, name: str) -> Path:
    """Move a whole folder or file to where browsers are given it, in one step, and return its place."""
    show = show_folder(asset)
    show.mkdir(mode=0o700, exist_ok=True)
    for path in [*made.rglob("*"), made] if made.is_dir() else [made]:
        sync(path)
    place = show / name
    if place.is_dir():  # another worker was first; the folder that stands is whole
        shutil.rmtree(made)
    else:
        made.replace(place)
        sync(show)
    return place


def put_beside(made: Path, asset: AssetId) -> None:
    """Move a whole folder to stand beside what browsers are given, in place of one of its name."""
    place = asset_folder(asset) / made.name
    shutil.rmtree(place, ignore_errors=True)
    made.replace(place)


def write_on_show(text: str, asset: AssetId, name: str) -> None:
    """Replace a text that browsers are given, in one step."""
    with draft(asset, name) as made:
        made.write_text(text, "utf-8")
        put_on_show(made, asset, name)


@contextlib.contextmanager
def draft(asset: AssetId, name: str) -> Iterator[Path]:
    """Lend a place on the same disk for a file that is to be put on show, and clear it away."""
    path = asset_folder(asset) / f".{os.getpid()}.{name}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """See to it that a file or folder outlives a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
