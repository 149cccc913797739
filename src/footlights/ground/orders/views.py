"""The pages of orders: the till, one order, one's own orders."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from footlights.ground.people.types import HouseRequest
from footlights.kernel.text import Both

from . import api
from .forms import fresh_key, read_key
from .types import NoSuchOrder, NoSuchProduct, Order, OrderId, OrderRefused, ProductId

TILL: Final = "till"  # the provider of a demo house: it takes invented money
_NO_TILL: Final = Both("Only a demo house takes invented money.", "仅演示站收取虚拟款项。")


@require_http_methods(["GET", "HEAD", "POST"])
def till(request: HouseRequest, product: str) -> HttpResponse:
    """Show what a product is and costs; bought, lead to its order."""
    try:
        wanted = api.get_product(ProductId(product))
        if request.method == "POST":
            if request.viewer.person is None:
                return redirect_to_login(request.get_full_path())
            placed = api.place_order(request.viewer.person, wanted.id, read_key(request.POST), request.now)
            return HttpResponseRedirect(reverse("orders:order", args=[placed.id]), status=303)
    except NoSuchProduct as gone:
        raise Http404(product) from gone
    return render(request, "orders/till.html", {"product": wanted, "key": fresh_key()})


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HouseRequest, order: str) -> HttpResponse:
    """Show an order to the person who placed it: ways to pay, what it gives, and the way to give it back."""
    if request.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    refused: Both | None = None
    try:
        shown = api.get_order(OrderId(order), person=request.viewer.person)
        if request.method == "POST":
            _act(request, shown)
            return HttpResponseRedirect(reverse("orders:order", args=[shown.id]), status=303)
    except NoSuchOrder as gone:
        raise Http404(order) from gone
    except OrderRefused as refusal:
        refused = refusal.message
    facts = {
        "order": shown,
        "refunds": api.list_refunds(shown.id),
        "refused": refused,
        "has_till": settings.DEMO,
    }
    return render(request, "orders/order.html", facts, status=422 if refused else 200)


def _act(request: HouseRequest, shown: Order) -> None:
    """Pay at the demo's till, or ask for the money back."""
    act = request.POST.get("act", "")
    if act == "pay":
        if not settings.DEMO:
            raise OrderRefused(_NO_TILL)
        api.record_payment(shown.id, TILL, shown.id, shown.price, request.now)
    elif act == "refund":
        asked = api.ask_refund(shown.id, f"buyer:{shown.id}", request.now)
        if shown.provider == TILL:
            api.record_refund(asked.id, request.now)


@require_GET
def mine(request: HouseRequest) -> HttpResponse:
    """Show a person their orders."""
    if request.viewer.person is None:
        return redirect_to_login(request.get_full_path())
    facts = {
        "orders": api.list_orders(request.viewer.person),
        "standing": {each.order: each for each in api.list_entitlements(request.viewer.person, request.now)},
    }
    return render(request, "orders/mine.html", facts)
