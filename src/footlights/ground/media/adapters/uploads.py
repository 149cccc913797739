"""Where uploads lie while they arrive: ``HOME/uploads/<id>/data`` and, beside it, what was said of it.

How much has arrived is the size of the file: nothing else remembers it, so no kill can make them differ. The
file is locked while somebody writes to it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.core import signing

from footlights.ground.media.core.tus import BLOCK, BadUpload, Checksum, tree_hash
from footlights.kernel.ids import new_id
from footlights.kernel.text import Both

KEPT_SECONDS: Final = 24 * 3600  # after the last byte came
LARGEST: Final = 64 << 30  # bytes
_FLOOR: Final = 512 << 20  # bytes of disk that stay free
_MOST_FOR_ONE: Final = 20  # unfinished uploads of one person
GONE = Both("There is no such upload any more. Choose the file again.", "此上传已不存在。请重新选择文件。")
NOT_BYTES = Both("Send application/offset+octet-stream.", "请使用 application/offset+octet-stream。")
TOO_MUCH = Both("More bytes came than the upload has.", "收到的字节数超过上传长度。")
MISMATCH = Both("The bytes came damaged: send them again.", "数据损坏，请重新发送。")
_SIGNER = signing.Signer(salt="footlights.upload")


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload: length in bytes, and whose it is."""

    id: str
    length: int
    name: str
    person: str

    @property
    def address(self) -> str:
        """Return the name that only the house can make: whoever has it may go on with the upload."""
        return _SIGNER.sign(self.id).replace(":", "~")

    @property
    def data(self) -> Path:
        """Return the file that arrives."""
        return _root() / self.id / "data"

    @property
    def offset(self) -> int:
        """Return how many bytes are there."""
        return self.data.stat().st_size

    @property
    def expires_at_s(self) -> float:
        """Return when it is forgotten, in seconds since 1970."""
        return self.data.stat().st_mtime + KEPT_SECONDS


def create(person: str, length: int, name: str) -> Upload:
    """Make room for an upload and return it.

    Raises BadUpload: 413 too large, 429 too many, 507 no room.
    """
    if length > LARGEST:
        raise BadUpload(413, Both("A file may have 64 GiB.", "文件最大为 64 GiB。"))
    root = _root()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    own = [each for each in every() if each.person == person]
    if len(own) >= _MOST_FOR_ONE:
        raise BadUpload(429, Both("You have too many unfinished uploads.", "您未完成的上传过多。"))
    waiting = sum(each.length - each.offset for each in every())
    if shutil.disk_usage(root).free - waiting - length < _FLOOR:
        raise BadUpload(507, Both("There is not enough room on the disk.", "磁盘空间不足。"))
    upload = Upload(new_id("upl"), length, name[:255], person)
    folder = root / upload.id
    folder.mkdir(mode=0o700)
    (folder / "about.json").write_text(json.dumps(asdict(upload)), "utf-8")
    upload.data.touch(mode=0o600)
    return upload


def find(address: str) -> Upload:
    """Return the upload of an address.

    Raises BadUpload with 404.
    """
    try:
        return _read(_SIGNER.unsign(address.replace("~", ":")))
    except (signing.BadSignature, OSError, ValueError, TypeError) as fault:
        raise BadUpload(404, GONE) from fault


def every() -> Iterator[Upload]:
    """Yield the uploads that are there."""
    for folder in _root().glob("upl-*"):
        with contextlib.suppress(OSError, ValueError, TypeError):
            yield _read(folder.name)


def remove(upload: Upload) -> None:
    """Forget an upload."""
    shutil.rmtree(_root() / upload.id, ignore_errors=True)


def sweep() -> int:
    """Forget what nobody went on with for a day, and return how many that were."""
    old = [each for each in every() if each.expires_at_s < time.time()]
    for each in old:
        remove(each)
    return len(old)


@contextlib.contextmanager
def opened(upload: Upload, offset: int) -> Iterator[IO[bytes]]:
    """Lend an upload's file for writing on from an offset, to one writer at a time.

    Raises BadUpload: 404 gone, 409 another offset, 423 somebody writes.
    """
    try:
        file = upload.data.open("r+b")
    except FileNotFoundError as fault:
        raise BadUpload(404, GONE) from fault
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise BadUpload(
                423, Both("Another connection is still sending this file.", "另一个连接仍在上传该文件。")
            ) from fault
        if file.seek(0, os.SEEK_END) != offset:
            raise BadUpload(409, Both("The upload stands at another place.", "上传位置不一致。"))
        yield file


def keep(file: IO[bytes]) -> None:
    """See to it that what was written outlives a loss of power."""
    file.flush()
    os.fsync(file.fileno())


def check(file: IO[bytes], offset: int, wanted: Checksum) -> bool:
    """Return whether what was written from an offset on hashes to what was said; if not, take it back."""
    file.flush()
    file.seek(offset)
    found = hashlib.new(wanted.algorithm)
    while block := file.read(1 << 20):
        found.update(block)
    if found.digest() == wanted.digest:
        return True
    file.truncate(offset)
    return False


def hash_of(upload: Upload) -> str:
    """Return the tree hash of an upload."""
    with upload.data.open("rb") as file:
        return tree_hash(iter(lambda: file.read(BLOCK), b""))


def _read(name: str) -> Upload:
    told = json.loads((_root() / name / "about.json").read_text("utf-8"))
    return Upload(**told)


def _root() -> Path:
    return Path(settings.HOME) / "uploads"
