"""What the people of a partnership are told: what is due, which rights lapse, which statements came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Agreement, DeliverableState, Partnership
from footlights.ground.notices import api as notices
from footlights.ground.notices.types import NoticeDraft
from footlights.ground.people import api as people
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight

DELIVERABLES: Final = timedelta(days=7)
COMMITMENTS: Final = timedelta(days=30)
RIGHTS: Final = timedelta(days=30)
RECENT: Final = timedelta(days=30)  # a statement older than this is news to nobody

Told = tuple[str, Both, Both, str]  # key, title, text, link


@transaction.atomic
def remind(at: datetime) -> int:
    """Put into inboxes what is due now, each thing once for each; return how many things there were to tell.

    Told are the producers and partners at the institutions of a partnership.
    """
    things = 0
    for memorandum in agreements.list_memoranda():
        for bond in agreements.list_partnerships(memorandum.id):
            readers = _readers(bond)
            for key, title, text, link in _things(bond, at):
                things += 1
                for reader in readers:
                    notices.give(NoticeDraft(reader, key, title, text, link), at)
    return things


def _readers(bond: Partnership) -> set[PersonId]:
    return {member.person for each in bond.institutions for member in people.list_members(each)}


def _things(bond: Partnership, at: datetime) -> Iterator[Told]:
    yield from _owed(bond, at)
    for agreement in agreements.list_agreements(bond.id):
        yield from _lapsing(bond, agreement, at)
        yield from _stated(agreement, at)


def _owed(bond: Partnership, at: datetime) -> Iterator[Told]:
    """Yield the deliverables that are due soon, and the promises whose figure is short of what they promise."""
    link, today = f"memorandum/{bond.memorandum}", at.date()
    promised = agreements.list_commitments(bond.id)
    for owed in agreements.list_deliverables([each.id for each in promised]):
        if owed.state is DeliverableState.DUE and owed.due_on <= today + DELIVERABLES:
            yield (
                f"deliverable:{owed.id}:{owed.due_on}",
                Both(f"Due on {owed.due_on}: {owed.title.en}", f"{owed.due_on} 到期：{owed.title.zh}"),
                Both(f"Under “{bond.title.en}”.", f"属于“{bond.title.zh}”。"),
                link,
            )
    for promise in promised:
        if not today <= promise.due_on <= today + COMMITMENTS:
            continue
        figure = insight.get_figure(
            promise.measure, works=promise.works, since=promise.starts_on, until=promise.due_on, at=at
        )
        if figure.value < promise.target:
            yield (
                f"commitment:{promise.id}:{promise.due_on}",
                Both(
                    f"Promised by {promise.due_on}: {promise.title.en}",
                    f"承诺期限 {promise.due_on}：{promise.title.zh}",
                ),
                Both(
                    f"{figure.value:,} of {promise.target:,}: {figure.label.en}.",
                    f"{figure.label.zh}：{figure.value:,} / {promise.target:,}。",
                ),
                link,
            )


def _lapsing(bond: Partnership, agreement: Agreement, at: datetime) -> Iterator[Told]:
    """Yield the rights that end soon."""
    for grant in agreements.list_grants(agreement=agreement.id):
        closes = grant.window.closes
        if grant.revoked_at or not isinstance(closes, datetime) or not at < closes <= at + RIGHTS:
            continue
        yield (
            f"grant:{grant.id}:{closes.isoformat()}",
            Both(
                f"A right ends on {closes.date()}: {agreement.title.en}",
                f"授权将于 {closes.date()} 到期：{agreement.title.zh}",
            ),
            agreements.say_clause(grant),
            f"memorandum/{bond.memorandum}",
        )


def _stated(agreement: Agreement, at: datetime) -> Iterator[Told]:
    """Yield the statements that were issued lately."""
    for statement in agreements.list_statements(agreement.id):
        if at - statement.issued_at > RECENT:
            continue
        total = f"{statement.total}"
        yield (
            f"statement:{statement.id}",
            Both(f"A statement is ready: {agreement.title.en}", f"结算单已出：{agreement.title.zh}"),
            Both(
                f"{statement.since} to {statement.until}: {statement.views:,} views, {total}.",
                f"{statement.since} 至 {statement.until}：{statement.views:,} 次观看，{total}。",
            ),
            f"memorandum/statement/{statement.id}",
        )
