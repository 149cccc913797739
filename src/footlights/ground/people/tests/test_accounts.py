"""Accounts, institutions and consents through the door."""

from datetime import timedelta

import pytest

from footlights.ground.people import api
from footlights.ground.people.core.consent import may_consent
from footlights.ground.people.types import (
    AgeBand,
    BadName,
    EmailTaken,
    NoSuchInstitution,
    NoSuchPerson,
    NotAnEmail,
    Purpose,
    Role,
    TooYoung,
)
from footlights.kernel.ids import InstitutionId, PersonId, is_id
from footlights.kernel.territory import CN, GB
from footlights.kernel.text import Both, Language

from .cast import NOON, aurora, chen

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_their_address_in_any_case():
    person = chen()

    found = api.find_person_by_email("  CHEN@viewer.example ")

    assert is_id(person, "per")
    assert found is not None
    assert (found.id, found.language, found.residence, found.data_region) == (person, Language.ZH, CN, "CN")
    assert found.joined_at == NOON


def test_an_address_is_taken_once():
    chen()

    with pytest.raises(EmailTaken):
        api.create_person("Chen@Viewer.example", None, "Another", at=NOON)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chen",
        "chen@",
        "a b@c.example",
        "x" * 400 + "@y.example",
        "x@" + "y" * 60 + ".z" * 110,
        "a@b\n.example",
    ],
)
def test_what_is_no_address_makes_no_account(text):
    with pytest.raises(NotAnEmail) as refusal:
        api.create_person(text, None, "Chen", at=NOON)

    assert "\n" not in refusal.value.message.en
    assert api.list_people() == []


@pytest.mark.parametrize("name", ["a\0b", "x" * 121, "\u202eChen", "a\nb"])
def test_a_name_can_be_seen_whole(name):
    with pytest.raises(BadName):
        api.create_person("chen@viewer.example", None, name, at=NOON)
    with pytest.raises(BadName):
        api.create_institution(Both("Northern Light", name * 2), GB, is_invented=True, at=NOON)


def test_an_institution_has_both_names_and_a_country():
    with pytest.raises(BadName):
        api.create_institution(Both("Northern Light", " "), GB, is_invented=True, at=NOON)
    with pytest.raises(ValueError, match="Narnia"):
        api.create_institution(Both("Northern Light", "北光"), "Narnia", is_invented=True, at=NOON)


def test_nobody_is_nobody():
    with pytest.raises(NoSuchPerson):
        api.get_person(PersonId("per-none"))
    with pytest.raises(NoSuchInstitution):
        api.get_institution(InstitutionId("ins-none"))
    with pytest.raises(NoSuchPerson):
        api.set_password(PersonId("per-none"), "anything at all")
    with pytest.raises(NoSuchPerson):
        api.grant_consent(PersonId("per-none"), Purpose.HEALTH, NOON)


def test_the_region_where_data_is_kept_stays_when_someone_moves():
    person = chen()

    api.update_person(person, residence=GB, at=NOON)

    assert api.get_person(person).residence == GB
    assert api.get_person(person).data_region == "CN"


def test_a_residence_and_an_age_can_be_taken_back():
    person = chen()
    api.update_person(person, age_band=AgeBand.FROM_25, at=NOON)

    api.update_person(person, residence="", age_band="", at=NOON)

    assert api.get_person(person).residence is None
    assert api.get_person(person).age_band is None
    assert api.get_person(person).name == "Chen"


def test_a_role_is_given_once():
    person = aurora()
    house = api.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=NOON)

    api.add_member(house, person, Role.PRODUCER, NOON)
    api.add_member(house, person, Role.PRODUCER, NOON + timedelta(days=1))

    (member,) = api.list_members(house)
    assert (member.person, member.role, member.since) == (person, Role.PRODUCER, NOON)
    assert api.list_memberships(person) == [member]
    assert [each.name for each in api.list_institutions()] == [Both("Northern Light", "北光")]


def test_a_role_needs_both_its_ends():
    house = api.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=NOON)

    with pytest.raises(NoSuchPerson):
        api.add_member(house, PersonId("per-none"), Role.PARTNER, NOON)
    with pytest.raises(NoSuchInstitution):
        api.add_member(InstitutionId("ins-none"), aurora(), Role.PARTNER, NOON)


def test_a_withdrawn_consent_stays_on_record_and_can_be_given_anew():
    person = chen()
    later, last = NOON + timedelta(days=1), NOON + timedelta(days=2)

    api.grant_consent(person, Purpose.ANALYTICS, NOON)
    api.grant_consent(person, Purpose.ANALYTICS, later)
    api.withdraw_consent(person, Purpose.ANALYTICS, later)
    api.withdraw_consent(person, Purpose.ANALYTICS, last)
    api.grant_consent(person, Purpose.ANALYTICS, last)

    history = [(c.granted_at, c.withdrawn_at) for c in api.list_consents(person)]
    assert history == [(NOON, later), (last, None)]


def test_consents_are_separate():
    person = chen()
    api.grant_consent(person, Purpose.ANALYTICS, NOON)
    api.grant_consent(person, Purpose.CROSS_BORDER, NOON)

    api.withdraw_consent(person, Purpose.ANALYTICS, NOON)

    assert [c.purpose for c in api.list_consents(person) if c.withdrawn_at is None] == [Purpose.CROSS_BORDER]


def test_only_the_band_under_14_is_too_young():
    assert [band for band in AgeBand if not may_consent(band.oldest)] == [AgeBand.UNDER_14]


def test_a_child_gives_no_consent_alone():
    person = chen()
    api.update_person(person, age_band=AgeBand.UNDER_14, at=NOON)

    with pytest.raises(TooYoung):
        api.grant_consent(person, Purpose.MARKETING, NOON)


def test_someone_who_turns_out_to_be_a_child_loses_the_consents_they_gave():
    person = chen()
    api.grant_consent(person, Purpose.ANALYTICS, NOON)

    api.update_person(person, age_band=AgeBand.UNDER_14, at=NOON + timedelta(hours=1))

    (consent,) = api.list_consents(person)
    assert consent.withdrawn_at == NOON + timedelta(hours=1)
