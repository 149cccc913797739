"""The door to the studio: deals and works as a producer works on them, and what partners are reminded of."""

from .deals import count_today, find_memorandum, get_deal, list_deals, list_work_lines, reissue_grant
from .reminding import remind

__all__ = [
    "count_today",
    "find_memorandum",
    "get_deal",
    "list_deals",
    "list_work_lines",
    "reissue_grant",
    "remind",
]
