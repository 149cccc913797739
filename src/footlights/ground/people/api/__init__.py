"""The door to people: accounts, institutions, consents, viewers and pseudonyms, and everyone's rights."""

from .accounts import (
    create_person,
    find_person_by_email,
    get_person,
    list_people,
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
from .invitations import (
    accept_invitation,
    find_invitation,
    invite,
    is_reset_open,
    list_invitations,
    make_reset,
    reset_password,
    withdraw_invitation,
)
from .rights import erase_everything, export_everything
from .ties import find_tie, is_blocked, list_blocked, list_followed, list_ties, tie, untie
from .tokens import find_viewer_by_token, list_tokens, make_token, withdraw_token
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
    "accept_invitation",
    "add_member",
    "choose_territory",
    "create_institution",
    "create_person",
    "destroy_pseudonym",
    "erase_everything",
    "export_everything",
    "find_invitation",
    "find_person_by_email",
    "find_pseudonym",
    "find_tie",
    "find_viewer_by_token",
    "get_institution",
    "get_person",
    "grant_consent",
    "invite",
    "is_blocked",
    "is_reset_open",
    "keep_session",
    "list_blocked",
    "list_consents",
    "list_followed",
    "list_institutions",
    "list_invitations",
    "list_members",
    "list_memberships",
    "list_people",
    "list_ties",
    "list_tokens",
    "make_reset",
    "make_token",
    "pseudonym_of",
    "read_session_cookie",
    "read_viewer",
    "reset_password",
    "session_cookie",
    "set_password",
    "tie",
    "untie",
    "update_person",
    "withdraw_consent",
    "withdraw_invitation",
    "withdraw_token",
]
