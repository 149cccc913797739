"""Pages of the studio's frame and of the four steps of a deal. Only producers and operators come in."""

from __future__ import annotations

from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import PartnershipStatus
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import GrantId, MemorandumId, PartnershipId
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight
from footlights.roof.studio import api, forms
from footlights.roof.studio.core import samples

from .base import act, for_producers, go_on, show, typed

SIGN: Final = Both("Sign a memorandum", "签署备忘录")
OPEN: Final = Both("Open a partnership", "新建合作")
PROMISE: Final = Both("Make a commitment", "作出承诺")
LICENSE: Final = Both("License works", "授权作品")
MOVED: Final = Both("The partnership now stands at: {status}.", "合作状态已改为：{status}。")
WITHDRAWN: Final = Both(
    "Withdrawn. Players stop within two seconds. To undo it, give the right again below.",
    "已撤回，播放将在两秒内停止。如需恢复，可在下方重新授权。",
)
GIVEN_AGAIN: Final = Both("Given again, on the same terms.", "已按原条款重新授权。")


@for_producers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is going on."""
    return render(request, "studio/home.html", {"here": "home", "today": api.count_today()})


@for_producers
@require_safe
def works_list(request: HttpRequest) -> HttpResponse:
    """Show every work."""
    return render(request, "studio/works.html", {"here": "works", "lines": api.list_work_lines()})


@for_producers
@require_safe
def deals(request: HttpRequest) -> HttpResponse:
    """Show every deal."""
    return render(request, "studio/deals.html", {"here": "deals", "deals": api.list_deals()})


@for_producers
@require_safe
def deal(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Show a memorandum with everything under it, to be worked on."""
    shown = api.get_deal(MemorandumId(memorandum), cast(HouseRequest, request).now)
    return render(
        request, "studio/deal.html", {"here": "deals", "deal": shown, "statuses": list(PartnershipStatus)}
    )


@for_producers
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every part of the design."""
    shown = {"here": "components", "works": samples.WORKS, "lit": range(5)}
    return render(request, "studio/components.html", shown)


@for_producers
def sign(request: HttpRequest) -> HttpResponse:
    """Sign a memorandum."""
    form = forms.MemorandumForm(**typed(request), institutions=people.list_institutions())
    made = act(request, form, agreements.sign_memorandum)
    return go_on(request, made) if made else show(request, form, SIGN, 1)


@for_producers
def partnership(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Open a partnership."""
    under = agreements.get_memorandum(MemorandumId(memorandum))
    institutions = people.list_institutions()
    form = forms.PartnershipForm(**typed(request), memorandum=under.id, institutions=institutions)
    made = act(request, form, agreements.open_partnership)
    return go_on(request, under.id) if made else show(request, form, OPEN, 2, under.title)


@for_producers
def commitment(request: HttpRequest, partnership: str) -> HttpResponse:
    """Make a promise."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.CommitmentForm(
        **typed(request),
        partnership=under.id,
        measures=[(name, insight.name_figure(name)) for name in insight.list_figure_names()],
        works=works.list_works(limit=200),
    )
    made = act(request, form, agreements.make_commitment)
    return go_on(request, under.memorandum) if made else show(request, form, PROMISE, 3, under.title)


@for_producers
def agreement(request: HttpRequest, partnership: str) -> HttpResponse:
    """Make an agreement and give its grant."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.AgreementForm(
        **typed(request),
        partnership=under.id,
        institutions=[people.get_institution(each) for each in under.institutions],
        works=works.list_works(limit=200),
    )
    made = act(request, form, lambda draft, at: agreements.license_works(draft[0], draft[1], at))
    return go_on(request, under.memorandum) if made else show(request, form, LICENSE, 4, under.title)


@for_producers
@require_POST
def move(request: HttpRequest, partnership: str) -> HttpResponse:
    """Say how far a partnership has come."""
    under = agreements.get_partnership(PartnershipId(partnership))
    wanted = request.POST.get("status", "")
    if wanted not in list(PartnershipStatus):
        raise Http404(wanted)
    agreements.move_partnership(under.id, PartnershipStatus(wanted))
    return go_on(request, under.memorandum, MOVED.filled(status=PartnershipStatus(wanted).said))


@for_producers
@require_POST
def revoke(request: HttpRequest, grant: str) -> HttpResponse:
    """Withdraw a right."""
    agreements.revoke_grant(GrantId(grant), cast(HouseRequest, request).now)
    return go_on(request, _memorandum_of(GrantId(grant)), WITHDRAWN)


@for_producers
@require_POST
def reissue(request: HttpRequest, grant: str) -> HttpResponse:
    """Give a withdrawn right again."""
    api.reissue_grant(GrantId(grant), cast(HouseRequest, request).now)
    return go_on(request, _memorandum_of(GrantId(grant)), GIVEN_AGAIN)


def _memorandum_of(grant: GrantId) -> MemorandumId:
    wanted = agreements.get_grant(grant).agreement
    made = next(each for each in agreements.list_agreements() if each.id == wanted)
    return agreements.get_partnership(made.partnership).memorandum
