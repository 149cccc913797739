"""May this be shown here and now? Yes, no or unknown, and the grant that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from footlights.ground.agreements.types import Exclusivity, Grant, Holdback, Verdict
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
_HELD_BACK = Both("Another agreement holds it back for a time.", "另一份协议规定在一段时间内不得展示。")
_OVER = Both("Its time here is over.", "在此的展示期已结束。")
_UNKNOWN = Both("The agreement names a date that nobody has told us yet.", "协议所依据的日期尚未确定。")
_OPEN = Both("an open end", "不限期")
_YES = Both("The agreement allows it.", "协议允许。")


def decide(
    grants: Sequence[Grant],
    territory: Territory | None,
    at: datetime,
    holdbacks: Sequence[Holdback] = (),
) -> Verdict:
    """Return the verdict on one work and medium from the grants and holdbacks for it.

    territory: where the viewer is; None when the house can't tell, which is answered with unknown
        unless every grant says no for other reasons.

    Any grant that says yes decides; failing that, one that leaves it unknown; failing that, the one whose
    no is nearest to a yes: not open yet, then over, then withdrawn, then elsewhere. A holdback in force turns
    a yes or an unknown into a no; one that hangs on something nobody knows turns a yes into unknown.
    """
    verdicts = [(_judge(grant, territory, at), grant) for grant in grants]
    if not verdicts:
        return Verdict(Answer.NO, None, Both("", ""), _NO_GRANT)
    (_rank, answer, reason), grant = max(
        verdicts, key=lambda each: (each[0][0], _closes(each[1]), each[1].id)
    )
    granted = Verdict(
        answer=answer,
        grant=grant.id,
        clause=clause_of(grant),
        reason=reason,
        opens_at=_instant(grant.window.opens),
        closes_at=_instant(grant.window.closes),
    )
    return granted if answer is Answer.NO else _hold_back(granted, holdbacks, territory, at)


def _hold_back(
    granted: Verdict, holdbacks: Sequence[Holdback], territory: Territory | None, at: datetime
) -> Verdict:
    """Return what holdbacks leave of a verdict that is not a no."""
    standing = [each for each in holdbacks if each.lifted_at is None or each.lifted_at > at]
    verdict = granted
    for each in sorted(standing, key=lambda each: each.id):
        answer = each.window.holds(at) & _covers(each.territories, territory)
        if answer is Answer.NO:
            verdict = _closing_before(verdict, each, territory, at)
        elif answer is Answer.YES or verdict.answer is Answer.YES:
            verdict = replace(
                verdict,
                answer=Answer.NO if answer is Answer.YES else Answer.UNKNOWN,
                clause=clause_of(each),
                reason=_HELD_BACK if answer is Answer.YES else _UNKNOWN,
                holdback=each.id,
            )
        if answer is Answer.YES:
            return verdict
    return verdict


def _closing_before(
    verdict: Verdict, holdback: Holdback, territory: Territory | None, at: datetime
) -> Verdict:
    """Return the verdict closing at the latest when a coming holdback begins."""
    begins = holdback.window.opens
    is_coming = isinstance(begins, datetime) and begins > at
    if not is_coming or _covers(holdback.territories, territory) is Answer.NO:
        return verdict
    assert isinstance(begins, datetime)
    return replace(verdict, closes_at=min(begins, verdict.closes_at or begins))


def _covers(territories: Territories, territory: Territory | None) -> Answer:
    if territory is not None:
        return Answer.YES if territory in territories else Answer.NO
    return Answer.YES if _is_everywhere(territories) else Answer.UNKNOWN


def find_clash(wanted: Grant, standing: Sequence[Grant]) -> tuple[Grant, Answer] | None:
    """Return the first standing grant that an exclusive right forbids beside the wanted one, and how surely.

    Two grants clash when one of them at least is exclusive or sole and they share a work, a medium, a territory
    and an instant; unknown when only a bound that nobody knows yet keeps them apart or together.
    """
    for each in standing:
        if wanted.exclusivity is each.exclusivity is Exclusivity.NON_EXCLUSIVE:
            continue
        is_shared = (
            set(wanted.works) & set(each.works)
            and set(wanted.media) & set(each.media)
            and wanted.territories & each.territories
        )
        overlap = wanted.window.overlaps(each.window)
        if is_shared and overlap is not Answer.NO:
            return each, overlap
    return None


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


def clause_of(grant: Grant | Holdback) -> Both:
    """Return what a grant or a holdback says, in a line."""
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


def _instant(bound: Bound) -> datetime | None:
    return bound if isinstance(bound, datetime) else None


def _closes(grant: Grant) -> float:
    closes = grant.window.closes
    return closes.timestamp() if isinstance(closes, datetime) else float("inf")


def _is_everywhere(territories: Territories) -> bool:
    return territories.is_world_except and not territories.codes
