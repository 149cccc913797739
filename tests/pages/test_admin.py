"""The operator's admin: every list and form of every folder, in both languages and schemes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from footlights.kernel.text import Language
from tests.browser import DESK, PHONE, Watched, open_context, watch
from tests.house import House
from tests.stage import Stage

pytestmark = pytest.mark.browser
LINKS = "#content-main a[href]"


@pytest.fixture(params=Language)
def operator(
    request: pytest.FixtureRequest, chromium: Browser, stage: Stage, house: House
) -> Iterator[Watched]:
    """Return the page of the operator, signed in; the admin speaks the browser's language."""
    with open_context(chromium, locale=request.param.value) as context:
        stage.sign_in(context, house)
        yield watch(context)


def test_no_page_of_the_admin_has_a_fault(operator: Watched, house: House):
    home = f"{house.url}/admin/"
    assert operator.go(home) == 200
    within = operator.page.locator(LINKS).evaluate_all("all => all.map(each => each.href)")
    pages = sorted({address for address in within if address.startswith(home)})
    assert len(pages) > 20, pages

    faults = []
    for number, address in enumerate([home, *pages]):
        operator.faults.clear()
        operator.page.set_viewport_size({"width": PHONE if number % 2 else DESK, "height": 900})
        operator.page.emulate_media(color_scheme="dark" if number % 4 > 1 else "light")
        status = operator.go(address)
        found = [*operator.faults] if status == 200 else [f"status {status}"]  # before axe adds its own
        found += operator.find_with_axe()
        faults += [f"{address}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)
