"""The messenger's side: phones, pushes that are signed, encrypted and tried three times, tokens, quotas."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from footlights.roof.channels.adapters.http import Away, Reply, ask
from footlights.roof.channels.core import envelope, signature, xml

from .faults import Faults
from .keys import Keys

TRIES: Final = 3
PATIENCE_SECONDS: Final = 5.0
WINDOW_SECONDS: Final = 48 * 3600
REPLIES: Final = 5
TOKEN_SECONDS: Final = 7200
NO_SERVICE: Final = "该账号暂时无法提供服务，请稍后再试 · This account cannot answer at the moment"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing on a phone. who: "you", "house", or "notice" for what the messenger itself says."""

    who: str
    text: str
    at_s: float


class Messenger:
    """Phones on one side, the house's callback on the other."""

    def __init__(self, keys: Keys, faults: Faults, now: Callable[[], float]) -> None:
        """Push to the house of these keys."""
        self.account, self.faults, self.now = keys.account, faults, now
        self.key = envelope.key_of(self.account["aes_key"])
        self.phones: defaultdict[str, deque[Said]] = defaultdict(lambda: deque(maxlen=400))
        self.left: defaultdict[str, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
        self.numbers = itertools.count(secrets.randbits(60))
        self.tokens: dict[str, float] = {}
        self.lock = threading.RLock()
        self.pool = ThreadPoolExecutor(32, "push")
        self.waits: deque[float] = deque(maxlen=100_000)
        self.counts: defaultdict[str, int] = defaultdict(int)

    def write(self, user: str, text: str) -> None:
        """Let somebody write to the house; the push goes its own way."""
        with self.lock:
            self.phones[user].append(Said("you", text, self.now()))
            self.left[user] = (REPLIES, self.now() + WINDOW_SECONDS)
            number = next(self.numbers)
        facts: dict[str, str | int] = {"MsgType": "text", "Content": text, "MsgId": number}
        self.pool.submit(self.push, user, facts)

    def follow(self, user: str) -> None:
        """Let somebody follow the house, once; a phone that was never used is greeted so."""
        with self.lock:
            if user in self.phones:
                return
            self.phones[user]  # now it has a conversation
            self.left[user] = (3, self.now() + 60)
        self.pool.submit(self.push, user, {"MsgType": "event", "Event": "subscribe", "EventKey": ""})

    def push(self, user: str, facts: dict[str, str | int]) -> None:
        """Push a message up to three times, each within five seconds, as the messenger does."""
        made = {"ToUserName": "gh_house", "FromUserName": user, "CreateTime": int(self.now()), **facts}
        body = xml.write(made)
        if self.faults.strikes(self.faults.forge):
            self._count("forged refused" if self._post(body, forged=True) is None else "forged TAKEN")
        for number in range(TRIES):
            if number == 0 and self.faults.strikes(self.faults.drop):
                self._count("dropped")
                continue
            answer = self._post(body)
            if answer is not None:
                self._count("acknowledged")
                self._show(user, answer)
                if self.faults.strikes(self.faults.repeat):
                    self._count("repeated")
                    self._post(body)
                return
        self._count("given up")
        with self.lock:
            self.phones[user].append(Said("notice", NO_SERVICE, self.now()))

    def token(self, wish: dict[str, Any]) -> dict[str, Any]:
        """Answer stable_token: the same token while it lasts."""
        if wish.get("appid") != self.account["app_id"] or wish.get("secret") != self.account["secret"]:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        with self.lock:
            self.tokens = {each: until for each, until in self.tokens.items() if until > self.now()}
            if not self.tokens or wish.get("force_refresh") is True:
                self.tokens[secrets.token_urlsafe(60)] = self.now() + TOKEN_SECONDS
            token, until = list(self.tokens.items())[-1]
        return {"access_token": token, "expires_in": int(until - self.now())}

    def spoil_tokens(self) -> None:
        """Forget every token, as when somebody else had them renewed."""
        with self.lock:
            self.tokens = {}

    def take(self, token: str, message: dict[str, Any]) -> dict[str, Any]:
        """Take a customer-service message: with a right token, within the time, and within the count."""
        with self.lock:
            if self.tokens.get(token, 0.0) <= self.now():
                return {
                    "errcode": 40001,
                    "errmsg": "invalid credential, access_token is invalid or not latest",
                }
            user, text = str(message.get("touser", "")), str(message.get("text", {}).get("content", ""))
            count, until = self.left[user]
            if user not in self.phones or self.now() > until:
                self._count("too late")
                return {"errcode": 45015, "errmsg": "response out of time limit or subscription is canceled"}
            if count <= 0:
                self._count("too many")
                return {"errcode": 45047, "errmsg": "out of response count limit"}
            if len(text.encode()) > 2048:
                return {"errcode": 45002, "errmsg": "content size out of limit"}
            self.left[user] = (count - 1, until)
            self.phones[user].append(Said("house", text, self.now()))
            self._count("replies")
        return {"errcode": 0, "errmsg": "ok"}

    def query(self, sealed: str) -> str:
        """Return the query string of a push, with both signatures."""
        at, nonce = str(int(self.now())), str(secrets.randbelow(10**9))
        token = self.account["token"]
        asked = {"signature": signature.sign(token, at, nonce), "timestamp": at, "nonce": nonce}
        if sealed:
            asked |= {"encrypt_type": "aes", "msg_signature": signature.sign(token, at, nonce, sealed)}
        return urlencode(asked)

    def seal(self, body: bytes) -> tuple[str, bytes]:
        """Return (what is sealed, the body to post) by the account's mode."""
        mode = self.account["mode"]
        if mode == "plain":
            return "", body
        sealed = envelope.seal(body, self.key, self.account["app_id"], secrets.token_bytes(16))
        clear = body.decode("utf-8", "replace")[len("<xml>") : -len("</xml>")] if mode == "compat" else ""
        return sealed, f"<xml>{clear}<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()

    def _post(self, body: bytes, *, forged: bool = False) -> bytes | None:
        """Post one push and return what it was answered, None when it was not taken in time."""
        sealed, posted = self.seal(body)
        query = self.query(sealed)
        if forged:
            query = query.replace("signature=", "signature=0", 1).replace(
                "msg_signature=", "msg_signature=0", 1
            )
        begun = self.now()
        try:
            url = f"{self.account['house']}/channels/wechat?{query}"
            answer: Reply = ask("POST", url, {"Content-Type": "text/xml"}, posted, seconds=PATIENCE_SECONDS)
        except Away:
            self._count("no answer")
            return None
        if not forged:
            self.waits.append(self.now() - begun)
        return answer.body if answer.status == 200 else None

    def _show(self, user: str, answer: bytes) -> None:
        """Show a passive reply; anything that is no reply and no "success" is the messenger's own notice."""
        if answer in (b"", b"success"):
            return
        try:
            fields = xml.read(answer)
            if "Encrypt" in fields:
                token = self.account["token"]
                parts = (token, fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
                if not signature.matches(fields["MsgSignature"], *parts):
                    raise xml.BadXml("signature")
                fields = xml.read(envelope.unseal(fields["Encrypt"], self.key, self.account["app_id"]))
            said = Said("house", fields["Content"], self.now())
        except (xml.BadXml, envelope.BadEnvelope, KeyError):
            said = Said("notice", NO_SERVICE, self.now())
        with self.lock:
            self.phones[user].append(said)

    def _count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1
