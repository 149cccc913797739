"""The door to agreements: sign, promise, grant, revoke; and ask whether something may be shown."""

from .deals import (
    get_memorandum,
    get_partnership,
    list_agreements,
    list_commitments,
    list_memoranda,
    list_partnerships,
    make_agreement,
    make_commitment,
    move_partnership,
    open_partnership,
    sign_memorandum,
)
from .grants import (
    find_licence,
    get_grant,
    issue_grant,
    license_works,
    list_grants,
    list_licensed_works,
    revoke_grant,
    say_clause,
)

__all__ = [
    "find_licence",
    "get_grant",
    "get_memorandum",
    "get_partnership",
    "issue_grant",
    "license_works",
    "list_agreements",
    "list_commitments",
    "list_grants",
    "list_licensed_works",
    "list_memoranda",
    "list_partnerships",
    "make_agreement",
    "make_commitment",
    "move_partnership",
    "open_partnership",
    "revoke_grant",
    "say_clause",
    "sign_memorandum",
]
