"""Whoever makes a request: who they are, where they are, and the name under which the log knows them."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from footlights.ground.people import models
from footlights.ground.people.adapters import sessions, where
from footlights.ground.people.core import pseudonym
from footlights.ground.people.types import AgeBand, HouseRequest, Purpose, Role, Viewer
from footlights.kernel.ids import InstitutionId, PersonId, Pseudonym
from footlights.kernel.territory import Territory, parse_territory
from footlights.kernel.text import Language

_FRESH: Final = "people_fresh_session"  # where a request keeps the session its browser has no cookie for


def read_viewer(request: HttpRequest, at: datetime) -> Viewer:
    """Return who made a request. Writes nothing; a browser without a cookie gets a fresh session name."""
    language: Language = getattr(request, "language", Language.EN)
    session = sessions.read(request.COOKIES.get(sessions.COOKIE, "")) or _fresh_session(request)
    user = getattr(request, "user", AnonymousUser())
    if not user.is_authenticated:
        return Viewer(session, None, "", where.territory_of(request), None, None, language)
    assert isinstance(user, models.Person)
    return viewer_of(user, session=session, territory=where.territory_of(request), language=language)


def viewer_of(
    row: models.Person,
    *,
    session: str = "",
    territory: Territory | None = None,
    language: Language | None = None,
) -> Viewer:
    """Return the viewer that an account makes; a program that reads by token has no session and is nowhere."""
    memberships = list(row.memberships.all())
    consents = row.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)
    return Viewer(
        session=session,
        person=PersonId(row.id),
        name=row.display_name or row.email,
        territory=territory,
        residence=parse_territory(row.residence) if row.residence else None,
        age_band=AgeBand(row.age_band) if row.age_band else None,
        language=language or Language(row.language),
        roles=frozenset({Role(m.role) for m in memberships} | ({Role.OPERATOR} if row.is_staff else set())),
        institutions=frozenset(InstitutionId(m.institution_id) for m in memberships),
        consents=frozenset(map(Purpose, consents)),
    )


def keep_session(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser its session's cookie, once the session is worth keeping: when something was played.

    Whoever only looks around gets no cookie of ours. One that the answer carries already stays as it is.
    """
    session = getattr(request, _FRESH, None)
    if not session or sessions.COOKIE in response.cookies:
        return
    if models.PseudonymKey.objects.filter(session=session).exists():
        _set_session(request, response, session)


def hand_session(request: HouseRequest, response: HttpResponseBase) -> None:
    """Give the browser the session that what it is handed is bound to: the tokens of a playing."""
    name, value, _ = session_cookie(request.viewer.session)
    if request.COOKIES.get(name) == value:
        return
    _set_session(request, response, request.viewer.session)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # In a frame on another's page a browser sends back only a cookie that is kept apart for that page.
        response.cookies[name]["secure"] = True
        response.cookies[name]["samesite"] = "None; Partitioned"


def _set_session(request: HttpRequest, response: HttpResponseBase, session: str) -> None:
    name, value, seconds = session_cookie(session)
    response.set_cookie(
        name, value, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def read_session_cookie(cookie_value: str) -> str | None:
    """Return the session that a viewer's cookie names, or None when it is absent or forged."""
    return sessions.read(cookie_value)


def session_cookie(session: str) -> tuple[str, str, int]:
    """Return (name, value, seconds to keep) of the cookie that carries a session."""
    return sessions.COOKIE, sessions.signed(session), sessions.COOKIE_SECONDS


def choose_territory(response: HttpResponseBase, territory: Territory | None) -> None:
    """Set the demo house's switch to a territory, or take it back with None."""
    where.switch(response, territory)


def pseudonym_of(viewer: Viewer, at: datetime) -> Pseudonym:
    """Return the name under which the log knows a viewer; its key is made on first use."""
    whose = {"person_id": viewer.person} if viewer.person else {"session": viewer.session}
    with transaction.atomic():
        row, _ = models.PseudonymKey.objects.get_or_create(
            **whose, defaults={"key": secrets.token_bytes(pseudonym.KEY_BYTES), "created_at": at}
        )
    return pseudonym.pseudonym(bytes(row.key), viewer.person or viewer.session)


def find_pseudonym(person: PersonId) -> Pseudonym | None:
    """Return the name under which the log knows a person, or None when it does not; for their own export."""
    row = models.PseudonymKey.objects.filter(person_id=person).first()
    return pseudonym.pseudonym(bytes(row.key), person) if row else None


def destroy_pseudonym(whose: Viewer | PersonId) -> None:
    """Destroy the key behind a pseudonym, so that nothing leads from the log to its viewer any more."""
    if not isinstance(whose, Viewer):
        models.PseudonymKey.objects.filter(person_id=whose).delete()
    elif whose.person:
        models.PseudonymKey.objects.filter(person_id=whose.person).delete()
    else:
        models.PseudonymKey.objects.filter(session=whose.session).delete()


def _fresh_session(request: HttpRequest) -> str:
    session: str = getattr(request, _FRESH, "") or sessions.new_session()
    setattr(request, _FRESH, session)
    return session
