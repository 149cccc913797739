"""What people enter about a work, read into drafts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import QueryDict

from footlights.ground.works.types import WorkKind
from footlights.kernel.text import Both

from .types import BadEntry, MarkDraft, Privacy, State

_NO_STATE = Both("Choose where it stands.", "请选择状态。")
_NO_NUMBER = Both("A rating is a whole number from 1 to 10.", "评分为 1 至 10 的整数。")
_NO_DAY = Both("Write the day as 2026-05-31.", "请按 2026-05-31 的格式填写日期。")
_NO_PRIVACY = Both("Choose who may see it.", "请选择谁可以看到。")


def read_mark(form: QueryDict) -> MarkDraft:
    """Return what was entered about a work.

    Raises BadEntry.
    """
    rating, day = form.get("rating", "").strip(), form.get("viewed_on", "").strip()
    state = form.get("state", "") or (State.DONE.value if rating else "")
    if state not in list(State):
        raise BadEntry("state", _NO_STATE)
    if rating and not re.fullmatch(r"[0-9]{1,2}", rating):
        raise BadEntry("rating", _NO_NUMBER)
    try:
        viewed_on = date.fromisoformat(day) if day else None
    except ValueError:
        raise BadEntry("viewed_on", _NO_DAY) from None
    tags = tuple(
        dict.fromkeys(part.strip() for part in re.split(r"[,，]", form.get("tags", "")) if part.strip())
    )
    return MarkDraft(
        state=State(state),
        rating=int(rating) if rating not in ("", "0") else None,
        comment=form.get("comment", "").strip(),
        tags=tags,
        privacy=read_privacy(form),
        viewed_on=viewed_on,
    )


def read_privacy(form: QueryDict) -> Privacy:
    """Return who may see an entry; everyone when nothing was chosen.

    Raises BadEntry.
    """
    wanted = form.get("privacy", "") or Privacy.PUBLIC.value
    if wanted not in list(Privacy):
        raise BadEntry("privacy", _NO_PRIVACY)
    return Privacy(wanted)


def read_chart(query: QueryDict) -> dict[str, Any]:
    """Return which chart is asked for; what makes no sense is left out."""
    kind, decade = query.get("kind", ""), query.get("decade", "")
    return {
        "kind": WorkKind(kind) if kind in list(WorkKind) else None,
        "genre": query.get("genre", "")[:32],
        "decade": int(decade) if re.fullmatch(r"(1[89]|20)[0-9]0", decade) else None,
    }
