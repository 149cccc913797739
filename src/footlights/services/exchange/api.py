"""The door to the exchange: check a file, receive it, look into it, take its rights in, and write rights out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Agreement, GrantDraft, NotADeal
from footlights.ground.events import api as events
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.kernel.ids import AgreementId, EventId, GrantId, PersonId, WorkId, new_id
from footlights.kernel.text import Both

from . import models
from .adapters.files import read_content, read_file
from .adapters.policies import read_policy_file
from .adapters.xml import check_schema, write_tree
from .core import odrl, policies, rules
from .core.deals import read_offers, say_offer, write_lines
from .events import GrantTakenIn
from .types import (
    Atom,
    BadFile,
    Columns,
    Comparison,
    Delivery,
    DeliveryDraft,
    DeliveryId,
    Document,
    Field,
    NoSuchDelivery,
    NotTakenIn,
    Offer,
    Policy,
    Preview,
    Problem,
    Report,
    Severity,
    Written,
)

_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "jsonld": "application/ld+json",
}
MOST_POLICIES = 100


def check_file(path: Path, schemas: Path | None = None) -> Report:
    """Return a file of Avails with everything wrong with it; one that can't be read has that as its problem.

    schemas: a folder of MovieLabs' schemas, against which XML is then checked too.
    """
    try:
        document, content = read_file(path)
        report = Report(document, rules.check(document))
        if schemas and document.form == "xml":
            found = check_schema(content, document.version, schemas)
            report = replace(report, problems=(*found, *report.problems))
    except BadFile as fault:
        unread = Document(path.name, "", "", ())
        return Report(unread, (Problem(Severity.ERROR, "file", path.name, fault.message),))
    return report


def receive(draft: DeliveryDraft, by: PersonId | None, at: datetime) -> DeliveryId:
    """Keep a file as it came and return its id; a file with errors is kept too, so that they can be looked at.

    Raises BadFile when it is none that can be read, or the zone is none.
    """
    document = read_content(draft.content, draft.name)
    try:
        ZoneInfo(draft.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise BadFile(
            Both(f"There is no time zone {draft.zone[:60]!a}.", f"没有时区 {draft.zone[:60]!a}。")
        ) from fault
    row = models.Delivery.objects.create(
        name=draft.name[:200],
        zone=draft.zone,
        content=draft.content,
        sha256=hashlib.sha256(draft.content).hexdigest(),
        version=document.version[:8],
        person=by or "",
        received_at=at,
    )
    return DeliveryId(row.id)


def list_deliveries(*, limit: int = 50) -> list[Delivery]:
    """Return the files that came in, the newest first."""
    return [
        _delivery(row) for row in models.Delivery.objects.defer("content").order_by("-received_at")[:limit]
    ]


def open_delivery(delivery: DeliveryId) -> Preview:
    """Return a file that came in: its problems, what it offers, and the works it seems to be about.

    Raises NoSuchDelivery.
    """
    row = _row(delivery)
    document = read_content(bytes(row.content), row.name, _columns(row))
    reading = read_offers(document, row.zone)
    return Preview(
        delivery=_delivery(row),
        report=Report(document, rules.check(document)),
        reading=reading,
        matches=_match(reading.offers),
        clauses=tuple(say_offer(offer) for offer in reading.offers),
    )


def choose_columns(delivery: DeliveryId, columns: Columns) -> None:
    """Say which column of a plain spreadsheet tells each field; nothing is granted by it.

    Raises NotTakenIn when it was taken in before, or is none, or a column is named twice or is not there;
    NoSuchDelivery.
    """
    sheet = open_delivery(delivery).report.document.sheet
    places = list(columns.values())
    if sheet is None:
        raise NotTakenIn(Both("This file's columns are those of Avails.", "此文件的列即 Avails 的列。"))
    if len(set(places)) != len(places) or not all(0 <= place < len(sheet.headers) for place in places):
        raise NotTakenIn(
            Both(
                "Choose a column of the file for each field, none twice.",
                "请为各项选择文件中的列，不可重复。",
            )
        )
    told = {known.value: place for known, place in columns.items()}
    if not models.Delivery.objects.filter(id=delivery, taken_in_at=None).update(columns=told):
        raise NotTakenIn(Both("This file was taken in already.", "此文件已经导入。"))


def find_columns(delivery: DeliveryId, named: Mapping[str, str]) -> Columns:
    """Return where the named headers of a plain spreadsheet stand, for the fields they are named for.

    Raises NotTakenIn for a field or a header that there is not; NoSuchDelivery.
    """
    sheet = open_delivery(delivery).report.document.sheet
    headers = [] if sheet is None else [header.casefold() for header in sheet.headers]
    found: dict[Field, int] = {}
    for known, header in named.items():
        if known not in list(Field) or str(header).casefold() not in headers:
            words = Both(
                "There is no field {known} or no column {header}.", "没有字段 {known} 或列 {header}。"
            )
            raise NotTakenIn(words.filled(known=ascii(known[:40]), header=f"‘{str(header)[:60]}’"))
        found[Field(known)] = headers.index(str(header).casefold())
    return found


def _columns(row: models.Delivery) -> Columns | None:
    return None if row.columns is None else {Field(known): place for known, place in row.columns.items()}


def _match(offers: Sequence[Offer]) -> dict[str, WorkId]:
    """Return the work of each offer: by the house's id, then by EIDR, then by a title that only one work has."""
    known = works.find_by_identifiers("eidr", {each for offer in offers for each in offer.identifiers})
    named = works.find_by_titles({title for offer in offers for title in offer.titles})
    found: dict[str, WorkId] = {}
    for offer in offers:
        by_id = [offer.work] if offer.work and works.find_work(offer.work) else []
        by_eidr = [known[each] for each in offer.identifiers if each in known]
        by_title = {work.id for title in offer.titles for work in named.get(title, ())}
        match = [*by_id, *by_eidr, *(by_title if len(by_title) == 1 else ())]
        if match:
            found[offer.key] = match[0]
    return found


@transaction.atomic
def take_in(
    delivery: DeliveryId, agreement: AgreementId, choices: Mapping[str, WorkId], at: datetime
) -> tuple[GrantId, ...]:
    """Issue the grants that a file offers under an agreement, all or none, and return them.

    choices: the work for each key of an offer; an offer without one is not taken.
    Raises NotTakenIn, also when it was taken in before or holds errors, NoSuchDelivery, NoSuchDeal.
    """
    preview = open_delivery(delivery)
    _refuse(preview, choices)
    agreements.get_agreement(agreement)
    grants = []
    for offer in preview.reading.offers:
        if offer.key not in choices:
            continue
        draft = GrantDraft(
            agreement=agreement,
            works=(choices[offer.key],),
            territories=offer.territories,
            window=offer.window,
            media=(offer.medium,),
            languages=offer.languages,
            exclusivity=offer.exclusivity,
        )
        try:
            grant = agreements.issue_grant(draft, at)
        except NotADeal as refused:
            words = Both("{title} ({lines}): {why}", "{title}（{lines}）：{why}")
            raise NotTakenIn(
                words.filled(title=offer.titles[0], lines=offer.lines[0], why=refused.message)
            ) from refused
        grants.append(grant)
        told = GrantTakenIn(delivery, agreement, grant, len(offer.lines))
        events.post([told.as_event(EventId(new_id("evt")), at)])
    taken = models.Delivery.objects.filter(id=delivery, taken_in_at=None)
    if not taken.update(taken_in_at=at, agreement=agreement, grants=grants):
        raise NotTakenIn(Both("This file was taken in already.", "此文件已经导入。"))
    return tuple(grants)


def _refuse(preview: Preview, choices: Mapping[str, WorkId]) -> None:
    if preview.delivery.taken_in_at:
        raise NotTakenIn(Both("This file was taken in already.", "此文件已经导入。"))
    of_rights = {"territory", "territory.both", "window.order", "window.condition", "date", "language"}
    is_plain = preview.report.document.form == "plain"  # there every column tells of the right
    wrong = [
        each
        for each in preview.report.problems
        if each.severity is Severity.ERROR
        and (is_plain or each.rule in of_rights or each.rule.startswith("structure"))
    ]
    if wrong:
        words = Both(
            "The file has errors in its rights; mend them first. The first is at {where}: {why}",
            "文件的权利内容有误，请先更正。首处位于 {where}：{why}",
        )
        raise NotTakenIn(words.filled(where=wrong[0].where, why=wrong[0].message))
    if not {offer.key for offer in preview.reading.offers} & set(choices):
        raise NotTakenIn(Both("Choose a work for one title at least.", "请至少为一个标题选择作品。"))


def write_agreement(agreement: AgreementId, form: str, at: datetime) -> Written:
    """Return an agreement's grants: ``xlsx`` is Avails Excel 1.9, ``xml`` Avails XML 2.6, ``jsonld`` ODRL with its holdbacks.

    Withdrawn ones are not told. Raises NoSuchDeal, and NotTakenIn when there is nothing that could be written.
    """
    deal = agreements.get_agreement(agreement)
    if form == "jsonld":
        return _write_policies(deal)
    licensor = people.get_institution(deal.shares[0][0]).name.en
    by_work: dict[WorkId, list[dict[str, str]]] = {}
    left_out: list[WorkId] = []
    for grant in sorted(agreements.list_grants(agreement=agreement), key=lambda each: each.id):
        for work in () if grant.revoked_at else grant.works:
            lines = write_lines(grant, works.get_work(work), licensor=licensor)
            by_work.setdefault(work, []).extend(lines)
            if not lines:
                left_out.append(work)
    avails = [lines for lines in by_work.values() if lines]
    if not avails:
        raise NotTakenIn(
            Both("There is no grant here that Avails could state.", "没有可写入 Avails 的授权。")
        )
    every = [line for lines in avails for line in lines]
    from .adapters.excel import write_workbook  # noqa: PLC0415  # openpyxl is slow to load

    content = write_tree(avails) if form == "xml" else write_workbook(every, at)
    name = f"avails-{agreement}.{form}"
    return Written(name, content, _MEDIA_TYPES[form], len(every), tuple(dict.fromkeys(left_out)))


def _write_policies(deal: Agreement) -> Written:
    grants = [each for each in agreements.list_grants(agreement=deal.id) if not each.revoked_at]
    holdbacks = [each for each in agreements.list_holdbacks(agreement=deal.id) if not each.lifted_at]
    if not grants and not holdbacks:
        raise NotTakenIn(Both("There is no right here that a policy could state.", "没有可写入策略的权利。"))
    parties = [whose for whose, _ in deal.shares]
    told = odrl.write_policies(
        sorted(grants, key=lambda each: each.id),
        sorted(holdbacks, key=lambda each: each.id),
        assigner=parties[0],
        assignees=parties[1:],
    )
    content = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    lines = len(grants) + len(holdbacks)
    return Written(f"odrl-{deal.id}.jsonld", content, _MEDIA_TYPES["jsonld"], lines, ())


def compare_policies(
    paths: Sequence[Path], given: Mapping[str, str]
) -> tuple[list[Policy], list[Comparison]]:
    """Return the policies of ODRL files, and how each two of them stand; of a single one, whether it can be kept.

    given: what is known of the world, by ODRL's name, such as ``meteredTime``: ``P9D``. Raises BadFile.
    """
    found = [policy for path in paths for policy in read_policy_file(path)]
    if len(found) > MOST_POLICIES:
        words = Both(
            "{n} policies are more than are compared at once ({most}).",
            "策略 {n} 项，超过一次比较的上限 {most}。",
        )
        raise BadFile(words.filled(n=len(found), most=MOST_POLICIES))
    facts = [Atom(operand, "eq", (value,)) for operand, value in given.items()]
    if len(found) == 1:
        return found, [policies.examine(found[0], facts)]
    return found, [policies.compare(one, other, facts) for one, other in combinations(found, 2)]


def export_deliveries(person: PersonId) -> list[dict[str, str]]:
    """Return what somebody handed in, without the files, which are their institution's."""
    rows = models.Delivery.objects.filter(person=person).defer("content").order_by("received_at")
    return [
        {"file": row.name, "sha256": row.sha256, "received_at": row.received_at.isoformat()} for row in rows
    ]


def forget_person(person: PersonId) -> None:
    """Take somebody's name off what they handed in; the files and their grants are the house's records."""
    models.Delivery.objects.filter(person=person).update(person="")


def _row(delivery: DeliveryId) -> models.Delivery:
    row = models.Delivery.objects.filter(id=delivery).first()
    if row is None:
        raise NoSuchDelivery(delivery)
    return row


def _delivery(row: models.Delivery) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        name=row.name,
        zone=row.zone,
        version=row.version,
        sha256=row.sha256,
        received_at=row.received_at,
        taken_in_at=row.taken_in_at,
        grants=tuple(GrantId(grant) for grant in row.grants),
    )


def count_grants_taken_in(since: date | None = None, until: date | None = None) -> int:
    """Return how many grants came out of files from a UTC day to a day."""
    rows = models.Delivery.objects.exclude(taken_in_at=None)
    if since:
        rows = rows.filter(taken_in_at__date__gte=since)
    if until:
        rows = rows.filter(taken_in_at__date__lte=until)
    return sum(len(grants) for grants in rows.values_list("grants", flat=True))
