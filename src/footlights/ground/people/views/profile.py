"""A person's own page, the demo house's territory switch, and the way to take one's data or leave."""

from __future__ import annotations

import json

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from footlights.ground.people import api, forms
from footlights.ground.people.types import Purpose, TooYoung
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import parse_territory

from .base import me_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and keep what a person tells of themselves."""
    me, house = me_of(request)
    form = forms.AboutYou(request.POST) if request.method == "POST" else forms.AboutYou.of(api.get_person(me))
    if request.method == "POST" and form.is_valid():
        form.keep(me, house)
        return redirect("people:profile")
    return render(request, "people/profile.html", _profile(me, form), status=422 if form.errors else 200)


@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Give or withdraw one consent."""
    me, house = me_of(request)
    if purpose not in list(Purpose):
        raise Http404(purpose)
    try:
        change = api.grant_consent if request.POST.get("given") == "yes" else api.withdraw_consent
        change(me, Purpose(purpose), house.now)
    except TooYoung as refusal:
        context = _profile(me, forms.AboutYou.of(api.get_person(me))) | {"refusal": refusal}
        return render(request, "people/profile.html", context, status=422)
    return redirect("people:profile")


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Answer with everything the house holds of the person, as a JSON file."""
    me, house = me_of(request)
    everything = json.dumps(api.export_everything(me), ensure_ascii=False, indent=1)
    response = HttpResponse(everything, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="footlights-{house.now:%Y-%m-%d}.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account once the word is typed."""
    me, house = me_of(request)
    form = forms.Erase(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/erase.html", {"form": form}, status=422 if form.errors else 200)
    api.erase_everything(me, house.now)
    logout(request)
    return redirect("people:erased")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that it is done."""
    return render(request, "people/erased.html")


@require_POST
def territory(request: HttpRequest) -> HttpResponse:
    """Pretend to be somewhere else; only a demo house has this switch."""
    if not settings.DEMO:
        raise Http404
    code = request.POST.get("territory", "")
    try:
        chosen = parse_territory(code) if code else None
    except ValueError as fault:
        raise Http404(code) from fault
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    api.choose_territory(response, chosen)
    return response


def _profile(me: PersonId, form: forms.AboutYou) -> dict[str, object]:
    standing = {c.purpose: c for c in api.list_consents(me) if c.withdrawn_at is None}
    return {
        "form": form,
        "person": api.get_person(me),
        "consents": [(purpose, standing.get(purpose)) for purpose in Purpose],
        "memberships": api.list_memberships(me),
    }
