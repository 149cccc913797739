"""The other side as a small HTTP server on loopback: the messenger's and the payment service's addresses, and phones."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

import orjson

from footlights.kernel.clock import utc_now
from footlights.roof.channels.adapters.http import Away, Reply, ask

from .faults import Faults
from .keys import make_keys
from .messenger import PATIENCE_SECONDS, Messenger
from .payments import Payments

_WAITS: Final = (0.5, 1.0, 2.0)  # seconds between tries of a notification; the real service waits longer


class OtherSide:
    """Both services, for one house."""

    def __init__(
        self, house: str, faults: Faults | None = None, *, mode: str = "secure", port: int = 0
    ) -> None:
        """Listen on loopback; ``serve`` answers."""
        self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.faults = faults or Faults()
        self.keys = make_keys(self.address, house, mode)
        self.messenger = Messenger(self.keys, self.faults, _now)
        self.payments = Payments(self.keys, self.notify, _now)
        self.pool = ThreadPoolExecutor(8, "notify")

    def serve(self) -> None:
        """Answer until ``stop``."""
        self.server.serve_forever(poll_interval=0.1)

    def start(self) -> None:
        """Serve in a thread."""
        threading.Thread(target=self.serve, daemon=True, name="other side").start()

    def stop(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.messenger.pool.shutdown(wait=False, cancel_futures=True)

    def notify(self, url: str, headers: dict[str, str], body: bytes) -> None:
        """Deliver a payment notification in the background, with faults."""
        if self.faults.strikes(self.faults.drop):
            return
        self.pool.submit(self._deliver, url, headers, body)
        if self.faults.strikes(self.faults.repeat):
            self.pool.submit(self._deliver, url, headers, body)

    def handle(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer one request."""
        path = urlsplit(target).path
        if path.startswith("/v3/"):
            return self.payments.handle(method, target, headers, body)
        told = orjson.loads(body) if body else {}
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if path == "/cgi-bin/stable_token":
            return _json(self.messenger.token(told))
        if path == "/cgi-bin/message/custom/send":
            return _json(self.messenger.take(asked.get("access_token", ""), told))
        return self._phone(method, path, told)

    def _phone(self, method: str, path: str, told: dict[str, Any]) -> Reply:
        _, kind, user, *rest = [*map(unquote, path.split("/")), "", ""]
        if kind == "stats":
            waits = sorted(self.messenger.waits)
            return _json({"counts": dict(self.messenger.counts), "waits": waits[-20_000:]})
        if kind != "phone" or not user:
            return Reply(404, {}, b"")
        if method == "POST" and rest[0] == "say":
            self.messenger.write(user, str(told.get("text", ""))[:2000])
        elif method == "POST" and rest[0] == "pay":
            return _json({"fault": self.payments.pay({str(k): str(v) for k, v in told.items()})})
        else:
            self.messenger.follow(user)
        with self.messenger.lock:
            return _json([asdict(each) for each in self.messenger.phones[user]])

    def _deliver(self, url: str, headers: dict[str, str], body: bytes) -> None:
        for wait in _WAITS:
            try:
                if ask("POST", url, headers, body, seconds=PATIENCE_SECONDS).status in (200, 204):
                    return
            except Away:
                pass
            threading.Event().wait(wait)


def _handler(side: OtherSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                reply = side.handle(self.command, self.path, dict(self.headers.items()), body)
            except (ValueError, KeyError, TypeError, AttributeError):
                reply = Reply(400, {}, b"")
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status != 204:
                self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = _answer

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing: addresses hold tokens."""

    return Handler


def _json(told: object) -> Reply:
    return Reply(200, {"content-type": "application/json"}, orjson.dumps(told))


def _now() -> float:
    return utc_now().timestamp()
