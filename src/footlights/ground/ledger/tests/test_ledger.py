"""Double entry: what balances stands for good, and nothing else gets in, not even past the door."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from footlights.ground.ledger import api, models
from footlights.ground.ledger.types import Leg, NoSuchEntry, NotBalanced, Posting, RefTaken
from footlights.kernel.ids import AccountId, TransactionId
from footlights.kernel.money import Money
from footlights.kernel.text import Both

AT = datetime(2026, 6, 1, tzinfo=UTC)
SAID = Both("Revenue of June", "六月收入")


def accounts(*names: str, currency: str = "GBP") -> list[AccountId]:
    return [api.open_account(name, Both(name, name), currency, AT) for name in names]


def posting(ref: str, *legs: tuple[AccountId, int], currency: str = "GBP") -> Posting:
    return Posting(ref, SAID, tuple(Leg(account, Money(minor, currency)) for account, minor in legs))


class TestLaws(TestCase):
    """Laws, on fresh tables for each example."""

    @given(
        some.lists(
            some.lists(
                some.tuples(some.integers(0, 4), some.integers(-(10**6), 10**6)), min_size=1, max_size=5
            ),
            max_size=8,
        )
    )
    def test_whatever_is_posted_every_balance_is_the_sum_of_its_legs_and_all_together_are_nothing(
        self, tries
    ):
        known = accounts("a", "b", "c", "d", "e")
        expected: defaultdict[AccountId, int] = defaultdict(int)
        for number, legs in enumerate(tries):
            moved = [(known[place], minor) for place, minor in legs]
            balancing = [*moved, (known[0], -sum(minor for _, minor in moved))]
            try:
                api.post(posting(f"try {number}", *balancing), AT)
            except NotBalanced:
                continue
            for account, minor in balancing:
                expected[account] += minor
        assert [api.balance(each).minor for each in known] == [expected[each] for each in known]
        assert sum(api.balance(each).minor for each in known) == 0


pytestmark = pytest.mark.django_db


def test_the_same_posting_stands_once_and_another_under_its_ref_is_refused():
    payer, payee = accounts("payer", "payee")
    first = api.post(posting("june", (payer, -500), (payee, 500)), AT)

    assert api.post(posting("june", (payee, 500), (payer, -500)), AT + timedelta(days=1)) == first
    with pytest.raises(RefTaken):
        api.post(posting("june", (payer, -501), (payee, 501)), AT)
    assert api.balance(payee) == Money(500, "GBP")
    assert api.get_transaction(first).posted_at == AT


@pytest.mark.parametrize(
    "legs", [[], [(0, 5)], [(0, 5), (1, -4)], [(0, 0), (1, 0)], [(0, 2**63), (1, -(2**63))]]
)
def test_what_does_not_balance_is_refused_and_leaves_nothing(legs):
    known = accounts("payer", "payee")
    with pytest.raises(NotBalanced):
        api.post(posting("bad", *((known[place], minor) for place, minor in legs)), AT)
    assert not models.Transaction.objects.exists()


def test_pounds_and_yuan_never_make_up_for_one_another():
    [pounds], [yuan] = accounts("house"), accounts("house", currency="CNY")
    legs = (Leg(pounds, Money(5, "GBP")), Leg(yuan, Money(-5, "CNY")))
    with pytest.raises(NotBalanced):
        api.post(Posting("mixed", SAID, legs), AT)
    with pytest.raises(NotBalanced):
        api.post(Posting("wrong", SAID, (Leg(pounds, Money(5, "CNY")), Leg(yuan, Money(-5, "CNY")))), AT)
    with pytest.raises(ValueError, match="no currency"):
        api.open_account("house", SAID, "pounds", AT)


def test_a_mistake_is_taken_back_once_by_its_opposite():
    payer, payee = accounts("payer", "payee")
    wrong = api.post(posting("june", (payer, -500), (payee, 500)), AT)
    back = api.reverse(wrong, "june, taken back", SAID, AT + timedelta(days=1))

    assert api.reverse(wrong, "june, taken back", SAID, AT + timedelta(days=2)) == back
    with pytest.raises(RefTaken):
        api.reverse(wrong, "june, taken back twice", SAID, AT)
    assert api.balance(payee).minor == 0
    assert api.balance(payee, until=AT + timedelta(hours=1)).minor == 500
    assert [each.id for each in api.list_entries([payer])] == [wrong, back]
    assert api.get_transaction(back).reverses == wrong
    with pytest.raises(NoSuchEntry):
        api.reverse(TransactionId("txn-none"), "none", SAID, AT)


@pytest.mark.parametrize(
    "past_the_door",
    [
        "UPDATE ledger_leg SET minor = 1",
        "DELETE FROM ledger_leg",
        "UPDATE ledger_transaction SET is_posted = (1 = 0)",
        "UPDATE ledger_transaction SET ref = 'other'",
        "DELETE FROM ledger_transaction",
        "UPDATE ledger_account SET currency = 'CNY'",
        "INSERT INTO ledger_leg (transaction_id, account_id, currency, minor) "
        "SELECT transaction_id, account_id, currency, minor FROM ledger_leg",
        "INSERT INTO ledger_transaction (id, ref, said_en, said_zh, posted_at, is_posted) "
        "SELECT 'txn-x', 'x', 'x', 'x', posted_at, (1 = 1) FROM ledger_transaction",
    ],
)
def test_the_database_itself_refuses_whoever_goes_past_the_door(past_the_door):
    payer, payee = accounts("payer", "payee")
    api.post(posting("june", (payer, -500), (payee, 500)), AT)

    with pytest.raises(DatabaseError, match="ledger:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(past_the_door)
    assert api.balance(payee).minor == 500


@pytest.mark.parametrize("legs", [(), ((0, 500),), ((0, 500), (1, -499)), ((0, 500), (1, 500))])
def test_the_database_itself_posts_nothing_that_does_not_balance(legs):
    known = accounts("payer", "payee")
    row = models.Transaction.objects.create(ref="raw", said_en="", said_zh="", posted_at=AT)
    for place, minor in legs:
        row.legs.create(account_id=known[place], currency="GBP", minor=minor)

    with pytest.raises(DatabaseError, match="balances"), transaction.atomic():
        models.Transaction.objects.filter(id=row.id).update(is_posted=True)
    assert api.balance(known[0]).minor == 0
    with pytest.raises(DatabaseError, match="currency of its account"), transaction.atomic():
        row.legs.create(account_id=known[0], currency="CNY", minor=5)


RACE = """
import threading, django
django.setup()
from django.core.management import call_command
from django.db import connections
from footlights.ground.ledger import api
from footlights.ground.ledger.tests.test_ledger import AT, accounts, posting
call_command("migrate", verbosity=0)
payer, payee = accounts("payer", "payee")
made = []

def go():
    made.append(api.post(posting("june", (payer, -500), (payee, 500)), AT))
    connections.close_all()

threads = [threading.Thread(target=go) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(made), len(set(made)), api.balance(payee).minor)
"""


def test_eight_that_post_the_same_at_once_post_it_once(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if "PYTEST" not in name},
        "FOOTLIGHTS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    environment.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-c", RACE], env=environment, capture_output=True, text=True, check=False
    )

    assert told.stdout.split() == ["8", "1", "500"], told.stderr
