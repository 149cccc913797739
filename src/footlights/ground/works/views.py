"""The one thing works serves by itself: posters."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .adapters import posters

_NAME = re.compile(r"[0-9a-f]{32}\.(png|jpg|webp)")


@require_safe
def poster(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a poster; its name is its content's hash, so it may be kept for ever."""
    match = _NAME.fullmatch(name)
    path = posters.folder() / name
    if not match or not path.is_file():
        raise Http404(name)
    # Whole, not streamed: it is small, a page has dozens, and the house streams to few at once.
    response = HttpResponse(path.read_bytes(), content_type=posters.TYPES[match[1]])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
