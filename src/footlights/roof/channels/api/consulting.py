"""A consultation in a conversation: the room's own, told as text, under its mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from footlights.kernel.text import Both, Language
from footlights.roof.channels import models
from footlights.roof.channels.core import words
from footlights.services.consult import api as consult
from footlights.services.consult.types import Bubble, Consultation, ConsultationId, NoSuchConsultation

from .guests import viewer_of


def get_mark() -> Both:
    """Return what everything that consult says must carry."""
    return consult.get_mark()


def begin(contact: models.Contact, language: Language, at: datetime) -> list[Both]:
    """Begin a consultation that the person agreed to, and return its first words."""
    viewer = viewer_of(contact, language)
    made = consult.begin(viewer, None, None, at, agrees=True)
    contact.consultation = made
    shown = consult.get_consultation(made, viewer, at)
    return [*_told(shown.bubbles), words.HOW_TO_GO_ON, shown.mark]


def go_on(contact: models.Contact, text: str, language: Language, at: datetime) -> list[Both]:
    """Tell the consultation what was written, and return its answer; ended, the conversation is free again."""
    try:
        shown = consult.say(ConsultationId(contact.consultation), viewer_of(contact, language), text, at)
    except NoSuchConsultation:  # erased meanwhile
        contact.mode = contact.consultation = ""
        return [words.STOPPED]
    said = [*_told(_new(shown)), shown.mark]
    if shown.ended:
        contact.mode = contact.consultation = ""
        said.append(words.CONSULT_AGAIN)
    return said


def _new(shown: Consultation) -> Sequence[Bubble]:
    """Return what was said since the person last wrote."""
    last = max(place for place, bubble in enumerate(shown.bubbles) if bubble.who == "you")
    return shown.bubbles[last + 1 :]


def _told(bubbles: Sequence[Bubble]) -> list[Both]:
    return [line for bubble in bubbles for line in consult.tell_in_text(bubble)]
