"""What every view may ask of its request: language, now, viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from footlights.ground.people import api as people
from footlights.ground.people.types import HouseRequest, Viewer
from footlights.kernel.clock import utc_now
from footlights.project.language import (
    CODES,
    COOKIE,
    COOKIE_SECONDS,
    language_of_path,
    preferred_language,
)

Answer = Callable[[HttpRequest], HttpResponseBase]


class SpeakLanguage:
    """Set ``request.language``, make Django speak it, and lead ``/`` to the reader's language."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the address; an address that names none gets the reader's own."""
        named = language_of_path(request.path_info)
        request.language = language = named or preferred_language(request)  # type: ignore[attr-defined]  # ours
        if request.path_info == "/":
            door = HttpResponseRedirect(f"{request.path}{language.value}/")
            patch_vary_headers(door, ("Accept-Language", "Cookie"))
            return door
        with translation.override(CODES[language]):
            response = self.answer(request)
        response.headers.setdefault("Content-Language", language.tag)
        if named and request.method == "GET" and named != preferred_language(request):
            response.set_cookie(
                COOKIE, named.value, max_age=COOKIE_SECONDS, samesite="Lax", secure=request.is_secure()
            )
        return response


class KnowViewer:
    """Set ``request.now``, and ``request.viewer``, who is read when first asked about."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request that knows its moment and its viewer."""
        known = cast(HouseRequest, request)
        at = known.now = utc_now()
        known.viewer = cast(Viewer, SimpleLazyObject(lambda: people.read_viewer(request, at)))
        response = self.answer(request)
        people.keep_session(request, response)
        return response
