"""Works with WeChat Official Accounts: callbacks in three modes, passive replies, customer-service messages, stable_token."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Final

import orjson

from footlights.roof.channels.core import envelope, signature, xml
from footlights.roof.channels.types import (
    Account,
    Ack,
    Callback,
    Capabilities,
    Inbound,
    Mode,
    NotSent,
    Refused,
)

from .http import Away, Transport, ask

NAME: Final = "wechat"
TOKEN_MARGIN_S: Final = 300  # a token is fetched anew this long before it ends
_SUCCESS: Final = b"success"
_STALE_TOKEN: Final = {40001, 40014, 42001}
_NO_MORE: Final = {45015, 45047}  # the 48 hours are over; the count of replies is used up
_BUSY: Final = {-1, 45009, 45011}


class Tokens:
    """Access tokens by stable_token: in ordinary mode a second fetch gives the same one, so processes cannot race."""

    def __init__(self, transport: Transport = ask) -> None:
        """Fetch through a transport."""
        self.transport = transport
        self.lock = threading.Lock()
        self.held: dict[str, tuple[str, float]] = {}

    def get(self, account: Account, now_s: float, *, spoilt: str = "") -> str:
        """Return a token that holds; never the one that was found spoilt. Raises NotSent."""
        with self.lock:
            token, until = self.held.get(account.app_id, ("", 0.0))
            if not token or token == spoilt or now_s >= until:
                token, lasts = self._fetch(account)
                self.held[account.app_id] = (token, now_s + max(60, lasts - TOKEN_MARGIN_S))
            return token

    def _fetch(self, account: Account) -> tuple[str, float]:
        wish = {"grant_type": "client_credential", "appid": account.app_id, "secret": account.secret}
        told = _post(self.transport, f"{account.api}/cgi-bin/stable_token", wish)
        if not isinstance(told.get("access_token"), str):
            raise NotSent(f"no token: {told.get('errcode')}")
        return told["access_token"], float(told.get("expires_in") or 0)


class WeChat:
    """The channel: verify, parse, acknowledge, send."""

    name = NAME
    capabilities = Capabilities(
        reply_window_s=48 * 3600, replies=5, longest_bytes=2000, passive_s=5, pays_in="CNY"
    )

    def __init__(self, account: Account, tokens: Tokens, transport: Transport = ask) -> None:
        """Speak for an account."""
        self.account = account
        self.tokens = tokens
        self.transport = transport
        self.key = envelope.key_of(account.aes_key) if account.aes_key else b""

    def verify(self, callback: Callback, now_s: float) -> None:
        """Raise Refused unless the messenger signed this within the last 300 s."""
        asked = callback.query
        if not signature.is_fresh(asked.get("timestamp", ""), now_s):
            raise Refused("stale")
        parts = (self.account.token, asked["timestamp"], asked.get("nonce", ""))
        sealed = self._sealed(callback)
        if sealed:
            if not signature.matches(asked.get("msg_signature", ""), *parts, sealed):
                raise Refused("msg_signature")
        elif self.account.mode is Mode.SECURE and callback.method == "POST":
            raise Refused("not encrypted")
        if not (sealed and callback.method == "GET") and not signature.matches(
            asked.get("signature", ""), *parts
        ):
            raise Refused("signature")

    def echo(self, callback: Callback) -> bytes:
        """Return what the check of the address must be answered with. Raises Refused."""
        text = callback.query.get("echostr", "")
        if "msg_signature" not in callback.query:
            return text.encode("utf-8", "replace")
        return self._unseal(text)

    def parse(self, callback: Callback) -> Inbound:
        """Return the message. Raises Refused."""
        fields = self._fields(callback.body)
        if "Encrypt" in fields and self.account.mode is not Mode.PLAIN:
            fields = _read(self._unseal(fields["Encrypt"]))
        user, kind = fields.get("FromUserName", ""), fields.get("MsgType", "")
        if not (0 < len(user) <= 128 and user.isascii() and user.isprintable() and 0 < len(kind) <= 20):
            raise Refused("no message", 400)
        if kind == "event":
            kind = f"event:{fields.get('Event', '').lower()}"[:40]
            known = f"{user}:{fields.get('CreateTime', '')}:{kind}:{fields.get('EventKey', '')}"
        else:
            known = fields.get("MsgId") or f"{user}:{fields.get('CreateTime', '')}"
        text = fields.get("Content", "") if kind == "text" else fields.get("EventKey", "")
        account = fields.get("ToUserName", "")
        return Inbound(
            NAME, account[:128], user, f"{NAME}:{known}"[:200], kind, text[:4000].replace("\0", "")
        )

    def acknowledge(self, inbound: Inbound, reply: str, now_s: float, chance: bytes) -> Ack:
        """Return "success", or a passive reply: sealed unless messages come in the clear. chance: 24 random bytes."""
        if not reply:
            return Ack(200, _SUCCESS)
        at = int(now_s)
        message = xml.write(
            {
                "ToUserName": inbound.user_ref,
                "FromUserName": inbound.account,
                "CreateTime": at,
                "MsgType": "text",
                "Content": reply,
            }
        )
        if self.account.mode is Mode.PLAIN:
            return Ack(200, message, "application/xml; charset=utf-8")
        sealed = envelope.seal(message, self.key, self.account.app_id, chance[:16])
        nonce = chance[16:24].hex()
        signed = signature.sign(self.account.token, str(at), nonce, sealed)
        told: dict[str, str | int] = {
            "Encrypt": sealed,
            "MsgSignature": signed,
            "TimeStamp": at,
            "Nonce": nonce,
        }
        return Ack(200, xml.write(told), "application/xml; charset=utf-8")

    def send(self, user_ref: str, text: str, now_s: float) -> None:
        """Send a customer-service message; a token found spoilt is fetched anew, once. Raises NotSent."""
        message = {"touser": user_ref, "msgtype": "text", "text": {"content": text}}
        token = self.tokens.get(self.account, now_s)
        code = self._send(token, message)
        if code in _STALE_TOKEN:
            code = self._send(self.tokens.get(self.account, now_s, spoilt=token), message)
        if code:
            raise NotSent(f"errcode {code}", for_good=code not in _BUSY | _STALE_TOKEN)

    def _send(self, token: str, message: Mapping[str, Any]) -> int:
        url = f"{self.account.api}/cgi-bin/message/custom/send?access_token={token}"
        return int(_post(self.transport, url, message).get("errcode") or 0)

    def _sealed(self, callback: Callback) -> str:
        """Return what is encrypted in a callback, "" when nothing is or messages come in the clear."""
        if self.account.mode is Mode.PLAIN or not self.key:
            return ""
        if callback.method == "GET":
            return callback.query.get("echostr", "") if "msg_signature" in callback.query else ""
        return self._fields(callback.body).get("Encrypt", "")

    def _fields(self, body: bytes) -> dict[str, str]:
        return _read(body)

    def _unseal(self, text: str) -> bytes:
        try:
            return envelope.unseal(text, self.key, self.account.app_id)
        except envelope.BadEnvelope as fault:
            raise Refused(f"envelope: {fault}") from fault


def _read(body: bytes) -> dict[str, str]:
    try:
        return xml.read(body)
    except xml.BadXml as fault:
        raise Refused(f"xml: {fault}", 400) from fault


def _post(transport: Transport, url: str, message: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"}
    try:
        answer = transport("POST", url, headers, orjson.dumps(message))
        told = orjson.loads(answer.body)
    except (Away, orjson.JSONDecodeError) as fault:
        raise NotSent(type(fault).__name__) from None
    if answer.status != 200 or not isinstance(told, dict):
        raise NotSent(f"status {answer.status}")
    return told
