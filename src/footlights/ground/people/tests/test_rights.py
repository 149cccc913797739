"""A person takes their data, and leaves."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session

from footlights.ground.people import api, models
from footlights.ground.people.types import NoSuchPerson, Purpose, Role
from footlights.kernel.territory import GB
from footlights.kernel.text import Both

from .cast import NOON, PASSWORD, aurora, chen

pytestmark = pytest.mark.django_db


def test_what_is_held_of_a_person_is_handed_over_whole():
    person = chen()
    house = api.create_institution(Both("Red Lantern", "红灯笼"), GB, is_invented=True, at=NOON)
    api.add_member(house, person, Role.PARTNER, NOON)
    api.grant_consent(person, Purpose.HEALTH, NOON)

    everything = json.loads(json.dumps(api.export_everything(person)))

    held = everything["people"]
    assert held["email"] == "chen@viewer.example"
    assert held["roles"] == [
        {"institution": {"en": "Red Lantern", "zh": "红灯笼"}, "role": "partner", "since": NOON.isoformat()}
    ]
    assert held["consents"][0]["purpose"] == "health"
    assert "password" not in json.dumps(everything)


def test_an_erased_person_is_gone_and_so_are_their_sessions_and_only_theirs(client):
    person, other = chen(), aurora()
    EmailAddress.objects.create(user_id=person, email="chen@viewer.example", primary=True)
    api.grant_consent(person, Purpose.HEALTH, NOON)
    for each in models.Person.objects.all():
        client.logout()
        client.force_login(each)

    api.erase_everything(person, NOON)

    assert [each.id for each in api.list_people()] == [other]
    assert not EmailAddress.objects.exists()
    assert not models.Consent.objects.exists()
    assert all(s.get_decoded().get("_auth_user_id") != person for s in Session.objects.all())
    with pytest.raises(NoSuchPerson):
        api.export_everything(person)


def test_someone_erased_can_come_back_as_someone_new(client):
    person = chen()
    api.erase_everything(person, NOON)

    assert chen() != person
    assert client.login(email="chen@viewer.example", password=PASSWORD)
