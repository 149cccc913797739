"""Check a statement file of the house, anywhere, with nothing but Python: python verify_statement.py FILE

Each line is a link, a space and a record. A link is the SHA-256 of the link before it (as bytes) and of the record;
the first follows SHA-256 of "footlights". Whoever changes a byte breaks the chain there: the day is named.
"""

import hashlib
import json
import sys
from datetime import date, timedelta
from pathlib import Path


def check(path):
    """Return how many records hold, and the day that was changed, or None."""
    link, newest, count = hashlib.sha256(b"footlights").hexdigest(), None, 0
    with Path(path).open("rb") as file:
        for line in file:
            claimed, _, record = line.partition(b" ")
            whole = line.endswith(b"\n")
            link = hashlib.sha256(bytes.fromhex(link) + record[:-1]).hexdigest()
            expected = newest + timedelta(days=1) if newest else None
            try:
                told = json.loads(record)
                day, is_day = date.fromisoformat(told["day"]), told["kind"] == "day"
            except (ValueError, KeyError, TypeError):
                return count, expected or "the first day"
            if link.encode() != claimed or not whole or (is_day and newest and day != expected):
                return count, (expected or "the first day") if is_day or not newest else day
            newest, count = day if is_day else newest, count + 1
    return count, None


if __name__ == "__main__":
    records, broken = check(sys.argv[1])
    print(f"{records} records hold" + (f"; line {records + 1}, {broken}, was changed" if broken else ""))
    sys.exit(1 if broken else 0)
