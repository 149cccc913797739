"""The messenger: a consultation, a rating and a ticket on a phone, with money that comes and goes back."""

from __future__ import annotations

from footlights.kernel.text import Both
from tests.browser import PHONE, open_context
from tests.phone import Phone, other_side

from .guide import Guide, Stop


def talk(guide: Guide) -> None:
    """Somebody talks with the house in Chinese, buys a ticket and gives it back."""
    guide.house.do("create_a_work", "Ocean", "海洋", "2025")
    guide.house.do("sell_a_ticket")
    with other_side(guide.house), open_context(guide.chromium, PHONE) as context:
        phone = Phone(context.new_page(), guide.house, "zh")
        phone.open()
        phone.ask("rate")
        guide.picture(phone.page, "A rating in one line")
        phone.consult()
        guide.picture(phone.page, "A consultation, under its mark")
        phone.buy("雾笛")
        guide.picture(phone.page, "A ticket, paid at the simulated service")
        _tell(guide, "orders.paid", "")
        phone.give_back()
    _tell(guide, "orders.paid", ", once it was given back")
    _tell(guide, "channels.messages", "")


def _tell(guide: Guide, name: str, more: str) -> None:
    told = guide.house.ask("insight", "figure", name)
    guide.figure(told["label"]["en"] + more, told["value"])


STOPS: list[Stop] = [(Both("The house on a phone", "手机里的本馆"), talk)]
