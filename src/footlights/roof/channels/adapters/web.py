"""The house's own web chat: its pages stand behind the house's sign-in, so that nothing is left to verify or to send."""

from __future__ import annotations

from typing import Final

from footlights.roof.channels.types import Ack, Callback, Capabilities, Inbound, Refused

NAME: Final = "web"
LONGEST: Final = 2_000


class Web:
    """The channel: a page reads the answers itself."""

    name = NAME
    capabilities = Capabilities(reply_window_s=None, replies=None, longest_bytes=20_000, passive_s=0)

    def verify(self, callback: Callback, now_s: float) -> None:
        """Raise Refused unless the house's own page sent this: it names the reader that it knows."""
        if not callback.headers.get("reader"):
            raise Refused("no reader")

    def parse(self, callback: Callback) -> Inbound:
        """Return the message. Raises Refused."""
        text = callback.body.decode("utf-8", "replace").replace("\0", "").strip()[:LONGEST]
        key = callback.query.get("key", "")
        if not text or not key:
            raise Refused("no message", 400)
        reader = callback.headers["reader"]
        return Inbound(NAME, "", reader, f"{NAME}:{reader}:{key}"[:200], "text", text)

    def acknowledge(self, inbound: Inbound, reply: str, now_s: float, chance: bytes) -> Ack:
        """Return word that it came; the reply is on the page."""
        return Ack(204)

    def send(self, user_ref: str, text: str, now_s: float) -> None:
        """Do nothing: what is kept for a reader is on their page."""
