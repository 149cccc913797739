"""Another person's page, as far as the house shows one, and whom somebody follows or blocks."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from footlights.ground.people import api
from footlights.ground.people.types import HouseRequest, NoSuchPerson, NotOneself, TieKind
from footlights.kernel.ids import PersonId

from .base import me_of


@require_safe
def person(request: HttpRequest, other: str) -> HttpResponse:
    """Show the name of a person and what the house's folders show of them to everyone."""
    try:
        found = api.get_person(PersonId(other))
    except NoSuchPerson as refusal:
        raise Http404(other) from refusal
    me = cast(HouseRequest, request).viewer.person
    facts = {
        "person": found,
        "is_me": me == found.id,
        "tie": api.find_tie(me, found.id) if me else None,
        "memberships": api.list_memberships(found.id),
    }
    return render(request, "people/person.html", facts)


@login_required
@require_safe
def circle(request: HttpRequest) -> HttpResponse:
    """Show whom a person follows and blocks."""
    me, _ = me_of(request)
    return render(request, "people/circle.html", {"ties": api.list_ties(me)})


@login_required
@require_POST
def tie(request: HttpRequest, other: str) -> HttpResponse:
    """Follow, block, or neither."""
    me, house = me_of(request)
    kind = request.POST.get("kind", "")
    try:
        if kind in list(TieKind):
            api.tie(me, PersonId(other), TieKind(kind), house.now)
        else:
            api.untie(me, PersonId(other))
    except (NoSuchPerson, NotOneself) as refusal:
        raise Http404(other) from refusal
    return (
        redirect("people:circle")
        if request.POST.get("from") == "circle"
        else redirect("people:person", other)
    )
