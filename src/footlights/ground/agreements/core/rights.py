"""May this be shown here and now? Yes, no or unknown, and the grant that decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from footlights.ground.agreements.types import Grant, Verdict
from footlights.kernel.answer import Answer
from footlights.kernel.territory import Territories, Territory, name_of
from footlights.kernel.text import Both
from footlights.kernel.window import Bound, Symbol

_NO_GRANT = Both("No agreement lets this work be shown here.", "目前没有协议允许在此展示本作品。")
_NOWHERE = Both(
    "We can't tell where you are, so we can't tell whether the deal covers it.",
    "无法判断您所在的地区，因此无法确认协议是否涵盖。",
)
_ELSEWHERE = Both("The agreement covers {territories}, not {here}.", "协议涵盖{territories}，不包括{here}。")
_REVOKED = Both("The right to show it was withdrawn.", "展示授权已被撤回。")
_NOT_YET = Both("It opens later.", "尚未到开放时间。")
_OVER = Both("Its time here is over.", "在此的展示期已结束。")
_UNKNOWN = Both("The agreement names a date that nobody has told us yet.", "协议所依据的日期尚未确定。")
_OPEN = Both("an open end", "不限期")
_YES = Both("The agreement allows it.", "协议允许。")


def decide(grants: Sequence[Grant], territory: Territory | None, at: datetime) -> Verdict:
    """Return the verdict on one work and medium from the grants for it.

    territory: where the viewer is; None when the house can't tell, which is answered with unknown
        unless every grant says no for other reasons.

    Any grant that says yes decides; failing that, one that leaves it unknown; failing that, the one whose
    no is nearest to a yes: not open yet, then over, then withdrawn, then elsewhere.
    """
    verdicts = [(_judge(grant, territory, at), grant) for grant in grants]
    if not verdicts:
        return Verdict(Answer.NO, None, Both("", ""), _NO_GRANT)
    (_rank, answer, reason), grant = max(
        verdicts, key=lambda each: (each[0][0], _closes(each[1]), each[1].id)
    )
    opens, closes = grant.window.opens, grant.window.closes
    return Verdict(
        answer=answer,
        grant=grant.id,
        clause=clause_of(grant),
        reason=reason,
        opens_at=opens if isinstance(opens, datetime) else None,
        closes_at=closes if isinstance(closes, datetime) else None,
    )


def _judge(grant: Grant, territory: Territory | None, at: datetime) -> tuple[int, Answer, Both]:
    """Return (rank, answer, reason) of one grant; the higher rank decides."""
    if grant.revoked_at is not None and grant.revoked_at <= at:
        return 1, Answer.NO, _REVOKED
    if territory is not None and territory not in grant.territories:
        return 0, Answer.NO, _ELSEWHERE.filled(territories=said(grant.territories), here=name_of(territory))
    if grant.window.has_closed(at) is Answer.YES:
        return 2, Answer.NO, _OVER
    if grant.window.has_opened(at) is Answer.NO:
        return 3, Answer.NO, _NOT_YET
    if territory is None and not _is_everywhere(grant.territories):
        return 4, Answer.UNKNOWN, _NOWHERE
    if grant.window.holds(at) is Answer.UNKNOWN:
        return 5, Answer.UNKNOWN, _UNKNOWN
    return 6, Answer.YES, _YES


def clause_of(grant: Grant) -> Both:
    """Return what a grant says, in a line."""
    media = [medium.said for medium in grant.media]
    opens, closes = (_moment(bound, grant.window.zone) for bound in (grant.window.opens, grant.window.closes))
    where = said(grant.territories)
    return Both(
        f"{', '.join(m.en for m in media)}; {where.en}; from {opens.en} until {closes.en} ({grant.window.zone})",
        f"{'、'.join(m.zh for m in media)}；{where.zh}；自{opens.zh}至{closes.zh}（{grant.window.zone}）",
    )


def said(territories: Territories) -> Both:
    """Return a set of territories in words."""
    names = [name_of(code) for code in sorted(territories.codes)]
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    if not territories.is_world_except:
        return Both(en, zh)
    return (
        Both(f"the whole world except {en}", f"除{zh}外的全球") if names else Both("the whole world", "全球")
    )


def _moment(bound: Bound, zone: str) -> Both:
    """Return a bound in words, in the zone whose dates the deal meant."""
    if isinstance(bound, Symbol):
        return _OPEN if bound.is_boundless else Both(bound.value, bound.value)
    local = bound.astimezone(ZoneInfo(zone))
    return Both(
        format_datetime(local, "d MMMM y, HH:mm", locale="en_GB"),
        format_datetime(local, "y年M月d日 HH:mm", locale="zh_Hans_CN"),
    )


def _closes(grant: Grant) -> float:
    closes = grant.window.closes
    return closes.timestamp() if isinstance(closes, datetime) else float("inf")


def _is_everywhere(territories: Territories) -> bool:
    return territories.is_world_except and not territories.codes
