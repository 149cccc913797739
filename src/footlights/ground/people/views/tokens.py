"""Keys for a person's own programs."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from footlights.ground.people import api, forms
from footlights.ground.people.types import NoSuchToken
from footlights.kernel.ids import ApiTokenId

from .base import me_of


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Show a person's tokens; make one, whose secret is shown on the answer alone."""
    me, house = me_of(request)
    form, secret = forms.NameToken(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, secret = api.make_token(me, form.cleaned_data["name"], house.now)
        form = forms.NameToken()
    facts = {"form": form, "secret": secret, "tokens": api.list_tokens(me)}
    response = render(request, "people/tokens.html", facts, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """End a token at once."""
    me, _ = me_of(request)
    try:
        api.withdraw_token(me, ApiTokenId(token))
    except NoSuchToken as refusal:
        raise Http404(token) from refusal
    return redirect("people:tokens")
