"""The house's account with a messenger."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from footlights.roof.channels.adapters import accounts
from footlights.roof.channels.adapters.web import Web
from footlights.roof.channels.adapters.wechat import NAME, Tokens, WeChat
from footlights.roof.channels.types import Account, Channel, NoAccount


def find_account() -> Account | None:
    """Return the account that is connected, or None."""
    return accounts.load(settings.HOME)


def get_account() -> Account:
    """Return the account that is connected. Raises NoAccount."""
    found = find_account()
    if found is None:
        raise NoAccount
    return found


def connect(told: dict[str, Any]) -> Account:
    """Connect an account that a document describes, in place of the one before. Raises BadAccount."""
    return accounts.save(settings.HOME, told)


def describe_account(account: Account) -> dict[str, Any]:
    """Return what may be shown of an account: nothing secret."""
    return {
        "app_id": account.app_id,
        "mode": account.mode.value,
        "house": account.house,
        "callback": f"{account.house}/channels/wechat",
        "is_simulated": account.is_simulated,
        "pays": account.merchant is not None,
    }


@cache
def _tokens() -> Tokens:
    return Tokens()


def messenger(account: Account | None = None) -> WeChat:
    """Return the messenger's channel. Raises NoAccount."""
    return WeChat(account or get_account(), _tokens())


def channel(name: str) -> Channel:
    """Return a channel by its name. Raises NoAccount when it is not connected."""
    return messenger() if name == NAME else Web()
