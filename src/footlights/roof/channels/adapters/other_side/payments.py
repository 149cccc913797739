"""The payment service's side: orders, payments, refunds, and notifications that are signed and encrypted."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs

import orjson
from cryptography.hazmat.primitives.asymmetric import rsa

from footlights.roof.channels.adapters.http import Reply
from footlights.roof.channels.core import pay

from .keys import Keys

_AUTHORISED: Final = re.compile(r'(\w+)="([^"]*)"')
_BY_NUMBER: Final = re.compile(r"/v3/pay/transactions/out-trade-no/([\w-]{1,64})(/close)?")
_REFUND: Final = re.compile(r"/v3/refund/domestic/refunds/([\w-]{1,64})")
Notify = Callable[[str, dict[str, str], bytes], None]


@dataclass
class Trade:
    """An order as the service keeps it."""

    wish: dict[str, Any]
    prepay: str
    state: str = "NOTPAY"
    transaction: str = ""
    refunds: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return what it costs."""
        return int(self.wish["amount"]["total"])


class Payments:
    """The service. notify: (address, headers, body) is given each notification to deliver."""

    def __init__(self, keys: Keys, notify: Notify, now: Callable[[], float]) -> None:
        """Serve the merchant of these keys."""
        self.keys, self.notify, self.now = keys, notify, now
        self.merchant = keys.account["merchant"]
        self.trades: dict[str, Trade] = {}
        self.by_prepay: dict[str, str] = {}
        self.lock = threading.RLock()

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer a request of the merchant; one without its right signature is refused."""
        if not self._is_merchant(method, path, headers, body):
            return self._signed(401, {"code": "SIGN_ERROR", "message": "signature"})
        bare, _, query = path.partition("?")
        with self.lock:
            if (method, bare) == ("POST", "/v3/pay/transactions/jsapi"):
                return self._prepay(orjson.loads(body))
            if (method, bare) == ("POST", "/v3/refund/domestic/refunds"):
                return self._refund(orjson.loads(body))
            if method == "GET" and (match := _REFUND.fullmatch(bare)):
                return self._refund_told(match[1])
            if match := _BY_NUMBER.fullmatch(bare):
                return self._close(match[1]) if match[2] else self._query(match[1], query)
        return self._signed(404, {"code": "NOT_FOUND", "message": "no such address"})

    def pay(self, params: Mapping[str, str]) -> str:
        """Pay as the person in the messenger does; return "" when it went well, else what was wrong."""
        message = pay.lines(*(params.get(key, "") for key in ("appId", "timeStamp", "nonceStr", "package")))
        if not pay.verifies(params.get("paySign", ""), message, self.keys.merchant_public):
            return "paySign"
        with self.lock:
            number = self.by_prepay.get(params.get("package", "").removeprefix("prepay_id="), "")
            trade = self.trades.get(number)
            if trade is None or trade.state != "NOTPAY":
                return "no open order"
            trade.state, trade.transaction = "SUCCESS", "42" + f"{secrets.randbelow(10**26):026}"
            told = self._told(number, trade)
        self.notify(trade.wish["notify_url"], *self.notice("TRANSACTION.SUCCESS", told))
        return ""

    def notice(
        self,
        kind: str,
        told: Mapping[str, Any],
        key: rsa.RSAPrivateKey | None = None,
        at_s: float | None = None,
    ) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of a notification. key: another's makes a forgery."""
        nonce = secrets.token_hex(6)
        sealed = pay.encrypt(orjson.dumps(told), self.merchant["api_key"], nonce, "transaction")
        body = orjson.dumps(
            {
                "id": secrets.token_hex(16),
                "create_time": "2026-11-27T12:00:00+08:00",
                "resource_type": "encrypt-resource",
                "event_type": kind,
                "summary": "支付成功",
                "resource": {
                    "original_type": "transaction",
                    "algorithm": "AEAD_AES_256_GCM",
                    "ciphertext": sealed,
                    "associated_data": "transaction",
                    "nonce": nonce,
                },
            }
        )
        return {**self._signature(body, key, at_s), "Content-Type": "application/json"}, body

    def _prepay(self, wish: dict[str, Any]) -> Reply:
        number = wish["out_trade_no"]
        known = self.trades.get(number)
        if known and known.wish != wish:
            return self._signed(400, {"code": "INVALID_REQUEST", "message": "parameters differ"})
        if wish["mchid"] != self.merchant["mch_id"] or wish["appid"] != self.keys.account["app_id"]:
            return self._signed(400, {"code": "APPID_MCHID_NOT_MATCH", "message": "appid and mchid"})
        if not known:
            known = self.trades[number] = Trade(wish, "wx" + secrets.token_hex(16))
            self.by_prepay[known.prepay] = number
        return self._signed(200, {"prepay_id": known.prepay})

    def _query(self, number: str, query: str) -> Reply:
        trade = self.trades.get(number)
        if trade is None or parse_qs(query).get("mchid") != [self.merchant["mch_id"]]:
            return self._signed(404, {"code": "ORDER_NOT_EXIST", "message": "no order"})
        return self._signed(200, self._told(number, trade))

    def _close(self, number: str) -> Reply:
        trade = self.trades.get(number)
        if trade is None or trade.state not in ("NOTPAY", "CLOSED"):
            return self._signed(400, {"code": "ORDERPAID", "message": "paid"})
        trade.state = "CLOSED"
        return self._signed(204, None)

    def _refund(self, wish: dict[str, Any]) -> Reply:
        number, name, back = wish["out_trade_no"], wish["out_refund_no"], int(wish["amount"]["refund"])
        trade = self.trades.get(number)
        if trade is None or trade.state not in ("SUCCESS", "REFUND"):
            return self._signed(404, {"code": "RESOURCE_NOT_EXISTS", "message": "no paid order"})
        if name not in trade.refunds:
            if back <= 0 or sum(trade.refunds.values()) + back > trade.total:
                return self._signed(403, {"code": "NOT_ENOUGH", "message": "more than was paid"})
            trade.refunds[name] = back
            trade.state = "REFUND"
            told = {"mchid": self.merchant["mch_id"], "out_trade_no": number, "out_refund_no": name}
            told |= {"refund_status": "SUCCESS", "amount": {"total": trade.total, "refund": back}}
            self.notify(wish["notify_url"], *self.notice("REFUND.SUCCESS", told))
        elif trade.refunds[name] != back:
            return self._signed(400, {"code": "INVALID_REQUEST", "message": "another amount"})
        return self._refund_told(name)

    def _refund_told(self, name: str) -> Reply:
        for number, trade in self.trades.items():
            if name in trade.refunds:
                amount = {"total": trade.total, "refund": trade.refunds[name], "currency": "CNY"}
                told = {"out_trade_no": number, "out_refund_no": name, "status": "SUCCESS", "amount": amount}
                return self._signed(200, told)
        return self._signed(404, {"code": "RESOURCE_NOT_EXISTS", "message": "no refund"})

    def _told(self, number: str, trade: Trade) -> dict[str, Any]:
        told: dict[str, Any] = {
            "appid": trade.wish["appid"],
            "mchid": trade.wish["mchid"],
            "out_trade_no": number,
            "trade_state": trade.state,
        }
        if trade.transaction:
            amount = {
                "total": trade.total,
                "payer_total": trade.total,
                "currency": "CNY",
                "payer_currency": "CNY",
            }
            told |= {"transaction_id": trade.transaction, "trade_type": "JSAPI", "amount": amount}
            told |= {"payer": trade.wish["payer"]}
        return told

    def _is_merchant(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> bool:
        given = {name.lower(): value for name, value in headers.items()}.get("authorization", "")
        scheme, _, rest = given.partition(" ")
        facts = dict(_AUTHORISED.findall(rest))
        if scheme != pay.SCHEME or not facts.get("timestamp", "").isdigit():
            return False
        if abs(self.now() - int(facts["timestamp"])) > 300 or facts.get("mchid") != self.merchant["mch_id"]:
            return False
        message = pay.lines(method, path, facts["timestamp"], facts.get("nonce_str", ""), body.decode())
        return pay.verifies(facts.get("signature", ""), message, self.keys.merchant_public)

    def _signed(self, status: int, told: Mapping[str, Any] | None) -> Reply:
        body = b"" if told is None else orjson.dumps(told)
        headers = {name.lower(): value for name, value in self._signature(body).items()}
        return Reply(status, {**headers, "content-type": "application/json"}, body)

    def _signature(
        self, body: bytes, key: rsa.RSAPrivateKey | None = None, at_s: float | None = None
    ) -> dict[str, str]:
        at, nonce = str(int(self.now() if at_s is None else at_s)), secrets.token_hex(16)
        signed = pay.sign(pay.lines(at, nonce, body.decode()), key or self.keys.platform_private)
        return {
            "Wechatpay-Timestamp": at,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": self.keys.platform_serial,
            "Wechatpay-Signature": signed,
            "Wechatpay-Signature-Type": pay.SCHEME,
        }
