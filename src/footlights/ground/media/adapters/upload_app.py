"""tus 1.0 over ASGI: bytes go to the disk as they come, and what has come stays, however the connection ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from footlights.ground.media.core import tus
from footlights.ground.media.core.ranges import http_date
from footlights.ground.media.core.tus import BadUpload

from . import uploads
from .file_app import Headers, Receive, Scope, Send, send_short

PREFIX: Final = "/uploads/"
_AT_ONCE: Final = 1 << 18  # bytes gathered before they go to the disk
_ALWAYS: Final[Headers] = [(b"tus-resumable", tus.VERSION.encode())]
_ABLE: Final[Headers] = [
    (b"tus-version", tus.VERSION.encode()),
    (b"tus-extension", tus.EXTENSIONS.encode()),
    (b"tus-max-size", str(uploads.LARGEST).encode()),
    (b"tus-checksum-algorithm", ",".join(tus.ALGORITHMS).encode()),
]


class UploadApp:
    """Takes files in at ``/uploads/``; who may begin one is asked of ``read_ticket``."""

    def __init__(self, read_ticket: Callable[[str], str]) -> None:
        """Ask ``read_ticket`` whose a ticket is; it raises BadUpload."""
        self.read_ticket = read_ticket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]
        }
        method = scope["method"]
        if method == "POST" and headers.get("x-http-method-override") in ("PATCH", "DELETE"):
            method = headers["x-http-method-override"]
        try:
            if method == "OPTIONS":
                await send_short(scope, send, 204, [*_ALWAYS, *_ABLE])
                return
            tus.check_version(headers)
            status, more = await self._act(method, scope["path"].removeprefix(PREFIX), headers, receive)
            await send_short(scope, send, status, [*_ALWAYS, *more])
        except BadUpload as bad:
            said: dict[str, Any] = {"error": bad.message.as_json()}
            kind = (b"content-type", b"application/json")
            version = [(b"tus-version", tus.VERSION.encode())] if bad.status == 412 else []
            body = json.dumps(said, ensure_ascii=False).encode()
            await send_short(scope, send, bad.status, [*_ALWAYS, *version, kind], body)

    async def _act(
        self, method: str, name: str, headers: dict[str, str], receive: Receive
    ) -> tuple[int, Headers]:
        if method == "POST" and not name:
            person = self.read_ticket(headers.get("upload-ticket", ""))
            length = tus.read_number(headers, "upload-length")
            told = tus.read_metadata(headers.get("upload-metadata", ""))
            upload = await asyncio.to_thread(uploads.create, person, length, told.get("filename", ""))
            return 201, [(b"location", f"{PREFIX}{upload.address}".encode()), *_where(upload)]
        upload = await asyncio.to_thread(uploads.find, name)
        match method:
            case "HEAD" | "GET":
                return 200, [(b"upload-length", str(upload.length).encode()), *_where(upload)]
            case "PATCH":
                await _append(upload, headers, receive)
                return 204, _where(upload)
            case "DELETE":
                await asyncio.to_thread(uploads.remove, upload)
                return 204, []
            case _:
                return 405, [(b"allow", b"OPTIONS, POST, HEAD, PATCH, DELETE")]


async def _append(upload: uploads.Upload, headers: dict[str, str], receive: Receive) -> None:
    """Write a request's body on from the offset that it names.

    Raises BadUpload: 409 another offset, 413 more than was said, 415, 460 another checksum.
    """
    if headers.get("content-type") != "application/offset+octet-stream":
        raise BadUpload(415, uploads.NOT_BYTES)
    offset = tus.read_number(headers, "upload-offset")
    checksum = tus.read_checksum(headers.get("upload-checksum"))
    room = upload.length - offset
    with uploads.opened(upload, offset) as file:
        waiting = bytearray()
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return  # what came stays
                waiting += message.get("body", b"")
                room -= len(message.get("body", b""))
                if room < 0:
                    raise BadUpload(413, uploads.TOO_MUCH)
                if len(waiting) >= _AT_ONCE:
                    await asyncio.to_thread(file.write, bytes(waiting))
                    waiting.clear()
                if not message.get("more_body", False):
                    break
        finally:
            if room >= 0:
                file.write(waiting)
            await asyncio.shield(asyncio.to_thread(uploads.keep, file))
        if checksum and not await asyncio.to_thread(uploads.check, file, offset, checksum):
            raise BadUpload(460, uploads.MISMATCH)


def _where(upload: uploads.Upload) -> Headers:
    expires = http_date(datetime.fromtimestamp(upload.expires_at_s, UTC))
    return [(b"upload-offset", str(upload.offset).encode()), (b"upload-expires", expires.encode())]
