"""The security headers of replies that do not come from the pages: files, segments, streams."""

from __future__ import annotations

from typing import Final

from csp.utils import build_policy

from footlights.project.server.asgi_types import Headers, Message, Send

HEADERS: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", build_policy().encode()),
]


def secured(send: Send) -> Send:
    """Return a send that adds the headers a reply lacks."""

    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message.get("headers", ())}
            message = {
                **message,
                "headers": [*message.get("headers", ()), *(each for each in HEADERS if each[0] not in held)],
            }
        await send(message)

    return send_secured
