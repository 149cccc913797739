"""Whether a posting balances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from footlights.ground.ledger.types import NotBalanced, Posting
from footlights.kernel.ids import AccountId
from footlights.kernel.text import Both

_LARGEST = 2**62  # minor units; sums stay within the database's integers


def check(posting: Posting, currencies: Mapping[AccountId, str]) -> None:
    """Raise NotBalanced unless a posting may stand.

    currencies: of the accounts that exist.
    """
    if not posting.ref.strip() or len(posting.ref) > 200:
        raise NotBalanced(
            Both("A posting needs a ref of at most 200 characters.", "记账需有不超过200字符的编号。")
        )
    if len(posting.legs) < 2:
        raise NotBalanced(Both("A posting has at least two legs.", "一笔记账至少有两个分录。"))
    sums: defaultdict[str, int] = defaultdict(int)
    for leg in posting.legs:
        if not 0 < abs(leg.amount.minor) < _LARGEST:
            raise NotBalanced(Both("A leg moves some money, and not that much.", "分录金额不得为零或过大。"))
        if currencies.get(leg.account) != leg.amount.currency:
            raise NotBalanced(
                Both(f"The account takes no {leg.amount.currency}.", f"该账户不接受 {leg.amount.currency}。")
            )
        sums[leg.amount.currency] += leg.amount.minor
    off = {currency: total for currency, total in sums.items() if total}
    if off:
        said = ", ".join(f"{total} {currency}" for currency, total in sorted(off.items()))
        raise NotBalanced(Both(f"The legs are off by {said}.", f"分录不平衡，相差 {said}。"))
