"""The full-text index of each database over the same tokens: FTS5 in SQLite, tsvector in PostgreSQL.

Tokens hold letters and digits only (core/terms.py), so they need no escaping inside either query language;
they go in as parameters all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.db import connection

from footlights.ground.works.core.terms import Part, Query

# SQLite's index follows its table by triggers (migration 0002). PostgreSQL's column is written here, because
# its own parser would cut Han by the server's locale.
_POSITIONS: Final = 16_383  # PostgreSQL counts no further (text search limitations)


_FIND: Final = {
    "postgresql": "SELECT work_id, folded, popularity FROM works_found WHERE vector @@ %s::tsquery LIMIT %s",
    "sqlite": "SELECT work_id, folded, popularity"
    " FROM (SELECT rowid FROM works_search WHERE works_search MATCH %s LIMIT %s) s"
    " JOIN works_found f ON f.id = s.rowid",
}
_FIND_EXACT: Final = (
    "SELECT work_id, f.folded, f.popularity"
    " FROM (SELECT work_id FROM works_title WHERE folded = %s LIMIT %s) t JOIN works_found f USING (work_id)"
)


class Hit(NamedTuple):
    """A work that was found, with what ranking needs of it."""

    work: str
    folded: str
    popularity: int


def write_vectors(rows: Sequence[tuple[int, str]]) -> None:
    """Index rows of works_found, as (id, tokens)."""
    if connection.vendor == "postgresql" and rows:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE works_found SET vector = given.vector::tsvector"
                " FROM unnest(%s::bigint[], %s::text[]) AS given(id, vector) WHERE works_found.id = given.id",
                [[number for number, _ in rows], [_vector(tokens) for _, tokens in rows]],
            )


def find(query: Query, limit: int, *, whole_words: bool = False) -> list[Hit]:
    """Return up to so many works that match, in the order of the index.

    whole_words: no part may be a mere prefix.
    """
    if not query.parts:
        return []
    if connection.vendor == "postgresql":
        expression = " & ".join(_tsquery(part, whole_words) for part in query.parts)
    else:
        expression = " AND ".join(_fts5(part, whole_words) for part in query.parts)
    return _hits(_FIND[connection.vendor], expression, limit)


def find_exact(query: Query, limit: int) -> list[Hit]:
    """Return up to so many works that have a title which is the query."""
    return _hits(_FIND_EXACT, query.folded, limit)


def popular(limit: int) -> list[tuple[Hit, str]]:
    """Return the most popular works, each with its tokens."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT work_id, folded, popularity, tokens FROM works_found ORDER BY popularity DESC LIMIT %s",
            [limit],
        )
        return [(Hit(*row[:3]), row[3]) for row in cursor.fetchall()]


def _hits(sql: str, sought: str, limit: int) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [sought, limit])
        return [Hit(*row) for row in cursor.fetchall()]


def _fts5(part: Part, whole_words: bool) -> str:
    phrase = '"' + " ".join(part.tokens) + '"'
    return f"{phrase} *" if part.is_prefix and not whole_words else phrase


def _tsquery(part: Part, whole_words: bool) -> str:
    if part.is_prefix and not whole_words:
        return f"'{part.tokens[0]}':*"
    return "(" + " <-> ".join(f"'{token}'" for token in part.tokens) + ")"


def _vector(tokens: str) -> str:
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens.split()[:_POSITIONS], 1))
