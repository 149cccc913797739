"""The door to channels: take callbacks in, answer them, send what was answered, pay, reconcile, read conversations."""

from .accounts import connect, describe_account, find_account, get_account
from .answering import answer, clear_up, list_waiting
from .buying import read_pay_address, sign_pay_address
from .conversations import count_messages, count_waiting, find_contact, list_bubbles
from .intake import echo, take_in, write_here
from .paying import begin_payment, get_sheet, take_notice
from .reconciling import reconcile
from .sending import list_due, send

__all__ = [
    "answer",
    "begin_payment",
    "clear_up",
    "connect",
    "count_messages",
    "count_waiting",
    "describe_account",
    "echo",
    "find_account",
    "find_contact",
    "get_account",
    "get_sheet",
    "list_bubbles",
    "list_due",
    "list_waiting",
    "read_pay_address",
    "reconcile",
    "send",
    "sign_pay_address",
    "take_in",
    "take_notice",
    "write_here",
]
