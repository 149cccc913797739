"""A server's fact happened if, and only if, its transaction commits."""

from __future__ import annotations

import pytest
from django.db import transaction

from footlights.ground.events import api

from .serving import event


class RolledBack(Exception):
    """The caller changed its mind."""


@pytest.mark.django_db
def test_a_fact_waits_in_the_callers_transaction():
    with pytest.raises(RolledBack):
        _post_and_roll_back()
    assert api.count_waiting() == 0

    told = event(title="静海")
    api.post([told, told])
    api.post([told])
    [(id_, name, _, body)] = api.list_waiting(10)
    assert (id_, name, body) == (told.id, "test.happened", '{"title":"静海"}')

    api.forget_waiting([told.id])
    assert api.count_waiting() == 0


@pytest.mark.django_db
def test_a_reader_keeps_its_place():
    assert api.get_cursor("a") == 0
    assert api.slowest_cursor() is None
    with transaction.atomic():
        assert api.hold_cursor("a") == 0
        api.move_cursor("a", 7)
    api.move_cursor("b", 5)

    assert (api.get_cursor("a"), api.slowest_cursor()) == (7, 5)


def _post_and_roll_back() -> None:
    with transaction.atomic():
        api.post([event()])
        raise RolledBack
