"""Account pages, in both languages, without script."""

import json

import pytest

from footlights.ground.people import api, models
from footlights.ground.people.types import AgeBand, Purpose

from .cast import PASSWORD, chen

pytestmark = pytest.mark.django_db

STRANGERS = ["account/login/", "account/signup/", "account/password/reset/", "people/erased"]
SIGNED_IN = ["people/", "account/logout/", "account/password/change/", "account/2fa/", "account/email/"]


@pytest.fixture
def signed_in(client):
    """Return a browser in which Chen is signed in."""
    chen()
    client.force_login(models.Person.objects.get(), "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", STRANGERS)
def test_a_strangers_account_page_speaks_its_language(client, page, language):
    answer = client.get(f"/{language}/{page}")

    assert answer.status_code == 200
    assert f'<html lang="{ {"en": "en-GB", "zh": "zh-Hans"}[language] }"' in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", SIGNED_IN)
def test_an_account_page_opens_for_someone_signed_in(signed_in, page, language):
    assert signed_in.get(f"/{language}/{page}").status_code == 200


def test_a_page_of_ones_own_asks_a_stranger_to_sign_in(client):
    answer = client.get("/zh/people/")

    assert answer.status_code == 302
    assert answer.url.startswith("/zh/account/login/")


def test_the_passkey_button_hides_where_the_address_is_a_number(client, settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert b"passkey_login" in client.get("/en/account/login/", headers={"host": "localhost:8000"}).content
    for number in ("127.0.0.1:8000", "[::1]:8000", "192.0.2.7"):
        assert b"passkey_login" not in client.get("/en/account/login/", headers={"host": number}).content


def test_signing_up_keeps_what_was_told_and_only_the_consents_that_were_ticked(client):
    told = {
        "email": "Bo@opera.example",
        "password1": PASSWORD,
        "name": "Bo",
        "language": "zh",
        "residence": "GB",
        "age_band": "35-49",
        "analytics": "on",
    }

    answer = client.post("/en/account/signup/", told)

    person = api.find_person_by_email("bo@opera.example")
    assert answer.status_code == 302
    assert person is not None
    assert (person.name, person.language.value, person.age_band) == ("Bo", "zh", AgeBand.FROM_35)
    assert [c.purpose for c in api.list_consents(person.id)] == [Purpose.ANALYTICS]


def test_sign_up_proposes_the_language_of_the_page(client):
    assert '<option value="zh" selected>' in client.get("/zh/account/signup/").content.decode()
    assert '<option value="en" selected>' in client.get("/en/account/signup/").content.decode()


def test_a_child_signs_up_without_consents_or_not_at_all(client):
    told = {"email": "c@x.example", "password1": PASSWORD, "language": "zh", "age_band": "0-13"}

    refused = client.post("/zh/account/signup/", told | {"marketing": "on"})
    taken = client.post("/zh/account/signup/", told)

    assert "监护人" in refused.content.decode()
    assert taken.status_code == 302


def test_the_right_password_opens_the_door_in_the_language_of_the_page(client):
    chen()

    answer = client.post("/zh/account/login/", {"login": "Chen@viewer.example", "password": PASSWORD})

    assert answer.status_code == 302
    assert "Chen" in client.get("/zh/people/").content.decode()


def test_a_wrong_password_says_so_in_the_readers_language(client):
    chen()

    answer = client.post("/zh/account/login/", {"login": "chen@viewer.example", "password": "wrong"})

    assert answer.status_code == 200
    assert "不正确" in answer.content.decode()


def test_passwords_can_not_be_tried_without_end(client):
    chen()

    answers = [
        client.post("/en/account/login/", {"login": "chen@viewer.example", "password": f"wrong {n}"})
        for n in range(7)
    ]

    assert b"Too many" in answers[-1].content or answers[-1].status_code == 429


def test_what_is_told_on_ones_page_is_kept(signed_in):
    answer = signed_in.post(
        "/zh/people/", {"name": "<b>陈</b>", "language": "en", "residence": "GB", "age_band": "25-34"}
    )

    person = api.find_person_by_email("chen@viewer.example")
    assert answer.status_code == 302
    assert (person.name, person.language.value, person.residence) == ("<b>陈</b>", "en", "GB")
    assert b"<b>\xe9" not in signed_in.get("/zh/people/").content


def test_an_impossible_answer_is_refused_and_nothing_changes(signed_in):
    answer = signed_in.post("/en/people/", {"name": "x" * 500, "language": "xx", "age_band": "999"})

    assert answer.status_code == 422
    assert api.find_person_by_email("chen@viewer.example").name == "Chen"


def test_a_consent_is_given_and_withdrawn_by_a_button(signed_in):
    person = api.find_person_by_email("chen@viewer.example").id

    signed_in.post("/zh/people/consents/health", {"given": "yes"})
    given = [c.withdrawn_at for c in api.list_consents(person)]
    signed_in.post("/zh/people/consents/health", {"given": "no"})

    assert given == [None]
    assert api.list_consents(person)[0].withdrawn_at is not None
    assert signed_in.post("/zh/people/consents/everything").status_code == 404


def test_a_childs_button_refuses_and_says_why(signed_in):
    person = models.Person.objects.get()
    models.Person.objects.update(age_band=AgeBand.UNDER_14.value)

    answer = signed_in.post("/zh/people/consents/health", {"given": "yes"})

    assert answer.status_code == 422
    assert "监护人" in answer.content.decode()
    assert api.list_consents(person.id) == []


def test_my_data_comes_as_a_file(signed_in):
    answer = signed_in.get("/zh/people/export")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["people"]["email"] == "chen@viewer.example"


def test_an_account_goes_when_the_word_is_typed_and_not_before(signed_in):
    again = signed_in.post("/zh/account/reauthenticate/", {"password": PASSWORD})
    assert again.status_code == 302
    assert signed_in.get("/zh/people/erase").status_code == 200

    refused = signed_in.post("/zh/people/erase", {"word": "yes"})
    assert refused.status_code == 422
    assert models.Person.objects.exists()

    answer = signed_in.post("/zh/people/erase", {"word": "删除"})

    assert answer.url == "/zh/people/erased"
    assert not models.Person.objects.exists()
    assert signed_in.get("/zh/people/").status_code == 302


def test_erasing_asks_a_browser_that_signed_in_long_ago_to_sign_in_again(client):
    chen()
    client.force_login(models.Person.objects.get())

    answer = client.post("/en/people/erase", {"word": "erase"})

    assert "reauthenticate" in answer.url
    assert models.Person.objects.exists()


def test_the_demo_house_can_be_visited_from_elsewhere(client, settings):
    settings.DEMO = True

    answer = client.post("/people/territory", {"territory": "CN", "next": "/zh/"})

    assert answer.url == "/zh/"
    assert "territory" in answer.cookies
    assert (
        client.post("/people/territory", {"territory": "", "next": "/zh/"}).cookies["territory"].value == ""
    )


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "\\\\x"]
)
def test_the_switch_leads_nowhere_else(client, settings, back):
    settings.DEMO = True

    assert client.post("/people/territory", {"territory": "CN", "next": back}).url == "/"


def test_a_house_that_is_no_demo_has_no_switch(client, settings):
    settings.DEMO = False

    assert client.post("/people/territory", {"territory": "CN"}).status_code == 404


def test_there_is_no_such_place_to_switch_to(client, settings):
    settings.DEMO = True

    assert client.post("/people/territory", {"territory": "Narnia"}).status_code == 404
