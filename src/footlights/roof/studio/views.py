"""Pages of the studio. Only producers and operators come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import GrantId, MemorandumId, PartnershipId
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight

from . import api, forms

Page = Callable[..., HttpResponse]


def for_producers(page: Page) -> Page:
    """Let producers and operators in; tell others how to become one; answer 404 for a deal that is not there."""

    @wraps(page)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        viewer = cast(HouseRequest, request).viewer
        if not viewer.is_producer:
            return render(request, "studio/closed.html", status=403 if viewer.person else 401)
        try:
            return page(request, **named)
        except NoSuchDeal as refusal:
            raise Http404(str(refusal)) from refusal

    return guarded


@for_producers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is going on."""
    return render(request, "studio/home.html", {"here": "home"})


@for_producers
@require_safe
def deals(request: HttpRequest) -> HttpResponse:
    """Show every deal."""
    return render(request, "studio/deals.html", {"here": "deals", "deals": api.list_deals()})


@for_producers
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every part of the design."""
    return render(request, "studio/components.html", {"here": "components"})


@for_producers
def sign(request: HttpRequest) -> HttpResponse:
    """Sign a memorandum."""
    form = forms.MemorandumForm(**_typed(request), institutions=people.list_institutions())
    return _submit(request, form, agreements.sign_memorandum, Both("Sign a memorandum", "签署备忘录"))


@for_producers
def partnership(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Open a partnership."""
    under = agreements.get_memorandum(MemorandumId(memorandum))
    form = forms.PartnershipForm(
        **_typed(request), memorandum=under.id, institutions=people.list_institutions()
    )
    return _submit(request, form, agreements.open_partnership, Both("Open a partnership", "新建合作"))


@for_producers
def commitment(request: HttpRequest, partnership: str) -> HttpResponse:
    """Make a promise."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.CommitmentForm(
        **_typed(request),
        partnership=under.id,
        measures=[(name, insight.name_figure(name)) for name in insight.list_figure_names()],
        works=works.list_works(limit=200),
    )
    return _submit(request, form, agreements.make_commitment, Both("Make a commitment", "作出承诺"))


@for_producers
def agreement(request: HttpRequest, partnership: str) -> HttpResponse:
    """Make an agreement and give its grant."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.AgreementForm(
        **_typed(request),
        partnership=under.id,
        institutions=[people.get_institution(each) for each in under.institutions],
        works=works.list_works(limit=200),
    )
    return _submit(
        request,
        form,
        lambda draft, at: agreements.license_works(draft[0], draft[1], at),
        Both("License works", "授权作品"),
    )


@for_producers
@require_POST
def revoke(request: HttpRequest, grant: str) -> HttpResponse:
    """Withdraw a right."""
    house = cast(HouseRequest, request)
    agreements.revoke_grant(GrantId(grant), house.now)
    said = Both("Withdrawn. Players stop within two seconds.", "已撤回，播放将在两秒内停止。")
    messages.success(request, said.said_in(house.language))
    return redirect("studio:deals")


def _typed(request: HttpRequest) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    return {"data": data, "language": cast(HouseRequest, request).language}


def _submit(request: HttpRequest, form: Any, act: Callable[..., Any], title: Both) -> HttpResponse:
    """Act on a form that was sent and go on to the deals; else, or with an error, show it."""
    house = cast(HouseRequest, request)
    if request.method == "POST" and form.submit(lambda draft: act(draft, house.now), form.draft) is not None:
        messages.success(request, Both("Done.", "已完成。").said_in(house.language))
        return redirect("studio:deals")
    status = 422 if request.method == "POST" else 200
    return render(request, "studio/form.html", {"here": "deals", "form": form, "title": title}, status=status)
