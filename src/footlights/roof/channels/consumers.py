"""Callbacks over ASGI: the body is read with a cap, kept together with what arrives beside it, and acknowledged."""

from __future__ import annotations

from django.db import close_old_connections

from footlights.kernel.clock import utc_now

from . import api
from .adapters.callbacks import CallbackApp
from .types import Ack, Callback

PREFIX = "/channels/wechat"


def take_in(callbacks: list[Callback]) -> list[Ack]:
    """Keep what arrived together in one transaction."""
    close_old_connections()
    return api.take_in(callbacks, utc_now())


def answer_one(path: str, callback: Callback) -> Ack:
    """Answer the check of the address, or a payment notification."""
    close_old_connections()
    at = utc_now()
    if path == f"{PREFIX}/pay" and callback.method == "POST":
        return api.take_notice(callback, at)
    if path == PREFIX and callback.method == "GET":
        return api.echo(callback, at)
    return Ack(404)


ROUTES = {PREFIX: CallbackApp(PREFIX, take_in, answer_one)}
