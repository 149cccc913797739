"""The news of the house: what was signed, as a page, a picture for links, and a feed."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import NoSuchDeal
from footlights.ground.people.types import HouseRequest
from footlights.kernel.ids import MemorandumId
from footlights.kernel.text import Both, Language
from footlights.roof.site import api
from footlights.roof.site.types import MemorandumPage

_NEWS = Both("News of the house", "本馆新闻")
_SIGNED = Both("Memorandums signed, and what they are about.", "已签署的备忘录及其内容。")


@require_safe
def announcement(request: HttpRequest, memorandum: str) -> HttpResponse:
    """Announce a memorandum as news."""
    page = _read(request, memorandum)
    local = page.memorandum.signed_at.astimezone(ZoneInfo(page.memorandum.zone))
    language = cast(HouseRequest, request).language
    facts = {
        "page": page,
        "day": local.date(),
        "announced": api.announce(page.memorandum),
        "picture": request.build_absolute_uri(
            reverse("site:card", args=[page.memorandum.id, language.value])
        ),
    }
    return render(request, "site/announcement.html", facts)


@require_safe
def card(request: HttpRequest, memorandum: str, language: str) -> HttpResponse:
    """Draw the picture that stands for an announcement where its link is shared."""
    if language not in list(Language):
        raise Http404(language)
    picture = api.draw_announcement(_read(request, memorandum), Language(language))
    headers = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


@require_safe
def feed(request: HttpRequest, language: str) -> HttpResponse:
    """Tell the news as RSS 2.0."""
    if language not in list(Language):
        raise Http404(language)
    said = Language(language)
    with translation.override(said.tag.lower()):
        home = request.build_absolute_uri(reverse("site:memoranda"))
        told = Rss201rev2Feed(
            title=f"Footlights · {_NEWS.said_in(said)}",
            link=home,
            description=_SIGNED.said_in(said),
            language=said.tag,
            feed_url=request.build_absolute_uri(request.path),
        )
        for each in agreements.list_memoranda():
            address = request.build_absolute_uri(reverse("site:announcement", args=[each.id]))
            told.add_item(
                title=each.title.said_in(said),
                link=address,
                description=api.announce(each).said_in(said),
                pubdate=each.signed_at,
                unique_id=each.id,
                unique_id_is_permalink=False,
            )
    return HttpResponse(told.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _read(request: HttpRequest, memorandum: str) -> MemorandumPage:
    try:
        return api.read_memorandum(MemorandumId(memorandum), cast(HouseRequest, request).now)
    except NoSuchDeal as refusal:
        raise Http404(memorandum) from refusal
