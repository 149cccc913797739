"""Keys by which a person's own programs read what they may see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from footlights.ground.people import models
from footlights.ground.people.adapters import keys
from footlights.ground.people.types import ApiToken, NoSuchToken, Viewer
from footlights.kernel.ids import ApiTokenId, PersonId

from .viewers import viewer_of

OPEN_FOR: Final = timedelta(days=365)
_USE_NOTED: Final = timedelta(minutes=5)  # a program that asks often writes no row each time
PREFIX: Final = "flt_"  # so that a key that leaked is known for what it is


def make_token(person: PersonId, name: str, at: datetime) -> tuple[ApiTokenId, str]:
    """Make a token that reads for a year; return its id and its secret, which nobody can read again."""
    secret = PREFIX + keys.new_secret()
    row = models.ApiToken.objects.create(
        person_id=person,
        name=name.strip()[:60],
        digest=keys.digest(secret),
        made_at=at,
        closes_at=at + OPEN_FOR,
    )
    return ApiTokenId(row.id), secret


def list_tokens(person: PersonId) -> list[ApiToken]:
    """Return a person's tokens, the newest first, those whose year is over too."""
    rows = models.ApiToken.objects.filter(person_id=person).order_by("-made_at", "-id")
    return [ApiToken(ApiTokenId(row.id), row.name, row.made_at, row.closes_at, row.used_at) for row in rows]


def withdraw_token(person: PersonId, token: ApiTokenId) -> None:
    """End a person's token at once.

    Raises NoSuchToken.
    """
    if not models.ApiToken.objects.filter(person_id=person, id=token).delete()[0]:
        raise NoSuchToken(token)


def find_viewer_by_token(secret: str, at: datetime) -> Viewer | None:
    """Return the viewer whose token this is, while it is open and their account is."""
    row = (
        models.ApiToken.objects.filter(digest=keys.digest(secret), closes_at__gt=at, person__is_active=True)
        .select_related("person")
        .first()
    )
    if row is None:
        return None
    if row.used_at is None or at - row.used_at > _USE_NOTED:
        models.ApiToken.objects.filter(id=row.id).update(used_at=at)
    return viewer_of(row.person)
