"""The ways in without e-mail: who is asked in, what they choose, and a new password."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password

from footlights.ground.people import api
from footlights.ground.people.adapters.speech import lazily
from footlights.ground.people.core.names import PERSON_CHARACTERS
from footlights.ground.people.types import (
    BadName,
    EmailTaken,
    InvitationDraft,
    NeedsInstitution,
    NoSuchPerson,
    NotAnEmail,
    Role,
)
from footlights.kernel.ids import InstitutionId, PersonId
from footlights.kernel.text import Both, Language

LANGUAGES: Final = [("en", "English"), ("zh", "简体中文")]
_NEW = {"autocomplete": "new-password"}


def _roles() -> list[tuple[str, str]]:
    viewer = lazily(Both("Viewer, without a role", "观众（无角色）"))
    return [("", viewer), *((role.value, lazily(role.said)) for role in Role)]


def _institutions() -> list[tuple[str, str]]:
    none = lazily(Both("No institution", "不属于任何机构"))
    return [("", none), *((each.id, lazily(each.name)) for each in api.list_institutions())]


class Invite(forms.Form):
    """Who is asked in, and as what."""

    role = forms.ChoiceField(label=lazily(Both("As", "身份")), choices=_roles, required=False)
    institution = forms.ChoiceField(
        label=lazily(Both("Of which institution", "所属机构")), choices=_institutions, required=False
    )
    email = forms.EmailField(
        label=lazily(Both("Their e-mail address, if you know it", "对方邮箱（如已知）")),
        required=False,
        max_length=254,
        help_text=lazily(
            Both(
                "They sign in with it. Nothing is sent: you hand the link over.",
                "用于登录。不会发送邮件，由您转交链接。",
            )
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=lazily(Both("Their language", "对方语言")), choices=LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Refuse a producer or partner of nowhere."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("role") in (Role.PRODUCER, Role.PARTNER) and not told.get("institution"):
            self.add_error("institution", lazily(NeedsInstitution().message))
        return told

    @property
    def draft(self) -> InvitationDraft:
        """Return the invitation that was asked for."""
        told = self.cleaned_data
        return InvitationDraft(
            role=Role(told["role"]) if told["role"] else None,
            institution=InstitutionId(told["institution"]) if told["institution"] else None,
            email=told["email"],
            language=Language(told["language"]),
        )


class ResetFor(forms.Form):
    """Whose password is to be set anew."""

    email = forms.EmailField(
        label=lazily(Both("Their e-mail address", "对方邮箱")),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> PersonId:
        """Return the person.

        Raises ValidationError when nobody signs in with this address.
        """
        asked = str(self.cleaned_data["email"])
        found = api.find_person_by_email(asked)
        if found is None:
            raise forms.ValidationError(lazily(NoSuchPerson(asked).message))
        return found.id


class NewPassword(forms.Form):
    """A new password, held to the house's rules."""

    password = forms.CharField(
        label=lazily(Both("New password", "新密码")),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=_NEW),
        help_text=lazily(Both("Ten characters or more.", "至少 10 个字符。")),
    )

    def clean_password(self) -> str:
        """Return the password.

        Raises ValidationError for one that is short or common.
        """
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class Accept(NewPassword):
    """What somebody who was asked in chooses."""

    field_order = ("email", "name", "password", "language")
    email = forms.EmailField(
        label=lazily(Both("E-mail address", "邮箱")),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    name = forms.CharField(
        label=lazily(Both("Name to show", "显示名称")),
        max_length=PERSON_CHARACTERS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=lazily(Both("Language", "语言")), choices=LANGUAGES)

    def accept(self, secret: str, at: datetime) -> PersonId | None:
        """Make the account; None, with the fault at its field, when that cannot be.

        Raises NoSuchInvitation.
        """
        told = self.cleaned_data
        try:
            return api.accept_invitation(
                secret, told["email"], told["password"], told["name"], Language(told["language"]), at
            )
        except (EmailTaken, NotAnEmail) as refusal:
            self.add_error("email", lazily(refusal.message))
        except BadName as refusal:
            self.add_error("name", lazily(refusal.message))
        return None
