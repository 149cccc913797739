"""The conversation: what a message does in the house, through the doors of its rooms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import translation

from footlights.kernel.text import Both, Language
from footlights.roof.channels import models
from footlights.roof.channels.core import words
from footlights.roof.channels.core.phrases import Act, Intent, understand
from footlights.services.shelf import api as shelf
from footlights.services.shelf.types import HIGHEST, LOWEST, BadEntry, MarkDraft, State

from . import buying, consulting, guests
from .finding import find_works

CONSENT: Final = "consent"
CONSULT: Final = "consult"
_MOST_NAMED: Final = 5
_CODES: Final = {Language.EN: "en-gb", Language.ZH: "zh-hans"}


@dataclass
class Turn:
    """One message being answered."""

    contact: models.Contact
    message: models.Message
    intent: Intent
    at: datetime

    @property
    def language(self) -> Language:
        """Return the language to answer in."""
        return self.intent.language

    @property
    def foyer(self) -> str:
        """Return the house's first page in the language of the conversation."""
        return f"{guests.house_of(self.contact)}/{self.language.value}/"

    def address(self, page: str, *arguments: str) -> str:
        """Return a page of the house in the language of the conversation, with its host where the channel needs it."""
        with translation.override(_CODES[self.language]):
            return guests.house_of(self.contact) + reverse(page, args=arguments)


def talk(contact: models.Contact, message: models.Message, at: datetime) -> list[str]:
    """Do what a message asks for, in the caller's transaction, and return what the house says, in the message's language."""
    turn = Turn(contact, message, understand(message.text, Language(contact.language)), at)
    act = turn.intent.act
    if contact.mode == CONSULT and act not in (Act.STOP, Act.HELP):
        said = consulting.go_on(contact, message.text, turn.language, at)
    else:
        said = _ACTS[act](turn)
    return [each.said_in(turn.language) for each in said]


def _help(turn: Turn) -> list[Both]:
    return [words.HELP]


def _consult(turn: Turn) -> list[Both]:
    if guests.needs_to_sign_in(turn.contact):
        return [_sign_in(turn)]
    turn.contact.mode = CONSENT
    return [words.CONSENT.filled(mark=consulting.get_mark())]


def _agree(turn: Turn) -> list[Both]:
    if turn.contact.mode != CONSENT:
        return [words.NOTHING_TO_AGREE]
    turn.contact.mode = CONSULT
    guests.ensure_person(turn.contact, turn.language, turn.at)
    return consulting.begin(turn.contact, turn.language, turn.at)


def _stop(turn: Turn) -> list[Both]:
    had = turn.contact.mode
    turn.contact.mode = turn.contact.consultation = ""
    return [words.STOPPED if had else words.NOTHING_TO_STOP]


def _rate(turn: Turn) -> list[Both]:
    intent = turn.intent
    if not LOWEST <= intent.rating <= HIGHEST:
        return [words.BAD_RATING]
    found = find_works(intent.title)
    if not found:
        return [words.NO_WORK.filled(title=intent.title, address=turn.foyer)]
    if len(found) > 1:
        titles = Both(
            ", ".join(work.title.en for work in found[:_MOST_NAMED]),
            "、".join(work.title.zh for work in found[:_MOST_NAMED]),
        )
        return [words.WHICH_WORK.filled(titles=titles)]
    if guests.needs_to_sign_in(turn.contact):
        return [_sign_in(turn)]
    person = guests.ensure_person(turn.contact, turn.language, turn.at)
    draft = MarkDraft(State.DONE, intent.rating, intent.comment[: shelf.LONGEST_COMMENT])
    try:
        shelf.mark_work(person, found[0].id, draft, turn.at)
    except BadEntry as refusal:
        return [refusal.message]
    comment = words.COMMENTED.filled(text=intent.comment) if intent.comment else Both("", "")
    return [words.RATED.filled(title=found[0].title, rating=intent.rating, comment=comment)]


def _ticket(turn: Turn) -> list[Both]:
    if guests.needs_to_sign_in(turn.contact):
        return [_sign_in(turn)]
    return buying.sell(turn.contact, turn.message.id, turn.intent.title, turn.language, turn.address, turn.at)


def _refund(turn: Turn) -> list[Both]:
    return buying.give_back(turn.contact, turn.message.id, turn.intent.order, turn.at)


def _words(turn: Turn) -> list[Both]:
    return [words.NOT_UNDERSTOOD]


def _sign_in(turn: Turn) -> Both:
    return words.SIGN_IN.filled(address=turn.address("account_login"))


_ACTS: Final[dict[Act, Callable[[Turn], list[Both]]]] = {
    Act.HELP: _help,
    Act.CONSULT: _consult,
    Act.AGREE: _agree,
    Act.STOP: _stop,
    Act.RATE: _rate,
    Act.TICKET: _ticket,
    Act.REFUND: _refund,
    Act.WORDS: _words,
}
