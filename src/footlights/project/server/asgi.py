"""Everything the web process answers, on one port: folders' own apps first, then files, streams and pages."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from typing import Any

# Django is made ready here, before any folder's consumers are imported.
from footlights.project.server import pages  # isort: skip

from django.conf import settings

from footlights.project import lifeline, logs
from footlights.project.discovery import modules
from footlights.project.server import progress, static
from footlights.project.server.asgi_types import App, Receive, Scope, Send
from footlights.project.server.body import Bodies
from footlights.project.server.bridge import Bridge
from footlights.project.server.environ import FROM_PROXIES
from footlights.project.server.secure import secured


class House:
    """The root ASGI application."""

    def __init__(self) -> None:
        """Gather the folders' routes; the longest prefix wins."""
        self.bridge = Bridge(
            pages.application,
            bodies=Bodies(settings.REQUEST_BODY_LIMIT, folder=settings.HOME / "run"),
            trusted=settings.TRUSTED_PROXIES,
            from_proxies={*FROM_PROXIES, settings.TERRITORY_HEADER.lower().encode()},
        )
        self.progress = progress.Progress(self.bridge.threads)
        routes: dict[str, App] = {"/static/": static.Files(), "/jobs/": self.progress}
        for _folder, module in modules("consumers"):
            routes |= module.ROUTES
        self.routes = sorted(routes.items(), key=lambda route: -len(route[0]))
        self.is_watching = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or socket."""
        if not self.is_watching:
            self.watch_for_the_end()
        path = scope["path"]
        for prefix, app in self.routes:
            if path.startswith(prefix):
                await app(scope, receive, secured(send) if scope["type"] == "http" else send)
                return
        if scope["type"] == "http":
            await self.bridge(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4404})

    def watch_for_the_end(self) -> None:
        """Have SIGTERM end the streams too; the server waits for every connection before it stops.

        A Python-level handler leaves the server's own in place: that one belongs to the event loop, which
        is woken for every signal that has any handler.
        """
        self.is_watching = True
        loop = asyncio.get_running_loop()

        def end(signum: int, frame: Any) -> None:
            loop.call_soon_threadsafe(self.stop)

        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, end)

    def stop(self) -> None:
        """End what would not end by itself."""
        self.bridge.stop()
        self.progress.stop()
        for _prefix, app in self.routes:
            with contextlib.suppress(AttributeError):
                app.stop()  # type: ignore[attr-defined]  # a folder's app may offer it


logs.configure()
lifeline.hold()
application = House()
