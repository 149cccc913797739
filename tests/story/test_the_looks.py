"""Style's part of the story: people choose between looks, their choices answer a promise, and designs come of them."""

from __future__ import annotations

import json
import threading

import pytest
from playwright.sync_api import Browser

from tests.browser import PHONE, open_context, watch
from tests.house import House
from tests.load.test_style_killed import QUESTIONS, Respondent

pytestmark = pytest.mark.browser
OTHERS = 10


def test_choices_answer_a_promise_and_become_designs(house: House, chromium: Browser):
    deal = house.do("sign_a_memorandum")
    work = house.do("create_a_work", "Tide line", "潮线", "2026")
    promise = house.do("promise_answers", deal["partnership"], work, "40")
    study = house.do("open_a_study", work)["study"]
    for _ in range(OTHERS):
        person = Respondent(house, study)
        assert person.answer_all(threading.Event())
        person.client.close()

    with open_context(chromium, PHONE) as context:
        shown = watch(context)
        page = shown.page
        assert shown.go(f"{house.url}/zh/style/{study}") == 200
        page.select_option("select[name=age_band]", "18-24")
        page.locator("select[name=residence]").press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        for number in range(1, QUESTIONS + 1):
            assert f"{number} / {QUESTIONS}" in page.inner_text("main")
            if number % 2:  # the first look has the focus already
                page.keyboard.press("Tab")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert "您的偏好" in page.inner_text("h1")
        assert shown.find_with_axe() == []
        count = (OTHERS + 1) * QUESTIONS
        assert house.ask("insight", "figure", "style.answers", "--works", work)["value"] == count
        assert shown.go(f"{house.url}/zh/memorandum/{deal['memorandum']}") == 200
        assert str(count) in page.locator(f"[data-commitment='{promise}'] [data-value]").inner_text()
        assert shown.faults == []

    with open_context(chromium) as context:
        shown = watch(context)
        page = shown.page
        people = json.loads((house.home / "sign-ins.json").read_text("utf-8"))
        operator = next(each for each in people if each["role"] == "operator")
        shown.go(f"{house.url}/en/account/login/")
        page.fill("input[name=login]", operator["email"])
        page.fill("input[name=password]", operator["password"])
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert shown.go(f"{house.url}/en/style/{study}/results") == 200
        with page.expect_navigation():
            page.get_by_role("button", name="Propose designs").click()
        assert page.locator("[aria-labelledby=proposed] img").count() == 3
        assert shown.go(f"{house.url}/en/style/{study}/brief") == 200
        assert page.locator("[aria-labelledby=queued] img").count() == 3
        for language in ("en", "zh"):
            reply = page.request.get(f"{house.url}/{language}/style/{study}/brief.pdf")
            assert reply.body().startswith(b"%PDF")
        assert shown.faults == []
