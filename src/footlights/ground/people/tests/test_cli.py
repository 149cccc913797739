"""Accounts from the terminal."""

import json

import pytest

from footlights.ground.people import api
from footlights.project.cli import main

from .cast import NOON, chen

pytestmark = pytest.mark.django_db


def test_a_producer_is_added_at_an_institution_and_can_sign_in(capsys, client):
    main(
        [
            "people",
            "institution",
            "--name-en",
            "Northern Light",
            "--name-zh",
            "北光",
            "--country",
            "uk",
            "--json",
        ]
    )
    capsys.readouterr()

    status = main(
        ["people", "add", "aurora@x.example", "--role", "producer", "--institution", "北光", "--json"]
    )

    made = json.loads(capsys.readouterr().out)
    assert status == 0
    assert client.login(email="aurora@x.example", password=made["password"])
    assert [m.role for m in api.list_memberships(made["person"])] == ["producer"]


def test_a_producer_without_an_institution_is_refused_in_the_language_asked_for(capsys):
    assert main(["--lang", "zh", "people", "add", "aurora@x.example", "--role", "producer"]) == 2
    assert "机构" in capsys.readouterr().err or api.list_people() == []
    assert api.list_people() == []


def test_an_unknown_institution_and_an_unknown_person_are_one_line_each(capsys):
    assert main(["people", "add", "a@x.example", "--role", "partner", "--institution", "nowhere"]) == 1
    assert main(["people", "passwd", "nobody@x.example"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_a_new_password_works_at_once(capsys, client):
    chen()

    main(["people", "passwd", "chen@viewer.example", "--json"])

    password = json.loads(capsys.readouterr().out)["password"]
    assert client.login(email="chen@viewer.example", password=password)


def test_export_prints_json_and_erase_needs_to_be_sure(capsys):
    chen()
    main(["people", "export", "chen@viewer.example", "--json"])
    held = json.loads(capsys.readouterr().out)

    unsure = main(["people", "erase", "chen@viewer.example"])
    still_there = api.find_person_by_email("chen@viewer.example")
    sure = main(["people", "erase", "chen@viewer.example", "--yes"])

    assert held["people"]["joined_at"] == NOON.isoformat()
    assert (unsure, sure) == (2, 0)
    assert still_there is not None
    assert api.find_person_by_email("chen@viewer.example") is None
