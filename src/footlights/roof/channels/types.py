"""What channels hand out: what came in, what goes out, what a channel can do, and the ways it says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from footlights.ground.orders.types import OrderId
from footlights.kernel.ids import PersonId
from footlights.kernel.money import Money
from footlights.kernel.text import Both, Language

ContactId = NewType("ContactId", str)
MessageId = NewType("MessageId", str)


class Mode(StrEnum):
    """How messages come in: in the clear, both ways, or encrypted only."""

    PLAIN = "plain"
    COMPAT = "compat"
    SECURE = "secure"


@dataclass(frozen=True, slots=True)
class Merchant:
    """The house's account with the payment service. platform_keys: serial -> PEM of a certificate or a public key."""

    mch_id: str
    serial: str
    private_key: str = field(repr=False)
    api_key: str = field(repr=False)
    platform_keys: Mapping[str, str] = field(repr=False)
    api: str


@dataclass(frozen=True, slots=True)
class Account:
    """The house's account with the messenger; its secrets are in no repr.

    api: where the messenger's servers answer. house: where this house answers, without a slash at the end.
    """

    app_id: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    secret: str = field(repr=False)
    mode: Mode
    api: str
    house: str
    is_simulated: bool
    merchant: Merchant | None


@dataclass(frozen=True, slots=True)
class Callback:
    """A request that a channel's servers made: its query, headers (lower case) and body, byte for byte."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message, verified and read.

    key: what it is known by at its channel; the same key is the same message. kind: text, or ``event:`` and which, or another.
    """

    channel: str
    account: str
    user_ref: str
    key: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Ack:
    """What a callback is answered with at once."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do.

    reply_window_s, replies: how long after a person's message, and how many times, the house may write; None for no limit.
    longest_bytes: of one text. passive_s: within how many seconds a callback itself may carry the answer, 0 for never.
    """

    reply_window_s: int | None
    replies: int | None
    longest_bytes: int
    passive_s: int
    pays_in: str = ""


class Channel(Protocol):
    """A way in and out. Each step is pure but ``send``, which speaks to the channel's servers."""

    name: str
    capabilities: Capabilities

    def verify(self, callback: Callback, now_s: float) -> None:
        """Raise Refused unless the channel's servers sent this, now."""

    def parse(self, callback: Callback) -> Inbound:
        """Return the message of a verified callback. Raises Refused."""

    def acknowledge(self, inbound: Inbound, reply: str, now_s: float, chance: bytes) -> Ack:
        """Return what the callback is answered with: a reply, or "" for word that it came."""

    def send(self, user_ref: str, text: str, now_s: float) -> None:
        """Send a text to a person. Raises NotSent."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said in a conversation. who: "you" or "house"."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who writes to the house through a channel. person: None until they need an account."""

    id: ContactId
    channel: str
    user_ref: str
    person: PersonId | None
    language: Language


@dataclass(frozen=True, slots=True)
class PaymentSheet:
    """What the messenger's own payment needs to begin: shown to the payer, proved by ``params["paySign"]``."""

    order: OrderId
    product: Both
    price: Money
    params: Mapping[str, str]
    is_open: bool
    is_simulated: bool


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a look at the provider's own books found."""

    asked: int
    credited: int
    closed: int
    refunded: int


class Refused(Exception):
    """A callback that is not taken: forged, stale, damaged, or not for this house. ``status`` is what it is answered."""

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class NotSent(Exception):
    """The channel's servers did not take a message. for_good: sending it again is no use."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class PaymentFailed(Exception):
    """The payment service did not do what was asked; the message says what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = Both(
            "The payment could not be begun. Nothing was taken; try again in a moment.",
            "暂时无法发起付款，未扣款，请稍后再试。",
        )


class NoAccount(Exception):
    """No messenger is connected to this house."""

    def __init__(self) -> None:
        self.message = Both(
            "No messenger is connected. Connect one with ./footlights channels connect, or try ./footlights channels simulate.",
            "尚未连接即时通讯账号。可用 ./footlights channels connect 连接，或用 ./footlights channels simulate 试用。",
        )
        super().__init__(self.message.en)


class BadAccount(Exception):
    """What describes an account does not do; the message says why, and repeats no secret."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
