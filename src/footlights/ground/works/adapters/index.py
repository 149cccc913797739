"""The full-text index of each database over the same tokens: FTS5 in SQLite, tsvector in PostgreSQL.

Tokens hold letters and digits only (core/terms.py), so they need no escaping inside either query language;
they go in as parameters all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import connection

from footlights.ground.works.core.terms import Part, Query

# SQLite's index follows its table by triggers (migration 0002). PostgreSQL's column is written here, because
# its own parser would cut Han by the server's locale.
_POSITIONS: Final = 16_383  # PostgreSQL counts no further (text search limitations)


def write_vectors(rows: Sequence[tuple[int, str]]) -> None:
    """Index rows of works_found, as (id, tokens)."""
    if connection.vendor == "postgresql" and rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE works_found SET vector = %s::tsvector WHERE id = %s",
                [(_vector(tokens), number) for number, tokens in rows],
            )


def find(query: Query, limit: int, *, whole_words: bool = False) -> list[str]:
    """Return up to so many ids of works that match, in the order of the index.

    whole_words: no part may be a mere prefix.
    """
    if not query.parts:
        return []
    expression, sql = _sql(query, whole_words)
    with connection.cursor() as cursor:
        cursor.execute(sql, [expression, limit])
        return [str(row[0]) for row in cursor.fetchall()]


def _sql(query: Query, whole_words: bool) -> tuple[str, str]:
    if connection.vendor == "postgresql":
        expression = " & ".join(_tsquery(part, whole_words) for part in query.parts)
        return expression, "SELECT work_id FROM works_found WHERE vector @@ %s::tsquery LIMIT %s"
    expression = " AND ".join(_fts5(part, whole_words) for part in query.parts)
    return expression, (
        "SELECT f.work_id FROM (SELECT rowid FROM works_search WHERE works_search MATCH %s LIMIT %s) s"
        " JOIN works_found f ON f.id = s.rowid"
    )


def _fts5(part: Part, whole_words: bool) -> str:
    phrase = '"' + " ".join(part.tokens) + '"'
    return f"{phrase} *" if part.is_prefix and not whole_words else phrase


def _tsquery(part: Part, whole_words: bool) -> str:
    if part.is_prefix and not whole_words:
        return f"'{part.tokens[0]}':*"
    return "(" + " <-> ".join(f"'{token}'" for token in part.tokens) + ")"


def _vector(tokens: str) -> str:
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens.split()[:_POSITIONS], 1))
