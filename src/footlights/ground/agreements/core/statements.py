"""What a period's use earns and who gets which part of it, to the last minor unit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta

from footlights.ground.agreements.types import Agreement, NotADeal, Portion, StatementDraft, Use
from footlights.kernel.money import Money, share_out
from footlights.kernel.text import Both

_NO_PRICE = Both(
    "The agreement names no price for a thousand counted views: amend it first.",
    "该协议未约定每千次有效观看的价格：请先签署补充协议。",
)
LONGEST = timedelta(days=366)


def check_statement(draft: StatementDraft, today: date) -> None:
    """Raise NotADeal when a statement can't be issued as drafted: its days are over, and its uses lie in them."""
    if draft.since > draft.until or draft.until - draft.since > LONGEST:
        raise NotADeal("until", Both("Choose a period of at most a year.", "请选择不超过一年的期间。"))
    if draft.until >= today:
        raise NotADeal("until", Both("Choose days that are over.", "请选择已结束的日期。"))
    keys = [(use.day, use.work, use.territory) for use in draft.uses]
    if len(set(keys)) != len(keys) or any(use.views <= 0 for use in draft.uses):
        raise NotADeal("uses", Both("Each use stands once and is positive.", "每项使用只列一次且须为正数。"))
    if any(not draft.since <= use.day <= draft.until for use in draft.uses):
        raise NotADeal("uses", Both("A use lies outside the period.", "有使用记录不在期间内。"))


def freeze(draft: StatementDraft) -> str:
    """Return the use of a period as text that is the same for the same use.

    One JSON document without spaces: agreement, since, until, and uses as [day, work, territory, views], sorted.
    """
    told = {
        "agreement": draft.agreement,
        "since": draft.since.isoformat(),
        "until": draft.until.isoformat(),
        "uses": sorted([use.day.isoformat(), use.work, use.territory, use.views] for use in draft.uses),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def thaw(frozen: str) -> tuple[Use, ...]:
    """Return the uses that were frozen."""
    return tuple(
        Use(date.fromisoformat(day), work, territory, views)
        for day, work, territory, views in json.loads(frozen)["uses"]
    )


def hash_of(frozen: str) -> str:
    """Return the SHA-256 of what was frozen, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def split(draft: StatementDraft, terms: Sequence[Agreement]) -> tuple[Portion, ...]:
    """Return what each stretch of the period with the same terms earned, and its shares.

    terms: the agreement and its amendments in turn; the first holds also before it was signed. A thousand
    views earn the terms' price, rounded half to even once for each stretch; shares by largest remainder.
    Raises NotADeal where terms name no price.
    """
    portions = []
    for place, each in enumerate(terms):
        since = draft.since if place == 0 else max(draft.since, each.signed_on)
        ends = [later.signed_on - timedelta(days=1) for later in terms[place + 1 :]]
        until = min([draft.until, *ends])
        if since > until:
            continue
        if each.per_thousand is None:
            raise NotADeal("per_thousand", _NO_PRICE)
        views = sum(use.views for use in draft.uses if since <= use.day <= until)
        earned = Money(_round(views * each.per_thousand.minor, 1000), each.per_thousand.currency)
        parts = share_out(earned, [weight for _, weight in each.shares])
        shares = tuple(
            (whose, weight, part) for (whose, weight), part in zip(each.shares, parts, strict=True)
        )
        portions.append(Portion(each.id, since, until, views, earned, shares))
    return tuple(portions)


def _round(dividend: int, divisor: int) -> int:
    """Return a quotient rounded half to even, exactly."""
    whole, rest = divmod(dividend, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole % 2))
