"""What people may tell of themselves, at sign-up and later; all but the language is optional."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import HttpRequest

from footlights.ground.people import api, models
from footlights.ground.people.adapters.speech import lazily, speaking
from footlights.ground.people.core.names import PERSON_CHARACTERS, is_name
from footlights.ground.people.types import AgeBand, BadName, HouseRequest, Person, Purpose, TooYoung
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import PersonId
from footlights.kernel.territory import Territory, every_territory, name_of, parse_territory
from footlights.kernel.text import Both, Language

ERASE_WORDS: Final = Both("erase", "删除")
_UNTOLD: Final = ("", lazily(Both("I'd rather not say", "不愿透露")))
_LANGUAGES: Final = [("en", "English"), ("zh", "简体中文")]


def _bands() -> list[tuple[str, str]]:
    return [_UNTOLD, *((band.value, lazily(band.said)) for band in AgeBand)]


def _residences() -> list[tuple[str, str]]:
    first = [Territory(code) for code in ("GB", "CN", "HK", "MO", "TW")]
    rest = sorted(every_territory() - set(first), key=lambda code: name_of(code).en)
    return [_UNTOLD, *((code, lazily(name_of(code))) for code in (*first, *rest))]


class AboutYou(forms.Form):
    """Name, language, residence and age band."""

    name = forms.CharField(
        label=lazily(Both("Name to show", "显示名称")),
        max_length=PERSON_CHARACTERS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=lazily(Both("Language", "语言")), choices=_LANGUAGES)
    residence = forms.ChoiceField(
        label=lazily(Both("Where you live", "居住地")),
        choices=_residences,
        required=False,
        help_text=lazily(
            Both("For statistics and the rules that protect minors.", "用于统计以及保护未成年人的规则。")
        ),
    )
    age_band = forms.ChoiceField(
        label=lazily(Both("Age", "年龄段")),
        choices=_bands,
        required=False,
        help_text=lazily(
            Both("We keep the band only, never a date of birth.", "我们只保存年龄段，不保存出生日期。")
        ),
    )

    def clean_name(self) -> str:
        """Return the name to show.

        Raises ValidationError for characters that can't be seen.
        """
        name = str(self.cleaned_data["name"])
        if name and not is_name(name, PERSON_CHARACTERS):
            raise forms.ValidationError(lazily(BadName(PERSON_CHARACTERS).message))
        return name

    @classmethod
    def of(cls, person: Person) -> AboutYou:
        """Return the form filled with what a person told before."""
        return cls(
            initial={
                "name": person.name,
                "language": person.language.value,
                "residence": person.residence or "",
                "age_band": person.age_band.value if person.age_band else "",
            }
        )

    def keep(self, person: PersonId, request: HouseRequest) -> None:
        """Keep what was told."""
        told = self.cleaned_data
        api.update_person(
            person,
            name=told["name"],
            language=Language(told["language"]),
            residence=parse_territory(told["residence"]) if told["residence"] else "",
            age_band=AgeBand(told["age_band"]) if told["age_band"] else "",
            at=request.now,
        )


class SignUp(AboutYou):
    """What sign-up asks besides address and password; allauth builds its form on this one."""

    field_order = ("email", "password1", "name", "language", "residence", "age_band")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = speaking().value
        for purpose in Purpose:
            self.fields[purpose.value] = forms.BooleanField(label=lazily(purpose.said), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse the ticks of someone who is too young for them."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("age_band") == AgeBand.UNDER_14:
            for purpose in self._ticked(told):
                self.add_error(purpose.value, lazily(TooYoung(purpose).message))
        return told

    def signup(self, request: HttpRequest, user: models.Person) -> None:
        """Keep what was told by someone whose account was just made; allauth calls it."""
        at = getattr(request, "now", None) or utc_now()
        person = PersonId(user.pk)
        self.keep(person, request)  # type: ignore[arg-type]  # our middleware made it a HouseRequest
        for purpose in self._ticked(self.cleaned_data):
            api.grant_consent(person, purpose, at)

    @property
    def consent_fields(self) -> list[forms.BoundField]:
        """Return the ticks, which stand apart on the page."""
        return [self[purpose.value] for purpose in Purpose]

    def _ticked(self, told: dict[str, Any]) -> Iterable[Purpose]:
        return [purpose for purpose in Purpose if told.get(purpose.value)]


class NameToken(forms.Form):
    """What a token is for, in its holder's words."""

    name = forms.CharField(
        label=lazily(Both("What is it for?", "用途")),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Erase(forms.Form):
    """The word that erases an account, typed in either language."""

    word = forms.CharField(
        label=lazily(Both("Type “erase” to erase everything", "输入“删除”以删除全部数据")),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_word(self) -> str:
        """Return the word.

        Raises ValidationError when it is another one.
        """
        word = str(self.cleaned_data["word"]).strip().lower()
        if word not in (ERASE_WORDS.en, ERASE_WORDS.zh):
            raise forms.ValidationError(
                lazily(
                    Both(
                        "Type the word erase to go on. Nothing was erased.",
                        "请输入“删除”二字。未删除任何数据。",
                    )
                )
            )
        return word
