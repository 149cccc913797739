"""Which language answers."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from footlights.kernel.text import Language
from footlights.project.language import accepted_language, language_of_path


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr, zh;q=0.5, en;q=0.7", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("fr-FR", "en"),
        ("zh;q=nonsense", "en"),
        ("ZH-hans", "zh"),
    ],
)
def test_the_browser_is_asked_which_language_it_would_have(header: str, language: str) -> None:
    assert accepted_language(header) == language


@given(st.text())
def test_no_header_and_no_path_is_too_odd(text: str) -> None:
    assert accepted_language(text) in Language
    assert language_of_path(text) in (None, *Language)


def test_an_address_names_its_language_only_as_its_first_step() -> None:
    assert language_of_path("/zh/watch/") is Language.ZH
    assert language_of_path("/en") is Language.EN
    assert language_of_path("/english/") is None
    assert language_of_path("/watch/zh/") is None


def test_the_front_door_leads_to_the_browsers_language(client: Client) -> None:
    reply = client.get("/", headers={"accept-language": "zh-CN"})
    assert (reply.status_code, reply["Location"]) == (302, "/zh/")
    assert "Accept-Language" in reply["Vary"]


@pytest.mark.django_db
def test_a_language_once_chosen_is_kept(client: Client) -> None:
    client.get("/zh/account/login/", headers={"accept-language": "en"})
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/zh/"


@pytest.mark.django_db
def test_an_unknown_language_is_an_unknown_address(client: Client) -> None:
    reply = client.get("/fr/account/login/", headers={"accept-language": "zh"})
    assert reply.status_code == 404
    assert "这个地址没有内容" in reply.content.decode()
    assert reply["Content-Language"] == "zh-Hans"
