"""Files on their way in: who may send one, and the file once it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.core import signing

from footlights.ground.media.adapters import uploads
from footlights.ground.media.core.tus import BadUpload
from footlights.ground.media.types import FileRefused
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both

_SIGNER: Final = signing.TimestampSigner(salt="footlights.upload.ticket")
_TICKET_SECONDS: Final = 12 * 3600
_NO_TICKET = Both("Sign in again to send a file.", "请重新登录后再上传文件。")
_NOT_WHOLE = Both(
    "The upload is not complete yet: {here} of {whole} bytes are here. Let it go on.",
    "上传尚未完成：已收到 {here} / {whole} 字节。请继续上传。",
)
_DAMAGED = Both(
    "The file that arrived is not the one that was sent. Send it again.",
    "收到的文件与发送的不一致。请重新上传。",
)


def make_upload_ticket(person: PersonId) -> str:
    """Return what lets a person begin uploads for twelve hours."""
    return _SIGNER.sign(person).replace(":", "~")


def read_upload_ticket(ticket: str) -> str:
    """Return whose a ticket is.

    Raises BadUpload with 401.
    """
    try:
        return _SIGNER.unsign(ticket.replace("~", ":"), max_age=_TICKET_SECONDS)
    except signing.BadSignature as fault:
        raise BadUpload(401, _NO_TICKET) from fault


@contextmanager
def take_upload(address: str, person: PersonId, tree_hash: str = "") -> Iterator[tuple[Path, str]]:
    """Lend a whole upload's file and its name, to be moved away; forget the upload when that went well.

    tree_hash: what core.tus.tree_hash must come to; "" where it was not told.
    Raises FileRefused when it is gone, somebody else's, not whole, or not what was sent.
    """
    try:
        upload = uploads.find(address.rpartition("/")[2])
    except BadUpload as bad:
        raise FileRefused(bad.message) from bad
    if upload.person != person:
        raise FileRefused(uploads.GONE)
    if upload.offset != upload.length:
        raise FileRefused(_NOT_WHOLE.filled(here=upload.offset, whole=upload.length))
    if tree_hash and uploads.hash_of(upload) != tree_hash:
        uploads.remove(upload)
        raise FileRefused(_DAMAGED)
    yield upload.data, upload.name
    uploads.remove(upload)


def sweep_uploads() -> int:
    """Forget the uploads that nobody went on with for a day, and return how many that were."""
    return uploads.sweep()
