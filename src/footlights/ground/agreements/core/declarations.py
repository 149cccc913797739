"""What somebody declared, in words."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency, format_decimal

from footlights.ground.agreements.types import Declaration, Subject
from footlights.kernel.money import exponent_of
from footlights.kernel.text import Both


def said(declaration: Declaration) -> Both:
    """Return a declaration in words: £150,000.00 in Scotland, or 12 jobs in Wales."""
    where = declaration.region.said
    if declaration.subject is Subject.JOBS:
        count = format_decimal(declaration.amount, locale="en_GB")
        jobs = "job" if declaration.amount == 1 else "jobs"
        return Both(f"{count} {jobs} in {where.en}", f"在{where.zh}提供{count}个就业岗位")
    amount = Decimal(declaration.amount).scaleb(-exponent_of(declaration.currency))
    en, zh = (
        format_currency(amount, declaration.currency, locale=locale) for locale in ("en_GB", "zh_Hans_CN")
    )
    return Both(f"{en} spent in {where.en}", f"在{where.zh}支出{zh}")
