"""Works with WeChat Pay APIv3: JSAPI orders, notifications, queries, closing, refunds. Every answer's signature is verified."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote

import orjson

from footlights.kernel.money import Money
from footlights.roof.channels.core import pay, signature
from footlights.roof.channels.types import Account, Callback, Merchant, PaymentFailed, Refused

from .http import Away, Transport, ask

CURRENCY: Final = "CNY"
_GONE: Final = 404


@cache
def _public_key(pem: str) -> Any:
    return pay.read_public_key(pem)


@cache
def _private_key(pem: str) -> Any:
    return pay.read_private_key(pem)


def verify(merchant: Merchant, headers: Mapping[str, str], body: bytes, now_s: float) -> None:
    """Raise Refused unless the platform signed a body within the last 300 s. headers: names in lower case."""
    pem = merchant.platform_keys.get(headers.get("wechatpay-serial", "").upper())
    if pem is None:
        raise Refused("serial", 401)
    at = headers.get("wechatpay-timestamp", "")
    if not signature.is_fresh(at, now_s):
        raise Refused("stale", 401)
    message = f"{at}\n{headers.get('wechatpay-nonce', '')}\n".encode("utf-8", "replace") + body + b"\n"
    if not pay.verifies(headers.get("wechatpay-signature", ""), message, _public_key(pem)):
        raise Refused("signature", 401)


def read_notice(merchant: Merchant, callback: Callback, now_s: float) -> tuple[str, str, Mapping[str, Any]]:
    """Return (id, event type, what it holds) of a notification. Raises Refused: verified first, decrypted then."""
    verify(merchant, callback.headers, callback.body, now_s)
    try:
        return pay.read_notice(callback.body, merchant.api_key)
    except pay.BadNotice as fault:
        raise Refused(f"notice: {fault}", 400) from fault


class Till:
    """The payment service, for one account."""

    def __init__(self, account: Account, transport: Transport = ask) -> None:
        """Speak for an account that has a merchant. Raises PaymentFailed for one without."""
        if account.merchant is None:
            raise PaymentFailed("no merchant")
        self.account, self.merchant, self.transport = account, account.merchant, transport

    def prepay(self, order: str, description: str, amount: Money, payer: str, now_s: float) -> str:
        """Begin a payment and return its prepay_id. Raises PaymentFailed."""
        wish = {
            "appid": self.account.app_id,
            "mchid": self.merchant.mch_id,
            "description": description[:120],
            "out_trade_no": order,
            "notify_url": f"{self.account.house}/channels/wechat/pay",
            "amount": {"total": amount.minor, "currency": amount.currency},
            "payer": {"openid": payer},
        }
        told = self._ask("POST", "/v3/pay/transactions/jsapi", wish, now_s)
        prepay = (told or {}).get("prepay_id")
        if not isinstance(prepay, str) or not prepay:
            raise PaymentFailed("no prepay_id")
        return prepay

    def sheet(self, prepay: str, now_s: float) -> dict[str, str]:
        """Return what the messenger's browser needs to ask for the payment, signed."""
        at, nonce, package = str(int(now_s)), secrets.token_hex(16), f"prepay_id={prepay}"
        signed = pay.sign(
            pay.lines(self.account.app_id, at, nonce, package), _private_key(self.merchant.private_key)
        )
        return {
            "appId": self.account.app_id,
            "timeStamp": at,
            "nonceStr": nonce,
            "package": package,
            "signType": "RSA",
            "paySign": signed,
        }

    def query(self, order: str, now_s: float) -> Mapping[str, Any] | None:
        """Return how an order stands with the service, None when it knows none. Raises PaymentFailed."""
        path = f"/v3/pay/transactions/out-trade-no/{quote(order)}?mchid={quote(self.merchant.mch_id)}"
        return self._ask("GET", path, None, now_s)

    def close(self, order: str, now_s: float) -> None:
        """Close an order, so that nobody can pay it any more. Raises PaymentFailed."""
        path = f"/v3/pay/transactions/out-trade-no/{quote(order)}/close"
        self._ask("POST", path, {"mchid": self.merchant.mch_id}, now_s)

    def refund(self, order: str, refund: str, back: Money, whole: Money, now_s: float) -> str:
        """Ask for a refund and return its status: SUCCESS, PROCESSING, CLOSED or ABNORMAL. Raises PaymentFailed.

        Asked again under the same number it is the same refund.
        """
        wish = {
            "out_trade_no": order,
            "out_refund_no": refund,
            "notify_url": f"{self.account.house}/channels/wechat/pay",
            "amount": {"refund": back.minor, "total": whole.minor, "currency": back.currency},
        }
        told = self._ask("POST", "/v3/refund/domestic/refunds", wish, now_s) or {}
        if told.get("out_refund_no") != refund or (told.get("amount") or {}).get("refund") != back.minor:
            raise PaymentFailed("another refund was answered")
        return str(told.get("status", ""))

    def _ask(
        self, method: str, path: str, wish: Mapping[str, Any] | None, now_s: float
    ) -> Mapping[str, Any] | None:
        """Return what is answered, None for nothing found or nothing said. Raises PaymentFailed."""
        body = orjson.dumps(wish).decode() if wish is not None else ""
        signed = pay.authorise(
            method, path, body, mch_id=self.merchant.mch_id, serial=self.merchant.serial,
            key=_private_key(self.merchant.private_key), at_s=int(now_s), nonce=secrets.token_hex(16),
        )  # fmt: skip
        headers = {"Authorization": signed, "Accept": "application/json", "Content-Type": "application/json"}
        try:
            answer = self.transport(method, self.merchant.api + path, headers, body.encode())
            if answer.status == _GONE:
                return None
            verify(self.merchant, answer.headers, answer.body, now_s)
            told = orjson.loads(answer.body) if answer.body else {}
        except (Away, Refused, orjson.JSONDecodeError) as fault:
            raise PaymentFailed(f"{method} {path.partition('?')[0]}: {type(fault).__name__}") from fault
        if answer.status >= 300 or not isinstance(told, dict):
            raise PaymentFailed(f"{method} {path.partition('?')[0]}: {answer.status} {told.get('code', '')}")
        return told


def amount_of(told: Mapping[str, Any]) -> Money | None:
    """Return the amount that a transaction was paid with, None when it was not paid."""
    if told.get("trade_state") != "SUCCESS":
        return None
    amount = told.get("amount")
    total = amount.get("total") if isinstance(amount, dict) else None
    currency = amount.get("currency", CURRENCY) if isinstance(amount, dict) else ""
    if not isinstance(total, int) or isinstance(total, bool) or not isinstance(currency, str):
        return Money(-1, CURRENCY)
    return Money(total, currency)
