"""The ways in without e-mail: an invitation's link, and a link for a new password."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from footlights.ground.people import api, forms, models
from footlights.ground.people.types import HouseRequest, NoSuchInvitation, NoSuchPerson, NoSuchReset
from footlights.kernel.ids import InvitationId, PersonId
from footlights.kernel.text import Both

from .base import for_operators, me_of

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Show the open invitations; make one, or a link for a new password: shown on the answer alone."""
    me, house = me_of(request)
    is_reset = request.POST.get("act") == "reset"
    form = forms.Invite(request.POST if request.method == "POST" and not is_reset else None)
    again = forms.ResetFor(request.POST if is_reset else None)
    link = ""
    if is_reset and again.is_valid():
        person = again.cleaned_data["email"]
        link = reverse("people:reset", args=[person, api.make_reset(person)])
    elif request.method == "POST" and not is_reset and form.is_valid():
        _, secret = api.invite(form.draft, me, house.now)
        link = reverse("people:invitation", args=[secret])
    facts = {
        "form": form,
        "again": again,
        "is_reset": is_reset,
        "link": request.build_absolute_uri(link) if link else "",
        "invitations": api.list_invitations(house.now),
    }
    status = 422 if form.errors or again.errors else 200
    response = render(request, "people/invitations.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@for_operators
@require_POST
def withdraw(request: HttpRequest, invitation: str) -> HttpResponse:
    """Close an invitation that nobody took."""
    _, house = me_of(request)
    try:
        api.withdraw_invitation(InvitationId(invitation), house.now)
    except NoSuchInvitation as refusal:
        raise Http404(invitation) from refusal
    return redirect("people:invitations")


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Make the account that an invitation is for, and sign in."""
    house = cast(HouseRequest, request)
    found = api.find_invitation(secret, house.now)
    if found is None:
        return _closed(request, NoSuchInvitation().message)
    form = forms.Accept(
        request.POST or None, initial={"email": found.email, "language": found.language.value}
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = form.accept(secret, house.now)
        except NoSuchInvitation as refusal:
            return _closed(request, refusal.message)
        if person is not None:
            _sign_in(request, person)
            return redirect("people:profile")
    facts = {"form": form, "invitation": found}
    return render(request, "people/accept.html", facts, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, other: str, proof: str) -> HttpResponse:
    """Set a new password by a link that an operator handed over."""
    person = PersonId(other)
    if not api.is_reset_open(person, proof):
        return _closed(request, NoSuchReset().message)
    form = forms.NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            api.reset_password(person, proof, form.cleaned_data["password"])
        except (NoSuchReset, NoSuchPerson) as refusal:
            return _closed(request, refusal.message)
        said = Both("Your new password is set. Sign in with it.", "新密码已设置，请用它登录。")
        messages.success(request, said.said_in(cast(HouseRequest, request).language.value))
        return redirect("account_login")
    return render(request, "people/new_password.html", {"form": form}, status=422 if form.errors else 200)


def _sign_in(request: HttpRequest, person: PersonId) -> None:
    login(request, models.Person.objects.get(id=person), _BACKEND)


def _closed(request: HttpRequest, message: Both) -> HttpResponse:
    return render(request, "people/closed.html", {"message": message}, status=410)
