"""What a deal needs before it can be signed."""

from __future__ import annotations

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from footlights.ground.agreements.types import (
    Agreement,
    AgreementDraft,
    CampaignLinkDraft,
    CommitmentDraft,
    DeclarationDraft,
    DeliverableDraft,
    GrantDraft,
    HoldbackDraft,
    MemorandumDraft,
    NotADeal,
    PartnershipDraft,
    Subject,
)
from footlights.kernel.text import Both

LONGEST_TITLE = 300


def check_memorandum(draft: MemorandumDraft) -> None:
    """Raise NotADeal when a memorandum can't be signed as drafted."""
    check_title(draft.title)
    _need(
        "text",
        bool(draft.text.en.strip() and draft.text.zh.strip()),
        "Write the text in both languages.",
        "请填写中英文文本。",
    )
    institutions = [party.institution for party in draft.parties]
    _need(
        "parties",
        len(set(institutions)) >= 2,
        "A memorandum has at least two parties.",
        "备忘录至少需要两方。",
    )
    _need(
        "parties", len(set(institutions)) == len(institutions), "A party signs once.", "同一方只能签署一次。"
    )
    _need("sectors", bool(draft.sectors), "Choose at least one sector.", "请至少选择一个领域。")
    check_zone(draft.zone)


def check_partnership(draft: PartnershipDraft) -> None:
    """Raise NotADeal when a partnership can't be opened as drafted."""
    check_title(draft.title)
    _need(
        "institutions",
        len(set(draft.institutions)) >= 2,
        "A partnership has at least two institutions.",
        "合作至少需要两家机构。",
    )
    _need(
        "lead",
        draft.lead in draft.institutions,
        "The lead must be one of the institutions.",
        "牵头机构必须是合作机构之一。",
    )
    if draft.starts_on and draft.ends_on:
        _need(
            "ends_on",
            draft.starts_on <= draft.ends_on,
            "The end is before the start.",
            "结束日期早于开始日期。",
        )


def check_commitment(draft: CommitmentDraft) -> None:
    """Raise NotADeal when a commitment can't be made as drafted."""
    check_title(draft.title)
    _need("measure", bool(draft.measure.strip()), "Choose the figure that measures it.", "请选择衡量指标。")
    _need("target", 0 < draft.target < 2**53, "The target must be a positive number.", "目标必须为正数。")
    if draft.starts_on:
        _need(
            "due_on", draft.starts_on <= draft.due_on, "It is due before it starts.", "截止日期早于开始日期。"
        )


def check_agreement(draft: AgreementDraft) -> None:
    """Raise NotADeal when an agreement can't be made as drafted."""
    check_title(draft.title)
    weights = [weight for _, weight in draft.shares]
    _need(
        "shares",
        bool(weights) and min(weights) >= 0 and sum(weights) > 0,
        "Say who gets which share.",
        "请填写各方份额。",
    )
    whose = [institution for institution, _ in draft.shares]
    _need("shares", len(set(whose)) == len(whose), "An institution has one share.", "每家机构只有一份份额。")

    if draft.per_thousand:
        _need(
            "per_thousand",
            0 <= draft.per_thousand.minor < 2**53,
            "Write a price that is not negative.",
            "请填写非负的价格。",
        )


def check_amendment(draft: AgreementDraft, amended: Agreement, amended_by: Agreement | None) -> None:
    """Raise NotADeal when an agreement can't be amended as drafted: each once, the newest, and not before it."""
    _need(
        "amends",
        amended.partnership == draft.partnership,
        "It stands under another partnership.",
        "该协议属于另一项合作。",
    )
    _need(
        "amends",
        amended_by is None,
        "It has been amended already: amend the amendment.",
        "该协议已有补充协议：请修订最新的补充协议。",
    )
    _need(
        "signed_on",
        amended.signed_on <= draft.signed_on,
        "An amendment is not signed before what it amends.",
        "补充协议的签署日期不得早于原协议。",
    )
    if draft.per_thousand and amended.per_thousand:
        _need(
            "per_thousand",
            draft.per_thousand.currency == amended.per_thousand.currency,
            "An amendment keeps the currency.",
            "补充协议须沿用原币种。",
        )


def check_deliverable(draft: DeliverableDraft) -> None:
    """Raise NotADeal when a deliverable can't be asked for as drafted."""
    check_title(draft.title)


def check_link(draft: CampaignLinkDraft) -> None:
    """Raise NotADeal unless a campaign's link leads by https, or to a path of this house, and nowhere else."""
    check_title(draft.title)
    target = draft.target
    is_clean = target.isprintable() and not any(each in target for each in ' \\"<>') and len(target) <= 1_000
    _need(
        "target",
        is_clean and (_is_https(target) or (target.startswith("/") and not target.startswith("//"))),
        "Write a full https:// address, or a path of this house such as /en/watch/.",
        "请填写完整的 https:// 地址，或本站路径，如 /zh/watch/。",
    )


def _is_https(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def check_declaration(draft: DeclarationDraft) -> None:
    """Raise NotADeal when a declaration can't be recorded as drafted."""
    _need("amount", 0 <= draft.amount < 2**53, "Write a number that is not negative.", "请填写非负数。")
    is_money = draft.subject is Subject.SPEND
    _need(
        "currency",
        len(draft.currency) == 3 and draft.currency.isalpha() if is_money else not draft.currency,
        "Spend needs a currency such as GBP; jobs have none.",
        "支出须注明货币，如 GBP；就业岗位无需货币。",
    )


def check_holdback(draft: HoldbackDraft) -> None:
    """Raise NotADeal when a holdback can't be agreed as drafted."""
    _check_reach(draft)


def check_grant(draft: GrantDraft) -> None:
    """Raise NotADeal when a grant can't be issued as drafted."""
    _check_reach(draft)


def _check_reach(draft: GrantDraft | HoldbackDraft) -> None:
    _need("works", bool(draft.works), "Choose at least one work.", "请至少选择一部作品。")
    _need("territories", bool(draft.territories), "Name at least one territory.", "请至少填写一个地区。")
    _need("media", bool(draft.media), "Choose at least one medium.", "请至少选择一种媒介。")
    check_zone(draft.window.zone)


def check_title(title: Both) -> None:
    """Raise NotADeal unless a title stands in both languages."""
    _need(
        "title",
        bool(title.en.strip() and title.zh.strip()),
        "Write the title in both languages.",
        "请填写中英文标题。",
    )
    longest = max(len(title.en), len(title.zh))
    _need(
        "title",
        longest <= LONGEST_TITLE,
        f"Keep the title under {LONGEST_TITLE} characters.",
        f"标题请勿超过{LONGEST_TITLE}个字符。",
    )


def check_zone(zone: str) -> None:
    """Raise NotADeal for a zone that does not exist."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotADeal("zone", Both(f"There is no time zone {zone!r}.", f"没有时区“{zone}”。")) from None


def _need(field: str, is_met: bool, en: str, zh: str) -> None:
    if not is_met:
        raise NotADeal(field, Both(en, zh))
