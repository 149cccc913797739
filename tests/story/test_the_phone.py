"""The house in a messenger: a consultation, a rating, a ticket and a refund, in Chinese and in English, on one phone page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import PHONE, open_context, watch
from tests.house import House
from tests.phone import Phone, other_side

pytestmark = pytest.mark.browser
TITLES = {"en": ("Ocean", "The Foghorn"), "zh": ("海洋", "雾笛")}


@pytest.fixture(scope="module")
def stocked(house: House) -> Iterator[House]:
    """Return a house with a work to rate and a ticket to buy, and a messenger beside it."""
    house.do("create_a_work", "Ocean", "海洋", "2025")
    house.do("sell_a_ticket")
    with other_side(house, "--repeat", "0.3", "--forge", "0.3"):
        yield house


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_is_done_on_a_phone(language: str, stocked: House, chromium: Browser):
    before = {
        name: stocked.ask("insight", "figure", name)["value"] for name in ("shelf.marks", "orders.paid")
    }
    with open_context(chromium, PHONE) as context:
        shown = watch(context)
        phone = Phone(shown.page, stocked, language)
        phone.open()
        phone.ask("help")
        phone.ask("rate")
        phone.consult()
        phone.buy(TITLES[language][1])
        assert stocked.ask("insight", "figure", "orders.paid")["value"] == before["orders.paid"] + 1
        phone.give_back()
        assert shown.find_with_axe() == []
        assert shown.overflow() <= 0
        assert shown.faults == []

    assert stocked.ask("insight", "figure", "orders.paid")["value"] == before["orders.paid"]
    assert stocked.ask("insight", "figure", "shelf.marks")["value"] == before["shelf.marks"] + 1
    secrets = (stocked.home / "messenger.json").read_text("utf-8")
    logs = "".join(path.read_text("utf-8", "replace") for path in (stocked.home / "log").iterdir())
    assert leaked(secrets, logs) == []


def leaked(account: str, logs: str) -> list[str]:
    """Return the secrets of an account that stand in logs, by name."""
    import json

    told = json.loads(account)
    named = {name: told[name] for name in ("token", "aes_key", "secret")}
    merchant = told["merchant"]
    named |= {"api_key": merchant["api_key"], "private_key": merchant["private_key"].splitlines()[1]}
    return [name for name, secret in named.items() if secret in logs]
