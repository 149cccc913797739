"""The throw-away PostgreSQL: it answers while it runs, and nothing of it is left after."""

from __future__ import annotations

import psycopg
import pytest

from tests import postgres


def test_a_throw_away_postgresql_answers_and_goes():
    with postgres.running() as url, psycopg.connect(url) as connection:
        version = connection.execute("SHOW server_version_num").fetchone()

    assert version
    assert int(version[0]) >= 150000
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
