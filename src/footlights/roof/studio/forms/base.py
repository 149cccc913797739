"""What every guided form of a deal is: typed text becomes a draft, or a message in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from django import forms

from footlights.ground.agreements.types import NotADeal
from footlights.ground.people.types import Institution
from footlights.kernel.ids import InstitutionId
from footlights.kernel.money import Money, exponent_of
from footlights.kernel.territory import Territories, parse_territories
from footlights.kernel.text import Both, Language
from footlights.kernel.window import Window, local_window
from footlights.kernel.zones import ZONES


class GuidedForm(Protocol):
    """A form that a page of the studio shows and acts on."""

    def submit(self, act: Callable[[Any], Any], draft: Callable[[], Any]) -> Any | None:
        """Act on the draft and return the outcome; None when the form shows an error instead."""

    def draft(self) -> Any:
        """Return what was typed as a draft."""


class DealForm(forms.Form):
    """A form whose labels stand in both languages in LABELS."""

    LABELS: dict[str, Both] = {}
    HELP: dict[str, Both] = {}

    def __init__(self, *arguments: Any, language: Language, **named: Any) -> None:
        """Speak this language."""
        super().__init__(*arguments, **named)
        self.language = language
        for name, field in self.fields.items():
            field.label = self.LABELS[name].said_in(language)
            if name in self.HELP:
                field.help_text = self.HELP[name].said_in(language)
            if name == "zone":
                self.choose(name, list(ZONES.items()))
            if name.endswith(("_en", "_zh")):
                field.widget.attrs["lang"] = Language(name[-2:]).tag

    def choose(self, field: str, choices: Sequence[tuple[str, Both]]) -> None:
        """Offer these choices in the reader's language."""
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(value, said.said_in(self.language)) for value, said in choices]

    def both(self, name: str) -> Both:
        """Return a text that was typed in both languages."""
        return Both(
            self.cleaned_data.get(f"{name}_en", "").strip(), self.cleaned_data.get(f"{name}_zh", "").strip()
        )

    def submit(self, act: Callable[[Any], Any], draft: Callable[[], Any]) -> Any | None:
        """Act on the draft and return the outcome; None when the form shows an error instead."""
        if not self.is_valid():
            return None
        try:
            return act(draft())
        except NotADeal as refusal:
            field = refusal.field if refusal.field in self.fields else f"{refusal.field}_en"
            self.add_error(field if field in self.fields else None, refusal.message.said_in(self.language))
            return None


def line(length: int = 300, *, required: bool = True) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(max_length=length, required=required)


def text() -> forms.CharField:
    """Return a field for a text."""
    return forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))


def day(*, required: bool = True) -> forms.DateField:
    """Return a field for a date."""
    return forms.DateField(
        required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def zone() -> forms.ChoiceField:
    """Return a field for whose dates are meant; the form names them in its language."""
    return forms.ChoiceField()


def read_territories(text: str) -> Territories:
    """Return the territories that somebody typed.

    Raises NotADeal.
    """
    try:
        return parse_territories(text)
    except ValueError:
        raise NotADeal(
            "territories", Both("Write country codes such as GB CN.", "请填写国家代码，如 GB CN。")
        ) from None


def read_window(first: date, last: date | None, zone: str) -> Window:
    """Return the window of whole days that somebody typed.

    Raises NotADeal.
    """
    try:
        return local_window(first, last, zone)
    except ValueError:
        raise NotADeal("last_day", Both("The last day is before the first.", "末日早于首日。")) from None


def ask_shares(form: DealForm, institutions: Sequence[Institution]) -> None:
    """Ask on the form's field ``weights`` who gets how much, equal at first, in the order of the institutions."""
    names = [each.name.said_in(form.language) for each in institutions]
    form.fields["weights"].initial = " : ".join("1" for _ in institutions)
    form.fields["weights"].help_text = SHARES_HELP.filled(names=" : ".join(names)).said_in(form.language)


def read_shares(typed: str, institutions: Sequence[Institution]) -> tuple[tuple[InstitutionId, int], ...]:
    """Return the weights that somebody typed as 60 : 40, institution by institution; equal when nothing was typed.

    Raises NotADeal.
    """
    if not typed.strip():
        return tuple((each.id, 1) for each in institutions)
    weights = [each.strip() for each in typed.replace("：", ":").split(":")]
    is_whole = all(each.isascii() and each.isdigit() and len(each) <= 9 for each in weights)
    if not is_whole or len(weights) != len(institutions):
        raise NotADeal("weights", SHARES_WRONG.filled(count=len(institutions)))
    return tuple((each.id, int(weight)) for each, weight in zip(institutions, weights, strict=True))


def price(*, required: bool = False) -> forms.CharField:
    """Return a field for a price such as 35.00 GBP."""
    return forms.CharField(
        max_length=40, required=required, widget=forms.TextInput(attrs={"placeholder": "35.00 GBP"})
    )


def read_price(typed: str, field: str) -> Money | None:
    """Return the price that somebody typed as 35.00 GBP; None when nothing was typed.

    Raises NotADeal.
    """
    if not typed.strip():
        return None
    try:
        amount, currency = typed.upper().split()
        minor = Decimal(amount).scaleb(exponent_of(currency))
        if minor != int(minor) or not 0 <= minor < 2**53:
            raise ValueError(typed)
    except (ValueError, ArithmeticError):
        raise NotADeal(field, PRICE_WRONG) from None
    return Money(int(minor), currency)


PRICE_WRONG: Final = Both(
    "Write an amount and a currency, such as 35.00 GBP.", "请填写金额与币种，如 35.00 GBP。"
)
PRICE_SAID: Final = Both("A thousand counted views earn", "每千次有效观看的收益")
PRICE_HELP: Final = Both(
    "An amount and a currency, such as 35.00 GBP. Left empty, no statement can be issued.",
    "金额与币种，如 35.00 GBP。留空则无法出具结算单。",
)
SHARES_HELP: Final = Both(
    "Weights of what is earned, such as 60 : 40, for {names}. Left empty, equal.",
    "收益分配权重，如 60 : 40，依次为 {names}。留空则均分。",
)
SHARES_WRONG: Final = Both(
    "Write {count} whole numbers with colons between them, such as 60 : 40.",
    "请填写 {count} 个整数，以冒号分隔，如 60 : 40。",
)
