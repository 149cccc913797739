"""Every page that has a name: both languages and schemes, phone and desk, axe, keys, no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from playwright.sync_api import Browser

from footlights.kernel.text import Language
from footlights.project.discovery import modules
from footlights.project.language import CODES
from tests.browser import DESK, PHONE, RULES_OF_COLOUR, RULES_ON, Watched, open_context, watch
from tests.house import TERRITORY_HEADER, House
from tests.stage import Stage

pytestmark = pytest.mark.browser
LOOKS = [(width, scheme) for width in (DESK, PHONE) for scheme in ("light", "dark")]
IN_BRITAIN, IN_CHINA, IN_FRANCE = ({TERRITORY_HEADER: code} for code in ("GB", "CN", "FR"))
ACCOUNT = (
    "account_login",
    "account_signup",
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
)


def patterns(entries: list[Any]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        elif entry.name:
            yield entry


def named_pages() -> dict[str, tuple[str, ...]]:
    """Return the name of each page of the house with the arguments that its address takes."""
    found = {
        f"{module.app_name}:{entry.name}": tuple(entry.pattern.converters)
        for _folder, module in modules("urls")
        for entry in patterns(list(module.urlpatterns))
    }
    get_resolver()  # the addresses must hold together before any is asked for
    return {**found, **dict.fromkeys(ACCOUNT, ())}


PAGES = named_pages()


def address(name: str, language: Language, stage: Stage) -> str:
    arguments = {argument: stage.arguments[argument] for argument in PAGES[name]}
    with translation.override(CODES[language]):
        return reverse(name, kwargs=arguments)


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> Iterator[Watched]:
    """Return the page of someone who has not signed in."""
    with open_context(chromium, extra_http_headers=IN_BRITAIN) as context:
        yield watch(context)


@pytest.fixture(scope="module")
def aurora(chromium: Browser, stage: Stage, house: House) -> Iterator[Watched]:
    """Return the page of Aurora of the broadcaster, producer and operator, signed in."""
    with open_context(chromium, extra_http_headers=IN_CHINA) as context:
        stage.sign_in(context, house)
        yield watch(context)


def open_as_whoever_may(url: str, visitor: Watched, aurora: Watched) -> tuple[Watched, int]:
    """Open an address as a visitor, as Aurora when a visitor is sent away; return the page and its status."""
    status = visitor.go(url)
    if status not in (401, 403) and "/account/login" not in visitor.page.url:
        return visitor, status
    return aurora, aurora.go(url)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_fault_in_any_look(
    name: str, language: Language, house: House, stage: Stage, visitor: Watched, aurora: Watched
):
    url = house.url + address(name, language, stage)
    if not aurora.looks_like_a_page(url):
        return
    visitor.faults.clear()
    aurora.faults.clear()
    shown, status = open_as_whoever_may(url, visitor, aurora)
    faults = [f"status {status}"] if status != 200 else []
    if shown.page.locator("html").get_attribute("lang") != language.tag:
        faults.append("the page's lang is not its language")

    for width, scheme in LOOKS:
        shown.page.set_viewport_size({"width": width, "height": 900})
        shown.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        rules = RULES_ON if scheme == "light" else RULES_OF_COLOUR
        faults += [f"{width} {scheme} axe {fault}" for fault in shown.find_with_axe(rules)]
        if (wider := shown.overflow()) > 0:
            faults.append(f"{width} {scheme}: wider than its window by {wider} px")
    faults += [f"no visible focus: {where}" for where in shown.unseen_focus()]
    faults += shown.faults

    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def without_script(chromium: Browser, stage: Stage, house: House) -> Iterator[Watched]:
    """Return the page of Aurora in a browser that runs no script."""
    with open_context(chromium, java_script_enabled=False, extra_http_headers=IN_CHINA) as context:
        stage.sign_in(context, house)
        yield watch(context)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_is_without_script(
    name: str, house: House, stage: Stage, without_script: Watched
):
    url = house.url + address(name, Language.ZH, stage)
    if without_script.looks_like_a_page(url):
        assert without_script.go(url) == 200
        assert without_script.page.locator("main h1, main h2").first.inner_text().strip()


@pytest.mark.parametrize("language", Language)
def test_an_address_with_nothing_there_says_so(language: Language, house: House, visitor: Watched):
    assert visitor.go(f"{house.url}/{language.value}/no-such-page") == 404

    assert visitor.page.locator("html").get_attribute("lang") == language.tag
    assert not visitor.find_with_axe()


@pytest.mark.parametrize("language", Language)
def test_a_refusal_says_why_where_and_when(language: Language, chromium: Browser, house: House, stage: Stage):
    with open_context(chromium, PHONE, extra_http_headers=IN_FRANCE) as context:
        shown = watch(context)

        assert shown.go(house.url + address("watch:play", language, stage)) == 451
        said = shown.page.locator("main").inner_text()
        assert all(
            place in said for place in {"en": ("United Kingdom", "China"), "zh": ("英国", "中国")}[language]
        )
        assert not shown.find_with_axe()
