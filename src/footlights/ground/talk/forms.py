"""What a page sends: text becomes typed values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict

from footlights.kernel.text import Both

from .types import CannotSay, Form, Reason, SayingId

_NO_FORM = Both("Choose how to say it.", "请选择发言方式。")
_NO_REASON = Both("Choose a reason.", "请选择原因。")


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody wants to say."""

    ticket: str
    form: Form
    text: str
    reply_to: SayingId | None
    at_seconds: float | None


def read_saying(form: QueryDict) -> Sent:
    """Return what somebody wants to say.

    Raises CannotSay.
    """
    how, reply, moment = form.get("form", ""), form.get("reply_to", ""), form.get("at_seconds", "")
    if how not in list(Form):
        raise CannotSay(_NO_FORM)
    return Sent(
        ticket=form.get("ticket", ""),
        form=Form(how),
        text=form.get("text", ""),
        reply_to=SayingId(reply[:32]) if reply else None,
        at_seconds=float(moment) if re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,6})?", moment) else None,
    )


def read_reason(form: QueryDict) -> Reason:
    """Return why somebody reports something.

    Raises CannotSay.
    """
    wanted = form.get("reason", "")
    if wanted not in list(Reason):
        raise CannotSay(_NO_REASON)
    return Reason(wanted)


def read_seconds(text: str, otherwise: int = 0) -> int:
    """Return a whole number of seconds; another when the text is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) else otherwise
