"""Somebody at a browser without a browser, who goes on while the house is killed."""

from __future__ import annotations

import time

import httpx

from tests.house import House
from tests.pages.forms import Form, forms_of

PATIENCE_SECONDS = 180.0


class Visitor:
    """Somebody at a browser who tries again until a page comes, and notes what was acknowledged."""

    def __init__(self, house: House) -> None:
        self.client = httpx.Client(base_url=house.url, timeout=20)
        self.kept: list[str] = []
        self.unknown: list[str] = []

    def page(self, address: str) -> httpx.Response:
        """Open a page, again while nobody answers."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                reply = self.client.get(address, follow_redirects=True)
                if reply.status_code < 500:
                    return reply
            except httpx.TransportError:
                assert time.monotonic() < patience, f"{address} never came"
            time.sleep(0.2)

    def send(
        self, address: str, told: dict[str, str], note: str, **files: tuple[str, bytes]
    ) -> httpx.Response | None:
        """Send a form once; note whether it was acknowledged, or may have arrived."""
        try:
            reply = self.client.post(address, data=told, files=files or None)
        except httpx.TransportError:
            self.unknown.append(note)
            return None
        if reply.status_code == 303:
            self.kept.append(note)
            return reply
        self.unknown.append(note)
        return None

    def form(self, address: str, field: str) -> Form:
        """Return the form of a page that has this field."""
        return next(form for form in forms_of(self.page(address).text) if field in form.fields)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, while the house still stands."""
        form = self.form("/en/account/login/", "password")
        reply = self.client.post(
            "/en/account/login/", data={**form.fields, "login": email, "password": password}
        )
        assert "/login" not in reply.headers.get("Location", "/login"), reply.text[:400]
