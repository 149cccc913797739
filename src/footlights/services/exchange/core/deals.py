"""Lines of Avails become offers in the house's words, and grants become lines again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from footlights.ground.agreements.types import Exclusivity, Grant, Medium
from footlights.ground.works.types import Work, WorkKind
from footlights.kernel.ids import WorkId, is_id
from footlights.kernel.territory import WORLD, Territories, parse_territory, some
from footlights.kernel.text import Both
from footlights.kernel.window import Bound, Symbol, Window, local_window
from footlights.services.exchange.core import codes, identifiers
from footlights.services.exchange.types import Document, Line, Offer, Problem, Reading, Severity

_DOWNLOADED: Final = ("EST", "POEST")
_LICENCES: Final = {
    Medium.DOWNLOAD: "EST"
}  # every other medium goes by subscription: it is not sold by title
_OWN_ID: Final = "org:footlights"  # the scheme and house of ids that no registry gave
# Kinds that Avails name as a single title; a recorded stage is one, as broadcasters count.
_SINGLE: Final = (WorkKind.FILM, WorkKind.DOCUMENTARY, WorkKind.STAGE)
_EXCLUSIVE: Final = ("true", "yes", "y", "1")


class _LeftOut(Exception):
    """A line that grants nothing; the reason is fit for a person."""

    def __init__(self, reason: Both) -> None:
        super().__init__(reason.en)
        self.reason = reason


def read_offers(document: Document, zone: str) -> Reading:
    """Return what a file offers, and why some of its lines offer nothing.

    zone: whose days are meant where a date names no zone of its own. Lines that differ only in picture format or
    territory are one offer. The last day of a window is part of it.
    """
    offers: dict[tuple[object, ...], Offer] = {}
    left_out: list[Problem] = []
    for line in document.lines:
        try:
            offer = _offer(line, zone)
        except _LeftOut as why:
            left_out.append(Problem(Severity.NOTE, "grant.none", line.where, why.reason))
            continue
        same = (offer.key, offer.window, offer.medium, offer.languages, offer.exclusivity,
                offer.territories if offer.territories.is_world_except else None)  # fmt: skip
        known = offers.get(same)
        offers[same] = _joined(known, offer) if known else offer
    return Reading(tuple(offers.values()), tuple(left_out))


def _joined(first: Offer, second: Offer) -> Offer:
    territories = first.territories
    if not territories.is_world_except:
        territories = some(territories.codes | second.territories.codes)
    return replace(first, territories=territories, lines=(*first.lines, *second.lines))


def _offer(line: Line, zone: str) -> Offer:
    if line.text("EntryType") in ("Full Delete", "Delete"):
        raise _LeftOut(Both("It takes an avail back and grants nothing.", "此行撤回授权，不授予权利。"))
    if line.text("StartLag") or line.text("EndLag"):
        raise _LeftOut(
            Both("Its window moves with an event and a lag.", "其授权期取决于某事件及时差，无法确定。")
        )
    terms = dict(re.findall(r"(\w+)=([^;]+?)\s*(?:;|$)", line.text("OtherTerms")))
    named = terms.get("medium", "")
    by_licence = Medium.DOWNLOAD if line.text("LicenseType") in _DOWNLOADED else Medium.STREAM
    exclusive = line.text("Exclusive").lower() in _EXCLUSIVE
    is_sole = exclusive and line.text("ExclusiveAttributes").lower() == "sole"
    return Offer(
        titles=_titles(line),
        identifiers=tuple(_identifiers(line)),
        territories=_territories(line),
        window=_window(line, terms.get("zone", zone)),
        medium=Medium(named) if named in list(Medium) else by_licence,
        languages=tuple(sorted({cell.text for cell in line.cells.get("AllowedLanguages", ())})),
        exclusivity=Exclusivity.SOLE
        if is_sole
        else Exclusivity.EXCLUSIVE
        if exclusive
        else Exclusivity.NON_EXCLUSIVE,
        lines=(line.where,),
        work=_own_work(line),
    )


def _titles(line: Line) -> tuple[str, ...]:
    of_part = line.text("EpisodeTitleInternalAlias") or line.text("SeasonTitleInternalAlias")
    alias = of_part or line.text("TitleInternalAlias") or line.text("SeriesTitleInternalAlias")
    display = line.text("EpisodeTitleDisplayUnlimited") or line.text("TitleDisplayUnlimited")
    turned = re.sub(r"^(.*), (The|A|An|Le|La|Les|Der|Die|Das|El)$", r"\2 \1", alias)
    titles = tuple(dict.fromkeys(title for title in (turned, display, alias) if title))
    if not titles:
        raise _LeftOut(Both("It names no title.", "未注明标题。"))
    return titles


def _identifiers(line: Line) -> Iterator[str]:
    for column in ("EpisodeID", "EpisodeTitleID", "TitleID", "EditID", "ContentID"):
        for cell in line.cells.get(column, ()):
            found = identifiers.find_eidr(cell.text)
            if found:
                yield found


def _own_work(line: Line) -> WorkId | None:
    last = line.text("ContentID").rpartition(":")[2]
    return WorkId(last) if is_id(last, "wrk") else None


def _territories(line: Line) -> Territories:
    try:
        named = {cell.text for cell in line.cells.get("Territory", ())}
        excluded = frozenset(parse_territory(cell.text) for cell in line.cells.get("TerritoryExclusion", ()))
        if named == {codes.WORLD_CODE} or (excluded and not named):
            return Territories(excluded, is_world_except=True) if excluded else WORLD
        found = some(parse_territory(code) for code in named if parse_territory(code) not in excluded)
    except ValueError as fault:
        raise _LeftOut(
            Both("It names a territory that is no country.", "其地区不是国家或地区代码。")
        ) from fault
    if not found:
        raise _LeftOut(Both("It names no territory.", "未注明地区。"))
    return found


def _window(line: Line, zone: str) -> Window:
    opens, closes = line.text("Start"), line.text("End")
    try:
        return Window(_bound(opens, zone, is_end=False), _bound(closes, zone, is_end=True), zone)
    except (ValueError, KeyError) as fault:
        raise _LeftOut(
            Both(
                f"{opens or '…'} to {closes or '…'} is no window that can be granted.",
                f"{opens or '…'} 至 {closes or '…'} 不是可授予的期限。",
            )
        ) from fault


def _bound(text: str, zone: str, *, is_end: bool) -> Bound:
    """Return a bound as half-open windows hold it: a last day, or a last second, is over one later."""
    moment = codes.parse_moment(text)
    if moment is None:
        return Symbol({"EST": "ESTStart"}.get(text, text))
    at, is_day = moment
    if is_day:
        whole = local_window(at.date(), at.date(), zone)
        return whole.closes if is_end else whole.opens
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    return at + timedelta(seconds=1) if is_end and at.second == 59 else at


def say_offer(offer: Offer) -> Both:
    """Return the words of an offer's window and territories as a file would write them."""
    opens, closes = (
        _say_bound(offer.window.opens, offer.window.zone),
        _say_bound(offer.window.closes, offer.window.zone),
    )
    words = {"where": str(offer.territories), "opens": opens, "closes": closes, "zone": offer.window.zone,
             "medium": offer.medium.said, "kind": offer.exclusivity.said}  # fmt: skip
    return Both(
        "{medium}, {kind}, in {where}, from {opens} until before {closes} ({zone})",
        "{medium}，{kind}，地区 {where}，自 {opens} 起，至 {closes} 前（{zone}）",
    ).filled(**words)


def _say_bound(bound: Bound, zone: str) -> str:
    if isinstance(bound, Symbol):
        return bound.value
    return bound.astimezone(ZoneInfo(zone)).isoformat(" ", timespec="minutes")[:16]


def write_lines(grant: Grant, work: Work, *, licensor: str) -> list[dict[str, str]]:
    """Return the lines that state a grant of a work, one for each medium, by column.

    A work of a kind that is no single title (a series, a game) gives none. What Avails have no word for, such as
    the medium and the zone of the dates, stands in OtherTerms, which the house reads again.
    """
    if work.kind not in _SINGLE:
        return []
    eidr = work.identifiers.get("eidr", "")
    own = f"{_OWN_ID}:{work.id}"
    shared = {
        "DisplayName": licensor,
        "ALID": f"md:alid:{own}",
        "ContentID": f"md:cid:{own}",
        "TitleID": eidr,
        "EntryType": "Full Extract",
        "WorkType": "Movie",
        "TitleInternalAlias": work.title.en,
        "TitleDisplayUnlimited": work.title.en,
        "ReleaseYear": str(work.year or ""),
        **_written_length(work.runtime_seconds),
        **_written_territories(grant.territories),
        "Start": _written(grant.window.opens, grant.window.zone, is_end=False),
        "End": _written(grant.window.closes, grant.window.zone, is_end=True),
        "FormatProfile": "HD",
        "PriceType": "NA",
        "PriceValue": "NA",
        "ContractID": grant.agreement,
        "Exclusive": "false" if grant.exclusivity is Exclusivity.NON_EXCLUSIVE else "true",
        "ExclusiveAttributes": "Sole" if grant.exclusivity is Exclusivity.SOLE else "",
        "AllowedLanguages": ", ".join(grant.languages),
    }
    return [
        {
            **shared,
            "AvailID": f"{grant.id}-{medium.value}",
            "LicenseType": _LICENCES.get(medium, "SVOD"),
            "OtherTerms": f"medium={medium.value}; zone={grant.window.zone}",
        }
        for medium in grant.media
    ]


def _written_length(seconds: int | None) -> Mapping[str, str]:
    if not seconds:
        return {}
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return {"TotalRunTime": f"{hours:02}:{minutes:02}:{rest:02}", "RunLength": f"PT{hours}H{minutes}M{rest}S"}


def _written_territories(territories: Territories) -> Mapping[str, str]:
    codes_ = ", ".join(sorted(territories.codes))
    if not territories.is_world_except:
        return {"Territory": codes_}
    return {"TerritoryExclusion": codes_} if codes_ else {"Territory": codes.WORLD_CODE}


def _written(bound: Bound, zone: str, *, is_end: bool) -> str:
    """Return a bound in ISO 8601 with its offset; an end is told by its last second, as the trade does."""
    if isinstance(bound, Symbol):
        return bound.value
    at: datetime = bound.astimezone(ZoneInfo(zone))
    return (at - timedelta(seconds=1) if is_end else at).isoformat(timespec="seconds")
