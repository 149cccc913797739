"""What these pages share: who asks, and the operator's door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from footlights.ground.people.types import HouseRequest
from footlights.kernel.ids import PersonId

Page = Callable[..., HttpResponse]


def me_of(request: HttpRequest) -> tuple[PersonId, HouseRequest]:
    """Return who is signed in, and the request as the house's own."""
    house = cast(HouseRequest, request)
    assert house.viewer.person is not None
    return house.viewer.person, house


def for_operators(page: Page) -> Page:
    """Let operators in alone."""

    @wraps(page)
    def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if not cast(HouseRequest, request).viewer.is_operator:
            raise PermissionDenied
        return page(request, *given, **named)

    return cast(Page, login_required(guarded))
