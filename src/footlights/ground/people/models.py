"""People, the institutions they belong to, what they agreed to, and the keys behind their pseudonyms."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import new_id
from footlights.kernel.territory import every_territory

from .types import AgeBand, Role, TieKind


def check_territory(code: str) -> None:
    """Refuse, in the admin's forms, what is no territory."""
    if code not in every_territory():
        raise ValidationError("GB, CN, …")


class PersonManager(BaseUserManager["Person"]):
    """What Django's own commands call to make accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Return a new person with a hashed password."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Return a new operator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """An account. Age is a band; residence and region are codes."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "per"), editable=False)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="en", choices=[("en", "English"), ("zh", "中文")])
    residence = models.CharField(max_length=2, blank=True, validators=[check_territory])
    data_region = models.CharField(max_length=2, blank=True, validators=[check_territory])
    age_band = models.CharField(
        max_length=8, blank=True, choices=[(each.value, each.value) for each in AgeBand]
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=utc_now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return self.display_name or self.email


class Institution(models.Model):
    """A party: a broadcaster, an opera house, a ministry. Invented ones say so."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "ins"), editable=False)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200)
    country = models.CharField(max_length=2, validators=[check_territory])
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name_en} · {self.name_zh}"


class Membership(models.Model):
    """A person's role at an institution."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(each.value, str(each.said)) for each in Role])
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "institution", "role"], name="one_membership_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role} · {self.institution}"


class Consent(models.Model):
    """One consent for one purpose, dated; a withdrawn one stays on record."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=16)
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_open_consent_for_a_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.purpose}"


class PseudonymKey(models.Model):
    """The key behind one viewer's pseudonym. With the row gone, nothing leads from the log to the viewer."""

    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="pseudonym_key"
    )
    session = models.CharField(max_length=64, null=True, blank=True, unique=True)
    key = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, session__isnull=True)
                | models.Q(person__isnull=True, session__isnull=False),
                name="a_pseudonym_is_a_persons_or_a_browsers",
            )
        ]

    def __str__(self) -> str:
        return f"pseudonym key {self.pk}"


class Invitation(models.Model):
    """A link that makes one account, with a role if it gives one; the house keeps its secret's hash alone."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "inv"), editable=False)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    role = models.CharField(
        max_length=16, blank=True, choices=[(each.value, str(each.said)) for each in Role]
    )
    institution = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.CASCADE)
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_made"
    )
    made_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitations_taken"
    )
    ended_at = models.DateTimeField(null=True, blank=True)  # taken or withdrawn

    def __str__(self) -> str:
        return f"{self.id} {self.email}"


class ApiToken(models.Model):
    """A key by which a person's programs read; the house keeps its hash alone."""

    id = models.CharField(primary_key=True, max_length=32, default=partial(new_id, "tok"), editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person} · {self.name}"


class Tie(models.Model):
    """That one person follows another, or wants to see and hear nothing of them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties_of_others")
    kind = models.CharField(max_length=8, choices=[(each.value, str(each.said)) for each in TieKind])
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="one_tie_from_one_to_another"),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="no_tie_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.kind} {self.other}"
