"""What every page of the studio does: let producers in, read a form, act on it, go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people.types import HouseRequest
from footlights.kernel.ids import MemorandumId
from footlights.kernel.text import Both
from footlights.roof.studio.forms import GuidedForm

Page = Callable[..., HttpResponse]
KEPT: Final = Both("Kept. It stands below.", "已保存，见下方。")


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


def typed(request: HttpRequest) -> dict[str, Any]:
    """Return what every form is made with: what was typed, if it was sent, and the reader's language."""
    data = request.POST if request.method == "POST" else None
    return {"data": data, "language": cast(HouseRequest, request).language}


def act(request: HttpRequest, form: GuidedForm, act: Callable[..., Any]) -> Any | None:
    """Act on a form that was sent and return the outcome; None when there is a form to show."""
    at = cast(HouseRequest, request).now
    if request.method != "POST":
        return None
    return form.submit(lambda draft: act(draft, at), form.draft)


def show(
    request: HttpRequest, form: GuidedForm, title: Both, step: int, under: Both | None = None
) -> HttpResponse:
    """Show a form, with where in the four steps of a deal it stands."""
    status = 422 if request.method == "POST" else 200
    shown = {"here": "deals", "form": form, "title": title, "step": step, "under": under}
    return render(request, "studio/form.html", shown, status=status)


def go_on(request: HttpRequest, memorandum: MemorandumId, said: Both = KEPT) -> HttpResponse:
    """Go on to the memorandum's deals and say what was done."""
    messages.success(request, said.said_in(cast(HouseRequest, request).language))
    return redirect("studio:deal", memorandum=memorandum)
