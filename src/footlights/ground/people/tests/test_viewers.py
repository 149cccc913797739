"""Who a request comes from, where they are, and what the log may know them by."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.people import api, models
from footlights.ground.people.core.pseudonym import pseudonym
from footlights.ground.people.types import AgeBand, Purpose, Role
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both, Language

from .cast import NOON, aurora, chen

pytestmark = pytest.mark.django_db


def a_request(user=None, cookies=None, **headers):
    request = RequestFactory().get("/", headers=headers)
    request.user = user or AnonymousUser()
    request.language = Language.ZH
    request.COOKIES.update(cookies or {})
    return request


def the_cookie(response, name):
    return {name: response.cookies[name].value}


def test_a_stranger_is_a_viewer_without_a_name():
    viewer = api.read_viewer(a_request(), NOON)

    assert (viewer.person, viewer.territory, viewer.consents) == (None, None, frozenset())
    assert viewer.language == Language.ZH
    assert not viewer.is_producer


def test_looking_around_leaves_no_cookie_and_no_row():
    request, response = a_request(), HttpResponse()

    api.read_viewer(request, NOON)
    api.keep_session(request, response)

    assert not response.cookies
    assert not models.PseudonymKey.objects.exists()


def test_a_stranger_who_plays_something_is_known_again_by_their_browser():
    request, response = a_request(), HttpResponse()
    first = api.pseudonym_of(api.read_viewer(request, NOON), NOON)
    api.keep_session(request, response)

    again = api.read_viewer(a_request(cookies=the_cookie(response, "viewer")), NOON)

    assert api.pseudonym_of(again, NOON) == first
    assert api.read_session_cookie(response.cookies["viewer"].value) == again.session
    assert response.cookies["viewer"]["httponly"]


def test_a_viewer_read_twice_in_one_request_keeps_their_session():
    request = a_request()

    assert api.read_viewer(request, NOON).session == api.read_viewer(request, NOON).session


@pytest.mark.parametrize("value", ["", "x", "somebody:forged", "\x00", "a" * 5_000, "é:é"])
def test_a_forged_cookie_is_no_cookie(value):
    viewer = api.read_viewer(a_request(cookies={"viewer": value, "territory": value}), NOON)

    assert viewer.session not in value
    assert viewer.territory is None


def test_a_person_is_a_viewer_with_roles_and_consents():
    person = aurora(residence=GB)
    house = api.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=NOON)
    api.add_member(house, person, Role.PRODUCER, NOON)
    api.grant_consent(person, Purpose.ANALYTICS, NOON)
    api.update_person(person, age_band=AgeBand.FROM_35, at=NOON)

    viewer = api.read_viewer(a_request(models.Person.objects.get()), NOON)

    assert viewer.is_producer
    assert not viewer.is_operator
    assert viewer.institutions == {house}
    assert viewer.consents == {Purpose.ANALYTICS}
    assert (viewer.residence, viewer.age_band, viewer.name) == (GB, AgeBand.FROM_35, "Aurora")


def test_an_operator_may_do_what_a_producer_may():
    aurora(is_operator=True)

    viewer = api.read_viewer(a_request(models.Person.objects.get()), NOON)

    assert viewer.is_operator
    assert viewer.is_producer


def test_a_destroyed_key_makes_the_pseudonym_unlinkable():
    person = chen()
    viewer = api.read_viewer(a_request(models.Person.objects.get()), NOON)
    assert api.find_pseudonym(person) is None
    before = api.pseudonym_of(viewer, NOON)
    assert api.find_pseudonym(person) == before

    api.destroy_pseudonym(viewer)

    assert not models.PseudonymKey.objects.exists()
    assert api.find_pseudonym(person) is None
    assert api.pseudonym_of(viewer, NOON) != before


def test_a_strangers_key_can_be_destroyed_too():
    viewer = api.read_viewer(a_request(), NOON)
    before = api.pseudonym_of(viewer, NOON)

    api.destroy_pseudonym(viewer)

    assert api.pseudonym_of(viewer, NOON) != before


@given(st.binary(min_size=32, max_size=32), st.text(), st.text())
def test_a_pseudonym_tells_two_viewers_apart_and_one_viewer_the_same(key, one, other):
    assert (pseudonym(key, one) == pseudonym(key, other)) == (one == other)
    assert len(pseudonym(key, one)) == 32


def test_without_anything_told_a_territory_is_unknown(settings):
    settings.DEMO = False

    assert api.read_viewer(a_request(), NOON).territory is None


def test_the_operators_default_is_the_last_word(settings):
    settings.DEFAULT_TERRITORY = "gb"

    assert api.read_viewer(a_request(), NOON).territory == GB


def test_the_demo_switch_goes_before_the_default(settings):
    settings.DEMO, settings.DEFAULT_TERRITORY = True, "GB"
    response = HttpResponse()
    api.choose_territory(response, CN)

    there = api.read_viewer(a_request(cookies=the_cookie(response, "territory")), NOON)
    settings.DEMO = False
    here = api.read_viewer(a_request(cookies=the_cookie(response, "territory")), NOON)

    assert (there.territory, here.territory) == (CN, GB)


def test_only_a_trusted_proxys_header_counts_and_it_goes_first(settings):
    settings.DEMO, settings.TERRITORY_HEADER = True, "X-Country"
    response = HttpResponse()
    api.choose_territory(response, CN)
    cookies = the_cookie(response, "territory")

    strange = api.read_viewer(a_request(cookies=cookies, X_Country="FR"), NOON)
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    trusted = api.read_viewer(a_request(cookies=cookies, X_Country="FR"), NOON)
    wordless = api.read_viewer(a_request(cookies=cookies, X_Country="nowhere"), NOON)

    assert (strange.territory, trusted.territory, wordless.territory) == ("CN", "FR", "CN")
