"""What a buyer sends, and what the operator types for a product, read."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from footlights.kernel.ids import is_id, new_id
from footlights.kernel.money import Money, exponent_of
from footlights.kernel.text import Both

from .types import BadProduct

_PRICE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
_NO_PRICE = Both(
    "Write a price such as 18.00, and a currency such as CNY.", "请填写价格（如 18.00）与货币（如 CNY）。"
)


def fresh_key() -> str:
    """Return the key of an order to come, so that two presses of one button make one order."""
    return new_id("key")


def read_key(form: QueryDict) -> str:
    """Return the key that a form carries; one that is none of ours becomes a fresh one."""
    key = form.get("key", "")
    return key if is_id(key, "key") else fresh_key()


def read_price(text: str, currency: str) -> Money:
    """Return a price typed in major units. Raises BadProduct."""
    try:
        exponent = exponent_of(currency)
        minor = Decimal(text.strip()).scaleb(exponent) if _PRICE.fullmatch(text.strip()) else None
    except (ValueError, InvalidOperation) as fault:
        raise BadProduct(_NO_PRICE) from fault
    if minor is None or minor != minor.to_integral_value():
        raise BadProduct(_NO_PRICE)
    return Money(int(minor), currency)
