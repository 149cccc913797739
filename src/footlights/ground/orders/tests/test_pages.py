"""The till and the order's page, in both languages; the stage asks for what was bought."""

import pytest
from django.test import Client

from footlights.ground.orders import api
from footlights.ground.orders.types import OrderState

from .shop import chen, make_ticket, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(client: Client, django_user_model) -> Client:
    client.force_login(django_user_model.objects.get(id=chen()))
    return client


@pytest.mark.parametrize(("language", "buy"), [("en", "Buy"), ("zh", "购买")])
def test_the_till_sells_once_however_often_the_button_is_pressed(language, buy, buyer):
    ticket = make_ticket(make_work())
    page = buyer.get(f"/{language}/orders/till/{ticket.id}")
    assert buy in page.content.decode()
    key = page.context["key"]

    sent = [buyer.post(f"/{language}/orders/till/{ticket.id}", {"key": key}) for _ in range(2)]

    assert [each.status_code for each in sent] == [303, 303]
    assert sent[0]["Location"] == sent[1]["Location"]
    assert buyer.get(sent[0]["Location"]).status_code == 200
    assert len(api.list_orders()) == 1


def test_a_stranger_signs_in_first_and_sees_nobody_elses_order(client, buyer, django_user_model):
    ticket = make_ticket(make_work())
    assert "login" in Client().post(f"/en/orders/till/{ticket.id}")["Location"]
    order = buyer.post(f"/en/orders/till/{ticket.id}")["Location"]
    assert "login" in Client().get(order)["Location"]
    bo = Client()
    bo.force_login(django_user_model.objects.create_user("bo@opera.example", "a long enough one"))
    assert bo.get(order).status_code == 404
    assert buyer.get("/en/orders/till/prd-none").status_code == 404


def test_only_a_demo_house_takes_invented_money_and_gives_it_back(buyer, settings):
    ticket = make_ticket(make_work())
    order = buyer.post(f"/en/orders/till/{ticket.id}")["Location"]
    settings.DEMO = False
    assert buyer.post(order, {"act": "pay"}).status_code == 422
    settings.DEMO = True
    assert buyer.post(order, {"act": "pay"}).status_code == 303
    assert api.list_orders()[0].state is OrderState.PAID
    assert "Give it back" in buyer.get(order).content.decode()

    assert buyer.post(order, {"act": "refund"}).status_code == 303
    assert api.list_orders()[0].state is OrderState.REFUNDED
    assert "已退款" in buyer.get("/zh/orders/").content.decode()
