"""The door to orders: products, orders, payments, refunds, entitlements."""

from .entitling import find_entitlement, is_gated, list_entitlements, list_offers
from .ordering import (
    close_order,
    count_paid,
    get_order,
    list_orders,
    list_unpaid,
    place_order,
    record_payment,
)
from .refunding import ask_refund, list_refunds, list_refunds_to_do, record_refund
from .selling import create_product, get_product, list_products, withdraw_product

__all__ = [
    "ask_refund",
    "close_order",
    "count_paid",
    "create_product",
    "find_entitlement",
    "get_order",
    "get_product",
    "is_gated",
    "list_entitlements",
    "list_offers",
    "list_orders",
    "list_products",
    "list_refunds",
    "list_refunds_to_do",
    "list_unpaid",
    "place_order",
    "record_payment",
    "record_refund",
    "withdraw_product",
]
