"""What tests of orders begin with: a person, a work, and a ticket for it."""

from __future__ import annotations

from datetime import UTC, datetime

from footlights.ground.orders import api
from footlights.ground.orders.types import Product, ProductDraft, ProductKind
from footlights.ground.people import api as people
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.ids import PersonId, WorkId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def chen() -> PersonId:
    """Chen the viewer."""
    return people.create_person("chen@viewer.example", None, "Chen", at=AT)


def make_work(title: Both = Both("The Foghorn", "雾笛")) -> WorkId:
    """A work."""
    return works.create_work(WorkDraft(kind=WorkKind.FILM, title=title), AT)


def make_ticket(for_work: WorkId, **more: object) -> Product:
    """A ticket for a work, 18 yuan."""
    facts = {
        "kind": ProductKind.TICKET,
        "title": Both("A ticket", "一张票"),
        "price": Money(1800, "CNY"),
        "work": for_work,
    }
    return api.create_product(ProductDraft(**{**facts, **more}), AT)  # type: ignore[arg-type]
