"""The door to the site: a memorandum with its partnerships, promises and live figures in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import Commitment, Memorandum, Partnership, Statement
from footlights.ground.documents import api as documents
from footlights.ground.ledger import api as ledger
from footlights.ground.ledger.types import Transaction
from footlights.ground.people import api as people
from footlights.ground.people.types import Institution, Viewer
from footlights.ground.works import api as works
from footlights.ground.works.types import Work
from footlights.kernel.ids import MemorandumId, StatementId
from footlights.kernel.text import Both, Language
from footlights.roof.insight import api as insight

from .adapters import papers
from .core import linked_data
from .types import Bond, Declared, MemorandumPage, NotYours, Promise, SignedParty, StatementPage

_MOST_WORKS: Final = 1_000


def read_memorandum(memorandum: MemorandumId, at: datetime) -> MemorandumPage:
    """Return a memorandum with everything under it, each promise with its figure as of now.

    Raises NoSuchDeal.
    """
    found = agreements.get_memorandum(memorandum)
    bonds = [_bond(partnership, at) for partnership in agreements.list_partnerships(memorandum)]
    return MemorandumPage(
        memorandum=found,
        parties=tuple(
            SignedParty(party, people.get_institution(party.institution)) for party in found.parties
        ),
        sectors=tuple(
            (sector, tuple(bond for bond in bonds if bond.partnership.sector is sector))
            for sector in dict.fromkeys([*found.sectors, *(bond.partnership.sector for bond in bonds)])
        ),
    )


def _bond(partnership: Partnership, at: datetime) -> Bond:
    return Bond(
        partnership=partnership,
        institutions=tuple(people.get_institution(each) for each in partnership.institutions),
        promises=tuple(_promise(each, at) for each in agreements.list_commitments(partnership.id)),
        declared=tuple(
            Declared(
                agreements.say_declaration(each), people.get_institution(each.declared_by), each.declared_on
            )
            for each in agreements.list_declarations([partnership.id])
            if not each.is_superseded
        ),
    )


def _promise(commitment: Commitment, at: datetime) -> Promise:
    """Return a commitment with its figure, counted from its start to the day it is due."""
    figure = insight.get_figure(
        commitment.measure,
        works=commitment.works,
        since=commitment.starts_on,
        until=commitment.due_on,
        at=at,
    )
    found = works.list_works(ids=commitment.works, limit=len(commitment.works)) if commitment.works else []
    owed = agreements.list_deliverables([commitment.id])
    return Promise(commitment, figure, tuple(found), tuple(owed))


def announce(memorandum: Memorandum) -> Both:
    """Return in one sentence who signed what, and about which sectors."""
    names = [people.get_institution(each.institution).name for each in memorandum.parties]
    sectors = [sector.said for sector in memorandum.sectors]
    return Both(
        f"{_listed([each.en for each in names])} have signed a memorandum of understanding on "
        f"{_listed([each.en.lower() for each in sectors])}.",
        f"{'、'.join(each.zh for each in names)}签署谅解备忘录，涉及{'、'.join(each.zh for each in sectors)}等领域。",
    )


def draw_announcement(page: MemorandumPage, language: Language) -> bytes:
    """Return the picture that stands for an announcement: a PNG of 1200 x 630 pixels."""
    memorandum = page.memorandum
    return documents.draw_card(
        f"{memorandum.place.said_in(language)} · {memorandum.signed_at.date().isoformat()}",
        memorandum.title.said_in(language),
        tuple(each.institution.name.said_in(language) for each in page.parties),
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def list_figures(memorandum: MemorandumId, at: datetime) -> list[dict[str, Any]]:
    """Return each promise under a memorandum with its figure and what it was counted from, ready for JSON.

    Raises NoSuchDeal.
    """
    return [
        {
            "commitment": promise.commitment.id,
            "title": promise.commitment.title.as_json(),
            "measure": promise.commitment.measure,
            "works": list(promise.commitment.works),
            "since": promise.commitment.starts_on,
            "until": promise.commitment.due_on,
            "target": promise.commitment.target,
            "value": promise.figure.value,
            "as_of": promise.figure.as_of,
            "command": promise.figure.command,
        }
        for promise in read_memorandum(memorandum, at).promises
    ]


def describe_work(work: Work, language: Language, url: str, image: str | None) -> dict[str, Any]:
    """Return what the page of a work says of it to machines."""
    return linked_data.describe(work, [each.name for each in list_makers(work)], language, url, image)


def list_makers(work: Work) -> list[Institution]:
    """Return the institutions that made a work."""
    return [people.get_institution(each) for each in work.made_by]


def read_statement(statement: StatementId, viewer: Viewer) -> StatementPage:
    """Return a statement, for the partners of its agreement and for operators.

    Raises NoSuchDeal, NotYours.
    """
    found = agreements.get_statement(statement)
    agreement = agreements.get_agreement(found.agreement)
    partners = {*agreements.get_partnership(agreement.partnership).institutions, *dict(agreement.shares)}
    if not viewer.is_operator and not viewer.institutions & partners:
        raise NotYours
    used = {use.work for use in found.uses}
    whose = {each for portion in found.portions for each, _, _ in portion.shares}
    return StatementPage(
        statement=found,
        agreement=agreement,
        works={work.id: work.title for work in works.list_works(ids=sorted(used), limit=len(used))}
        if used
        else {},
        institutions={each: people.get_institution(each) for each in whose},
        entries=tuple(_entries(found)),
        still_agrees=insight.still_agrees(statement),
    )


def write_statement(page: StatementPage, language: Language) -> bytes:
    """Return a statement as PDF."""
    return documents.write_pdf(papers.write(page, language))


def tabulate_statement(page: StatementPage) -> str:
    """Return a statement as CSV."""
    return papers.tabulate(page)


def _entries(statement: Statement) -> Iterator[Transaction]:
    """Yield what the ledger holds of a statement."""
    if statement.posted is None:
        return
    posted = ledger.get_transaction(statement.posted)
    yield posted
    for each in ledger.list_entries([posted.legs[0].account]):
        if each.reverses == posted.id:
            yield each


def rank(territory: str, since: date | None, genre: str) -> list[tuple[Work, int]]:
    """Return the most viewed works with their counted views, the most viewed first."""
    among = [work.id for work in works.list_works(genre=genre, limit=_MOST_WORKS)] if genre else None
    ranked = insight.rank_works(territory=territory, since=since, among=among)
    known = {work.id: work for work in works.list_works(ids=[each for each, _ in ranked], limit=len(ranked))}
    return [(known[each], views) for each, views in ranked if each in known]
