"""Films by token, over ASGI: every playlist and every segment asks the token first. And uploads."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import AssetId, is_id
from footlights.kernel.media import token as tokens
from footlights.kernel.text import Both

from . import api
from .adapters import upload_app
from .adapters.file_app import Receive, Scope, Send, send_short, serve_file
from .adapters.gate import Gate
from .adapters.revocations import Revocations, Unknown

PREFIX: Final = "/m/"
_FILES = re.compile(
    r"master\.m3u8|manifest\.mpd|(?:subtitles|chapters)-(?:en|zh)\.vtt|storyboard(?:\.vtt|-[0-9]{1,3}\.jpg)"
    r"|[a-z0-9]{1,16}/(?:index\.m3u8|init[0-9]{0,4}\.mp4|[0-9]{5,7}\.m4s)"
)
_POSTER = re.compile(r"poster/([a-z0-9-]{1,32})\.jpg")
_NOT_THERE = Both("There is no such film here.", "这里没有这部影片。")
_LATER = Both(
    "The house cannot check the right to show this film just now. Try again in a moment.",
    "暂时无法核实放映授权，请稍后再试。",
)


class MediaApp:
    """Serves ``/m/<token>/<asset>/…`` to whoever the token was made for, and ``/m/poster/<asset>.jpg`` to all."""

    def __init__(self, root: Path, key: str, revocations: Revocations) -> None:
        """Serve the assets under ``root`` for tokens signed with ``key``."""
        self.root = str(root)
        self.gate = Gate(key, revocations)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"].removeprefix(PREFIX)
        if match := _POSTER.fullmatch(path):
            await self._serve(scope, receive, send, match[1], "poster.jpg")
            return
        text, _, rest = path.partition("/")
        asset, _, name = rest.partition("/")
        try:
            await self.gate.admit(scope, text, asset)
        except tokens.TokenRefused as refusal:
            await refuse(scope, send, 403, refusal.reason, refusal.message)
        except Unknown:
            await refuse(scope, send, 503, "unknown", _LATER)
        else:
            await self._serve(scope, receive, send, asset, name if _FILES.fullmatch(name) else "")

    async def _serve(self, scope: Scope, receive: Receive, send: Send, asset: str, name: str) -> None:
        if not name or not is_id(asset, "ast"):
            await refuse(scope, send, 404, "absent", _NOT_THERE)
            return
        # Asked again at every use: what was withdrawn must not play on from the reader's own store.
        await serve_file(scope, receive, send, f"{self.root}/{AssetId(asset)}/show/{name}", immutable=False)


async def refuse(scope: Scope, send: Send, status: int, reason: str, message: Both) -> None:
    """Answer with a small JSON text in both languages, and the reason in a header."""
    said: dict[str, Any] = {"reason": reason, "error": message.as_json()}
    headers = [(b"content-type", b"application/json"), (b"x-footlights-reason", reason.encode())]
    await send_short(scope, send, status, headers, json.dumps(said, ensure_ascii=False).encode())


def _read_revoked() -> frozenset[str]:
    close_old_connections()
    return api.list_revoked(utc_now())


ROUTES = {
    PREFIX: MediaApp(Path(settings.HOME) / "media", settings.MEDIA_KEY, Revocations(_read_revoked)),
    upload_app.PREFIX: upload_app.UploadApp(api.read_upload_ticket),
}
