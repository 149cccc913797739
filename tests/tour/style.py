"""Style: somebody chooses between looks on a phone, and is told their taste."""

from __future__ import annotations

from playwright.sync_api import Page

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in

QUESTIONS = 5


def choose(guide: Guide) -> None:
    """A viewer answers a study in Chinese on a phone; the producer sees that ten are needed to show a group."""
    study = guide.known["study"]
    with open_context(guide.chromium, PHONE) as context:
        page = watch(context).page
        page.goto(f"{guide.house.url}/zh/style/{study}")
        page.select_option("select[name=age_band]", "18-24")
        page.select_option("select[name=residence]", "CN")
        with page.expect_navigation():
            page.locator("form:has(select[name=age_band]) [type=submit]").click()
        guide.picture(page, "Which one? On a phone")
        for _ in range(QUESTIONS):
            with page.expect_navigation():
                page.locator(".pair-look").first.click()
        guide.picture(page, "One's own taste, and how sure it is", whole=True)
    with open_context(guide.chromium, DESK) as context:
        sign_in(guide, watch(context).page)
        page = context.new_page()
        page.goto(f"{guide.house.url}/en/style/{study}/results")
        guide.picture(page, "Fewer than ten: withheld")
        page.goto(f"{guide.house.url}/zh/style/{study}/brief")
        guide.picture(page, "The brief for designers")
        _gather_pictures(guide, page)
    told = guide.house.ask("insight", "figure", "style.answers", "--works", guide.known["work"])
    guide.figure("Choices between looks", told["value"])


def _gather_pictures(guide: Guide, page: Page) -> None:
    """Open a study of pictures; a file that is none is refused by name, and the picture beside it is kept."""
    page.goto(f"{guide.house.url}/en/style/new")
    page.fill("#title_en", "Which window?")
    page.fill("#title_zh", "哪个橱窗？")
    page.check("input[name=kind][value=pictures]")
    with page.expect_navigation():
        page.locator("form:has(#title_en) [type=submit]").click()
    photo = {"name": "window.png", "mimeType": "image/png", "buffer": page.screenshot()}
    letter = {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"dear diary"}
    page.set_input_files("#pictures", [photo, letter])
    with page.expect_navigation():
        page.locator("form:has(#pictures) [type=submit]").click()
    assert "letter.jpg is not a picture" in page.inner_text("[role=alert]")
    assert page.locator(".gathered img").count() == 1
    guide.picture(page, "Uploaded pictures: one kept, one refused")


STOPS: list[Stop] = [(Both("Somebody says which of two looks", "在两款造型中选择"), choose)]
