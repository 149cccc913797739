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


class Hit(NamedTuple):
    """A work that was found, with what ranking needs of it."""

    work: str
    folded: str
    popularity: int


def write_vectors(rows: Sequence[tuple[int, str]]) -> None:
    """Index rows of works_found, as (id, tokens)."""
    if connection.vendor == "postgresql" and rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE works_found SET vector = %s::tsvector WHERE id = %s",
                [(_vector(tokens), number) for number, tokens in rows],
            )


def find(query: Query, limit: int, *, whole_words: bool = False) -> list[Hit]:
    """Return up to so many works that match, in the order of the index.

    whole_words: no part may be a mere prefix.
    """
    if not query.parts:
        return []
    expression, matching = _sql(query, whole_words)
    return _hits(f"({matching})", [expression, limit])


def find_exact(query: Query, limit: int) -> list[Hit]:
    """Return up to so many works that have a title which is the query."""
    named = "(SELECT f.id FROM works_title t JOIN works_found f USING (work_id) WHERE t.folded = %s LIMIT %s)"
    return _hits(named, [query.folded, limit])


def popular(limit: int) -> list[tuple[Hit, str]]:
    """Return the most popular works, each with its tokens."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT work_id, folded, popularity, tokens FROM works_found ORDER BY popularity DESC LIMIT %s",
            [limit],
        )
        return [(Hit(*row[:3]), row[3]) for row in cursor.fetchall()]


def _hits(matching: str, parameters: Sequence[str | int]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.work_id, f.folded, f.popularity FROM {matching} s"  # noqa: S608  # our own SQL
            " JOIN works_found f ON f.id = s.id",
            parameters,
        )
        return [Hit(*row) for row in cursor.fetchall()]


def _sql(query: Query, whole_words: bool) -> tuple[str, str]:
    if connection.vendor == "postgresql":
        expression = " & ".join(_tsquery(part, whole_words) for part in query.parts)
        return expression, "SELECT id FROM works_found WHERE vector @@ %s::tsquery LIMIT %s"
    expression = " AND ".join(_fts5(part, whole_words) for part in query.parts)
    return expression, "SELECT rowid AS id FROM works_search WHERE works_search MATCH %s LIMIT %s"


def _fts5(part: Part, whole_words: bool) -> str:
    phrase = '"' + " ".join(part.tokens) + '"'
    return f"{phrase} *" if part.is_prefix and not whole_words else phrase


def _tsquery(part: Part, whole_words: bool) -> str:
    if part.is_prefix and not whole_words:
        return f"'{part.tokens[0]}':*"
    return "(" + " <-> ".join(f"'{token}'" for token in part.tokens) + ")"


def _vector(tokens: str) -> str:
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens.split()[:_POSITIONS], 1))
