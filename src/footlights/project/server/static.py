"""Static files, straight from the folders that hold them; no path reaches beyond what was found there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from django.contrib.staticfiles.finders import get_finders

from footlights.ground.media.adapters.file_app import serve_file
from footlights.project.server.asgi_types import Receive, Scope, Send

# Vite writes eight letters of the content's hash into a name, so what it names never changes.
HASHED: Final = re.compile(r"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")


class Files:
    """The ASGI application at /static/."""

    def __init__(self) -> None:
        """Read once which files there are."""
        self.found: dict[str, Path] = {}
        for finder in get_finders():
            for name, storage in finder.list([]):
                self.found.setdefault("/static/" + name.replace("\\", "/"), Path(storage.path(name)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file of that name, or 404."""
        path = self.found.get(scope["path"]) if scope["type"] == "http" else None
        if path is not None:
            await serve_file(scope, receive, send, path, immutable=bool(HASHED.search(path.name)))
        elif scope["type"] == "http":
            await send({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "websocket.close", "code": 4404})
