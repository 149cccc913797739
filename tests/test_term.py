"""A three-year term stated by the quarter adds up to the penny, though its terms change in the middle of one."""

from __future__ import annotations

import pytest

from footlights.ground.agreements import api as agreements
from footlights.ground.ledger import api as ledger
from tests.deeds_of_origin import QUARTERS, state_a_term


@pytest.mark.django_db
def test_twelve_quarters_add_up_to_the_penny_and_the_ledger_balances():
    from tests import deeds

    deal = deeds.sign_a_memorandum()
    work = deeds.create_a_work("The Quiet Sea", "静海", "2023")

    told = state_a_term(deal["partnership"], work, deal["broadcaster"], deal["opera"])

    stated = agreements.list_statements()
    assert len(stated) == QUARTERS
    assert told["adds_up"]
    assert sum(each.total.minor for each in stated) == told["total"] == sum(told["parties"])
    assert sum(len(each.portions) for each in stated) == QUARTERS + 1  # one quarter has two terms
    for each in stated:
        assert each.posted is not None
        legs = ledger.get_transaction(each.posted).legs
        assert sum(leg.amount.minor for leg in legs) == 0
