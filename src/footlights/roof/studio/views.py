"""Pages of the studio. Only producers and operators come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal, PartnershipStatus
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.ground.works import api as works
from footlights.kernel.ids import GrantId, MemorandumId, PartnershipId
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight

from . import api, forms
from .core import samples

Page = Callable[..., HttpResponse]
GuidedForm = forms.MemorandumForm | forms.PartnershipForm | forms.CommitmentForm | forms.AgreementForm
SIGN: Final = Both("Sign a memorandum", "签署备忘录")
OPEN: Final = Both("Open a partnership", "新建合作")
PROMISE: Final = Both("Make a commitment", "作出承诺")
LICENSE: Final = Both("License works", "授权作品")
KEPT: Final = Both("Kept. It stands below.", "已保存，见下方。")
MOVED: Final = Both("The partnership now stands at: {status}.", "合作状态已改为：{status}。")
WITHDRAWN: Final = Both(
    "Withdrawn. Players stop within two seconds. To undo it, give the right again below.",
    "已撤回，播放将在两秒内停止。如需恢复，可在下方重新授权。",
)
GIVEN_AGAIN: Final = Both("Given again, on the same terms.", "已按原条款重新授权。")


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
    form = forms.MemorandumForm(**_typed(request), institutions=people.list_institutions())
    made = _act(request, form, agreements.sign_memorandum)
    return _go_on(request, made) if made else _show(request, form, SIGN, 1)


@for_producers
def partnership(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Open a partnership."""
    under = agreements.get_memorandum(MemorandumId(memorandum))
    institutions = people.list_institutions()
    form = forms.PartnershipForm(**_typed(request), memorandum=under.id, institutions=institutions)
    made = _act(request, form, agreements.open_partnership)
    return _go_on(request, under.id) if made else _show(request, form, OPEN, 2, under.title)


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
    made = _act(request, form, agreements.make_commitment)
    return _go_on(request, under.memorandum) if made else _show(request, form, PROMISE, 3, under.title)


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
    made = _act(request, form, lambda draft, at: agreements.license_works(draft[0], draft[1], at))
    return _go_on(request, under.memorandum) if made else _show(request, form, LICENSE, 4, under.title)


@for_producers
@require_POST
def move(request: HttpRequest, partnership: str) -> HttpResponse:
    """Say how far a partnership has come."""
    under = agreements.get_partnership(PartnershipId(partnership))
    wanted = request.POST.get("status", "")
    if wanted not in list(PartnershipStatus):
        raise Http404(wanted)
    agreements.move_partnership(under.id, PartnershipStatus(wanted))
    return _go_on(request, under.memorandum, MOVED.filled(status=PartnershipStatus(wanted).said))


@for_producers
@require_POST
def revoke(request: HttpRequest, grant: str) -> HttpResponse:
    """Withdraw a right."""
    agreements.revoke_grant(GrantId(grant), cast(HouseRequest, request).now)
    return _go_on(request, _memorandum_of(GrantId(grant)), WITHDRAWN)


@for_producers
@require_POST
def reissue(request: HttpRequest, grant: str) -> HttpResponse:
    """Give a withdrawn right again."""
    api.reissue_grant(GrantId(grant), cast(HouseRequest, request).now)
    return _go_on(request, _memorandum_of(GrantId(grant)), GIVEN_AGAIN)


def _memorandum_of(grant: GrantId) -> MemorandumId:
    wanted = agreements.get_grant(grant).agreement
    made = next(each for each in agreements.list_agreements() if each.id == wanted)
    return agreements.get_partnership(made.partnership).memorandum


def _typed(request: HttpRequest) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    return {"data": data, "language": cast(HouseRequest, request).language}


def _act(request: HttpRequest, form: GuidedForm, act: Callable[..., Any]) -> Any | None:
    """Act on a form that was sent and return the outcome; None when there is a form to show."""
    at = cast(HouseRequest, request).now
    if request.method != "POST":
        return None
    return form.submit(lambda draft: act(draft, at), form.draft)


def _show(
    request: HttpRequest, form: GuidedForm, title: Both, step: int, under: Both | None = None
) -> HttpResponse:
    """Show a form, with where in the four steps of a deal it stands."""
    status = 422 if request.method == "POST" else 200
    shown = {"here": "deals", "form": form, "title": title, "step": step, "under": under}
    return render(request, "studio/form.html", shown, status=status)


def _go_on(request: HttpRequest, memorandum: MemorandumId, said: Both = KEPT) -> HttpResponse:
    """Go on to the memorandum's deals and say what was done."""
    messages.success(request, said.said_in(cast(HouseRequest, request).language))
    return redirect("studio:deal", memorandum=memorandum)
