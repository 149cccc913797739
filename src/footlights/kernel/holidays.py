"""Public holidays that a rule of the house asks for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from .territory import CN, Territory

# The State Council's yearly notices: the days off, weekends made up for elsewhere not counted.
# 2026: 国务院办公厅关于2026年部分节假日安排的通知, 4 November 2025, gov.cn/zhengce/zhengceku/202511/content_7047091.htm
_SPANS: Final = {
    CN: (
        (date(2026, 1, 1), 3), (date(2026, 2, 15), 9), (date(2026, 4, 4), 3), (date(2026, 5, 1), 5),
        (date(2026, 6, 19), 3), (date(2026, 9, 25), 3), (date(2026, 10, 1), 7),
    ),
}  # fmt: skip
_DAYS: Final = {
    where: frozenset(first + timedelta(days=day) for first, days in spans for day in range(days))
    for where, spans in _SPANS.items()
}


def is_public_holiday(territory: Territory, day: date) -> bool:
    """Return whether a day is a public holiday in a territory; False for territories and years not written down."""
    return day in _DAYS.get(territory, frozenset())
