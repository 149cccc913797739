"""The door to people: accounts, institutions, consents, viewers and pseudonyms, and everyone's rights."""

from .accounts import (
    create_person,
    find_person_by_email,
    get_person,
    list_people,
    names_of,
    set_password,
    update_person,
)
from .consents import grant_consent, list_consents, withdraw_consent
from .institutions import (
    add_member,
    create_institution,
    get_institution,
    list_institutions,
    list_members,
    list_memberships,
)
from .rights import erase_everything, export_everything
from .viewers import (
    choose_territory,
    destroy_pseudonym,
    find_pseudonym,
    keep_session,
    pseudonym_of,
    read_session_cookie,
    read_viewer,
    session_cookie,
)

__all__ = [
    "add_member",
    "choose_territory",
    "create_institution",
    "create_person",
    "destroy_pseudonym",
    "erase_everything",
    "export_everything",
    "find_person_by_email",
    "find_pseudonym",
    "get_institution",
    "get_person",
    "grant_consent",
    "keep_session",
    "list_consents",
    "list_institutions",
    "list_members",
    "list_memberships",
    "list_people",
    "names_of",
    "pseudonym_of",
    "read_session_cookie",
    "read_viewer",
    "session_cookie",
    "set_password",
    "update_person",
    "withdraw_consent",
]
