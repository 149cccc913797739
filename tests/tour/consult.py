"""Consult: a careful consultation on a phone in Chinese, and an emergency that stops it in English."""

from __future__ import annotations

from playwright.sync_api import Page

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop

MOST = 14


def begin(guide: Guide, page: Page, language: str, age: str) -> None:
    """Agree and begin."""
    page.goto(f"{guide.house.url}/{language}/consult/")
    page.fill("input[name=age]", age)
    page.check("input[name=agrees]")
    with page.expect_navigation():
        page.locator("form:has(input[name=age]) [type=submit]").click()


def say(page: Page, text: str) -> None:
    """Write something and wait for the answer."""
    before = page.locator(".bubble:not(.bubble-typing)").count()
    page.fill("input[name=text]", text)
    page.locator(".chat-line [type=submit]").click()
    page.wait_for_function(
        "before => document.querySelectorAll('.bubble').length > before + 1 && !document.querySelector('.bubble-typing')",
        arg=before,
    )


def consult(guide: Guide) -> None:
    """Somebody has a sore throat; somebody else has pressure on the chest."""
    with open_context(guide.chromium, PHONE) as context:
        page = watch(context).page
        begin(guide, page, "zh", "29")
        say(page, "嗓子疼两天了，有点流鼻涕，没有发烧")
        asked = 0
        while asked < MOST and page.locator(".chat-line").count():
            say(page, "没有")
            asked += 1
        guide.figure("Questions asked", asked)
        guide.picture(page, "A sore throat, on a phone", whole=True)
    with open_context(guide.chromium, DESK) as context:
        page = watch(context).page
        begin(guide, page, "en", "61")
        say(page, "My chest feels crushed and my left arm is numb")
        guide.picture(page, "An emergency: no more questions")
    told = guide.house.ask("insight", "figure", "consult.consultations")
    guide.figure("Consultations", told["value"])


STOPS: list[Stop] = [(Both("Somebody asks about their health", "健康咨询"), consult)]
