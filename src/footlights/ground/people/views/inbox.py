"""What the house told somebody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from footlights.ground.notices import api as notices
from footlights.ground.notices.types import NoSuchNotice
from footlights.kernel.ids import NoticeId

from .base import me_of


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the inbox, the newest first."""
    me, house = me_of(request)
    return render(request, "people/inbox.html", {"notices": notices.list_notices(me, house.now)})


@login_required
@require_POST
def read(request: HttpRequest, notice: str) -> HttpResponse:
    """Mark a notice as read and lead to what it is about."""
    me, house = me_of(request)
    try:
        found = notices.mark_read(me, NoticeId(notice), house.now)
    except NoSuchNotice as refusal:
        raise Http404(notice) from refusal
    return redirect(f"/{house.language.value}/{found.link}") if found.link else redirect("people:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    me, house = me_of(request)
    notices.mark_all_read(me, house.now)
    return redirect("people:inbox")
