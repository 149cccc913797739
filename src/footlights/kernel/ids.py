"""Identifiers a person can read down a telephone: a kind, sixteen letters, and a check letter.

``wrk-7f3k9qx2mb4c8d1e-5``: Crockford's base 32 in lower case (no i, l, o, u), then one check
character by ISO 7064 MOD 37,36, which catches every single slip and nearly every swap of neighbours.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import NewType

PersonId = NewType("PersonId", str)
InstitutionId = NewType("InstitutionId", str)
WorkId = NewType("WorkId", str)
AssetId = NewType("AssetId", str)
PlayingId = NewType("PlayingId", str)
MemorandumId = NewType("MemorandumId", str)
PartnershipId = NewType("PartnershipId", str)
CommitmentId = NewType("CommitmentId", str)
AgreementId = NewType("AgreementId", str)
GrantId = NewType("GrantId", str)
HoldbackId = NewType("HoldbackId", str)
DeliverableId = NewType("DeliverableId", str)
CampaignLinkId = NewType("CampaignLinkId", str)
DeclarationId = NewType("DeclarationId", str)
AccountId = NewType("AccountId", str)
TransactionId = NewType("TransactionId", str)
StatementId = NewType("StatementId", str)
JobId = NewType("JobId", str)
NoticeId = NewType("NoticeId", str)
InvitationId = NewType("InvitationId", str)
ApiTokenId = NewType("ApiTokenId", str)
EventId = NewType("EventId", str)
Pseudonym = NewType("Pseudonym", str)

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(r"([a-z]{3})-([0-9a-z]{16})-([0-9a-z])")


def new_id(kind: str) -> str:
    """Return a fresh identifier of a kind (three letters).

    Fifty bits are the milliseconds since 1970, so ids made later sort later; thirty are random.
    """
    number = (time.time_ns() // 1_000_000 << 30) | secrets.randbits(30)
    digits = "".join(_CROCKFORD[number >> shift & 31] for shift in range(75, -5, -5))
    return f"{kind}-{digits}-{check_character(digits)}"


def check_character(digits: str) -> str:
    """Return the ISO 7064 MOD 37,36 check character of a string of 0-9a-z."""
    p = 36
    for character in digits:
        s = (p + _ALPHABET.index(character)) % 36 or 36
        p = s * 2 % 37
    return _ALPHABET[(37 - p) % 36]


def is_id(text: str, kind: str | None = None) -> bool:
    """Return whether the text is a well-formed identifier (of that kind) with a right check character."""
    match = _SHAPE.fullmatch(text)
    return match is not None and kind in (None, match[1]) and check_character(match[2]) == match[3]
