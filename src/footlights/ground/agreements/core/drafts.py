"""What a deal needs before it can be signed."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from footlights.ground.agreements.types import (
    AgreementDraft,
    CommitmentDraft,
    GrantDraft,
    MemorandumDraft,
    NotADeal,
    PartnershipDraft,
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


def check_grant(draft: GrantDraft) -> None:
    """Raise NotADeal when a grant can't be issued as drafted."""
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
