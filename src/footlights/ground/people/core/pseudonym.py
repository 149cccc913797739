"""The name under which the log knows a viewer."""

from __future__ import annotations

import hashlib
import hmac

from footlights.kernel.ids import Pseudonym

KEY_BYTES = 32


def pseudonym(key: bytes, who: str) -> Pseudonym:
    """Return the pseudonym of a viewer: 128 bits of HMAC-SHA-256, as 32 hexadecimal digits.

    key: that viewer's own random key; without it nobody, the house included, can link the two again.
    who: the person's id, or the browser's session.
    """
    return Pseudonym(hmac.new(key, who.encode(), hashlib.sha256).hexdigest()[:32])
