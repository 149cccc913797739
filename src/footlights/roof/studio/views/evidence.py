"""What a producer adds once a deal stands, and what is ticked off."""

from __future__ import annotations

from typing import Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NotADeal, Partnership
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest, Institution
from footlights.ground.works import api as works
from footlights.kernel.ids import (
    AgreementId,
    DeliverableId,
    HoldbackId,
    InstitutionId,
    PartnershipId,
    StatementId,
)
from footlights.kernel.text import Both
from footlights.roof.insight import api as insight
from footlights.roof.studio import api, forms

from .base import act, for_producers, go_on, show, typed

ASK: Final = Both("Ask for a deliverable", "新增交付物")
LINK: Final = Both("Make a campaign link", "新建推广链接")
DECLARE: Final = Both("Declare spend or jobs", "申报支出或就业")
AMEND: Final = Both("Amend the agreement", "签署补充协议")
STATE: Final = Both("Issue a statement", "出具结算单")
CORRECTED: Final = Both("Corrected: the old posting is reversed.", "已更正，原记账已冲销。")
AGREES: Final = Both("Nothing to correct: the figures agree.", "无需更正，数据一致。")
HOLD: Final = Both("Hold works back", "设置限制期")
DELIVERED: Final = Both("Delivered today.", "已标记为今日交付。")
APPROVED: Final = Both("Approved today.", "已标记为今日验收。")
LIFTED: Final = Both("Lifted: grants hold again from now on.", "限制已解除，授权即刻恢复。")


@for_producers
def deliverable(request: HttpRequest, partnership: str) -> HttpResponse:
    """Ask for a piece of content."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.DeliverableForm(**typed(request), commitments=agreements.list_commitments(under.id))
    made = act(request, form, agreements.ask_deliverable)
    return go_on(request, under.memorandum) if made else show(request, form, ASK, 5, under.title)


@for_producers
def link(request: HttpRequest, partnership: str) -> HttpResponse:
    """Make a campaign's link."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.LinkForm(**typed(request), commitments=agreements.list_commitments(under.id))
    made = act(request, form, agreements.make_link)
    return go_on(request, under.memorandum) if made else show(request, form, LINK, 5, under.title)


@for_producers
def declaration(request: HttpRequest, partnership: str) -> HttpResponse:
    """Write down what a partner declares."""
    under = agreements.get_partnership(PartnershipId(partnership))
    form = forms.DeclarationForm(**typed(request), partnership=under.id, institutions=_institutions(under))
    made = act(request, form, agreements.declare)
    return go_on(request, under.memorandum) if made else show(request, form, DECLARE, 5, under.title)


@for_producers
def amendment(request: HttpRequest, agreement: str) -> HttpResponse:
    """Supersede an agreement's shares from a day on."""
    amended = agreements.get_agreement(AgreementId(agreement))
    under = agreements.get_partnership(amended.partnership)
    form = forms.AmendmentForm(**typed(request), amended=amended, institutions=_institutions(under))
    made = act(request, form, agreements.make_agreement)
    return go_on(request, under.memorandum) if made else show(request, form, AMEND, 5, amended.title)


@for_producers
def holdback(request: HttpRequest, agreement: str) -> HttpResponse:
    """Hold works back for a time."""
    under = agreements.get_agreement(AgreementId(agreement))
    form = forms.HoldbackForm(**typed(request), agreement=under, works=works.list_works(limit=200))
    made = act(request, form, agreements.agree_holdback)
    memorandum = agreements.get_partnership(under.partnership).memorandum
    return go_on(request, memorandum) if made else show(request, form, HOLD, 5, under.title)


@for_producers
def statement(request: HttpRequest, agreement: str) -> HttpResponse:
    """Issue a statement of what was used in a period."""
    under = agreements.get_agreement(AgreementId(agreement))
    form = forms.StatementForm(**typed(request), stated=under)
    made = act(request, form, lambda days, at: agreements.issue_statement(insight.draft_statement(*days), at))
    return redirect("site:statement", made) if made else show(request, form, STATE, 5, under.title)


@for_producers
@require_POST
def correct(request: HttpRequest, statement: str) -> HttpResponse:
    """Correct a statement by what the figures come to now."""
    known = agreements.get_statement(StatementId(statement))
    asked = cast(HouseRequest, request)
    draft = insight.draft_statement(known.agreement, known.since, known.until)
    try:
        made = agreements.correct_statement(known.id, draft, asked.now)
    except NotADeal as refusal:
        said = refusal.message
        made = known.id
    else:
        said = AGREES if made == known.id else CORRECTED
    messages.info(request, said.said_in(asked.language))
    return redirect("site:statement", made)


@for_producers
@require_POST
def deliver(request: HttpRequest, deliverable: str) -> HttpResponse:
    """Tick a deliverable off as delivered today."""
    known = agreements.get_deliverable(DeliverableId(deliverable))
    agreements.deliver(known.id, cast(HouseRequest, request).now.date())
    return go_on(request, api.find_memorandum(known.commitment), DELIVERED)


@for_producers
@require_POST
def approve(request: HttpRequest, deliverable: str) -> HttpResponse:
    """Tick a deliverable off as approved today by a partner."""
    known = agreements.get_deliverable(DeliverableId(deliverable))
    by = InstitutionId(request.POST.get("by", ""))
    if by not in (each.id for each in people.list_institutions()):
        raise Http404(by)
    agreements.approve(known.id, by, cast(HouseRequest, request).now.date())
    return go_on(request, api.find_memorandum(known.commitment), APPROVED)


@for_producers
@require_POST
def lift(request: HttpRequest, holdback: str) -> HttpResponse:
    """Lift a holdback."""
    agreements.lift_holdback(HoldbackId(holdback), cast(HouseRequest, request).now)
    known = next(each for each in agreements.list_holdbacks() if each.id == holdback)
    under = agreements.get_agreement(known.agreement)
    return go_on(request, agreements.get_partnership(under.partnership).memorandum, LIFTED)


def _institutions(partnership: Partnership) -> list[Institution]:
    return [people.get_institution(each) for each in partnership.institutions]
