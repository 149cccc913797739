"""The operator's view of people. `./footlights people erase` forgets someone; no button here does."""

from __future__ import annotations

from allauth.account.admin import EmailAddress  # with its admin, to take it away
from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import admin as _groups  # noqa: F401  registers what is taken away below
from django.contrib.auth.models import Group
from django.http import HttpRequest

from footlights.kernel.read_only import ReadOnly

from .models import Consent, Institution, Membership, Person


class Memberships(admin.TabularInline[Membership, Person]):
    """A person's roles."""

    model = Membership
    extra = 0


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin[Person]):
    """Accounts."""

    list_display = ("email", "display_name", "language", "residence", "age_band", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active", "language")
    search_fields = ("email", "display_name")
    fields = (
        "email",
        "display_name",
        "language",
        "residence",
        "data_region",
        "age_band",
        "is_staff",
        "is_active",
    )
    inlines = (Memberships,)

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Erasure goes through every folder; a button here would not."""
        return False


@admin.register(Institution)
class InstitutionAdmin(admin.ModelAdmin[Institution]):
    """Parties."""

    list_display = ("name_en", "name_zh", "country", "is_invented")
    search_fields = ("name_en", "name_zh")
    readonly_fields = ("created_at",)


@admin.register(Consent)
class ConsentAdmin(ReadOnly, admin.ModelAdmin[Consent]):
    """Consents, to look at: only the person gives and takes them."""

    list_display = ("person", "purpose", "granted_at", "withdrawn_at")
    list_filter = ("purpose",)


admin.site.unregister(EmailAddress)  # a person's address is in the account
admin.site.unregister(Group)  # what a person may do is said by memberships
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class PasskeyAdmin(AuthenticatorAdmin):  # type: ignore[misc]  # allauth has no types
    """Passkeys, to look at and to take away when one is lost: only its holder makes one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody makes a passkey for another."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Nobody alters one."""
        return False
