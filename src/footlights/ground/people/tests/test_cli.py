"""Accounts from the terminal."""

import argparse
import json

import pytest

from footlights.ground.people import api, cli
from footlights.ground.people.types import NoSuchInstitution, NoSuchPerson

from .cast import NOON, chen

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    """Run a verb as `./footlights people` does, but for the message of a refusal."""
    parser = argparse.ArgumentParser()
    cli.add_verbs(parser.add_subparsers(required=True))
    chosen = parser.parse_args(words)
    return int(chosen.run(chosen))


def test_a_producer_is_added_at_an_institution_and_can_sign_in(capsys, client):
    run("institution", "--name-en", "Northern Light", "--name-zh", "北光", "--country", "uk", "--json")
    capsys.readouterr()

    status = run("add", "aurora@x.example", "--role", "producer", "--institution", "北光", "--json")

    made = json.loads(capsys.readouterr().out)
    assert status == 0
    assert client.login(email="aurora@x.example", password=made["password"])
    assert [m.role for m in api.list_memberships(made["person"])] == ["producer"]


def test_a_producer_without_an_institution_is_refused(capsys):
    assert run("add", "aurora@x.example", "--role", "producer") == 2
    assert "--institution" in capsys.readouterr().err
    assert api.list_people() == []


def test_an_unknown_institution_and_an_unknown_person_make_nothing():
    with pytest.raises(NoSuchInstitution):
        run("add", "a@x.example", "--role", "partner", "--institution", "nowhere")
    with pytest.raises(NoSuchPerson):
        run("passwd", "nobody@x.example")
    assert api.list_people() == []


def test_a_new_password_works_at_once(capsys, client):
    chen()

    run("passwd", "chen@viewer.example", "--json")

    password = json.loads(capsys.readouterr().out)["password"]
    assert client.login(email="chen@viewer.example", password=password)


def test_export_prints_json_and_erase_needs_to_be_sure(capsys):
    chen()
    run("export", "chen@viewer.example", "--json")
    held = json.loads(capsys.readouterr().out)

    unsure = run("erase", "chen@viewer.example")
    still_there = api.find_person_by_email("chen@viewer.example")
    sure = run("erase", "chen@viewer.example", "--yes")

    assert held["people"]["joined_at"] == NOON.isoformat()
    assert (unsure, sure) == (2, 0)
    assert still_there is not None
    assert api.find_person_by_email("chen@viewer.example") is None
