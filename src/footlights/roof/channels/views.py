"""The pages of channels: the web chat, the phone at the simulated messenger, and what a payer is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from footlights.ground.orders.types import NoSuchOrder
from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest
from footlights.kernel.text import Both

from . import api
from .adapters import phone as phones
from .forms import fresh_key, read_key, read_text, split
from .types import Account, Bubble, NoAccount, NotSent, PaymentFailed, PaymentSheet

_NOT_THERE = Both(
    "The other side is not there. Start it with ./footlights channels simulate.",
    "模拟端未运行。请用 ./footlights channels simulate 启动。",
)
_NOT_PAID = Both("The payment did not go through. Nothing was taken.", "付款未成功，未扣款。")


@dataclass(frozen=True, slots=True)
class Shown:
    """A bubble as a page shows it: its text in parts, each with where it leads."""

    who: str
    parts: list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: HouseRequest) -> HttpResponse:
    """Let somebody talk with the house on its own page."""
    reader = request.viewer.person or request.viewer.session
    if request.method == "POST":
        api.write_here(reader, read_key(request.POST), read_text(request.POST), request.now)
        return _keep_session(request, HttpResponseRedirect(reverse("channels:chat"), status=303))
    contact = api.find_contact("web", reader)
    bubbles = api.list_bubbles(contact.id) if contact else []
    return _thread(request, "channels/chat.html", bubbles, "")


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HouseRequest) -> HttpResponse:
    """Show a phone at the simulated messenger, on which one talks with the house."""
    user = phones.number_of(request.viewer.session)
    account = api.find_account()
    try:
        if account is None or not account.is_simulated:
            raise NotSent("no other side", for_good=True)
        if request.method == "POST":
            if text := read_text(request.POST):
                phones.write(account, user, text)
            return _keep_session(request, HttpResponseRedirect(reverse("channels:phone"), status=303))
        bubbles = phones.read(account, user)
    except NotSent:
        return render(request, "channels/phone.html", {"away": _NOT_THERE, "thread": [], "count": 0})
    return _keep_session(request, _thread(request, "channels/phone.html", bubbles, account.house))


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HouseRequest, signed: str) -> HttpResponse:
    """Show a payer what they pay; at the simulated messenger, pay it."""
    order = api.read_pay_address(signed)
    if order is None:
        raise Http404(signed)
    refused: Both | None = None
    sheet: PaymentSheet | None = None
    status = 200
    try:
        sheet = api.get_sheet(order, request.now)
        if request.method == "POST" and sheet.is_open:
            _pay(request, api.get_account(), sheet)
            return HttpResponseRedirect(reverse("channels:phone"), status=303)
    except NoSuchOrder as gone:
        raise Http404(signed) from gone
    except NoAccount as missing:
        refused = missing.message
    except PaymentFailed as fault:
        refused, status = fault.message, 503
    except NotSent:
        refused, status = _NOT_PAID, 503
    facts = {"sheet": sheet, "refused": refused}
    response = render(request, "channels/pay.html", facts, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _pay(request: HouseRequest, account: Account, sheet: PaymentSheet) -> None:
    user = phones.number_of(request.viewer.session)
    if phones.pay(account, user, sheet.params):
        raise NotSent("not paid", for_good=True)


def _thread(request: HouseRequest, template: str, bubbles: list[Bubble], house: str) -> HttpResponse:
    """Return a conversation's page; asked for by htmx only the thread, and nothing when it has not changed."""
    if request.headers.get("HX-Request"):
        if request.GET.get("seen") == str(len(bubbles)):
            return HttpResponse(status=204)
        template = "channels/_thread.html"
    facts = {
        "thread": [Shown(each.who, split(each.text, house)) for each in bubbles],
        "count": len(bubbles),
        "waits": bool(bubbles) and bubbles[-1].who == "you",
        "key": fresh_key(),
    }
    response = render(request, template, facts)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _keep_session(request: HouseRequest, response: HttpResponse) -> HttpResponse:
    """Give the browser the session that its conversation hangs on."""
    name, value, seconds = people.session_cookie(request.viewer.session)
    if request.COOKIES.get(name) != value:
        response.set_cookie(
            name, value, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response
