"""A passkey, from making it to signing in with nothing else, with Chromium's own virtual authenticator."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import open_context
from tests.house import House

pytestmark = pytest.mark.browser
PASSWORD = "a house of lamps and rivers"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in_a_key(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_passkey_is_made_and_then_signs_in_alone(language: str, chromium: Browser, house: House):
    account = f"{house.url}/{language}/account"
    with open_context(chromium) as context:
        page = context.new_page()
        plug_in_a_key(page)
        page.goto(f"{account}/signup/")
        page.fill("input[name=email]", f"lin-{language}@example.org")
        page.fill("input[name=password1]", PASSWORD)
        with page.expect_navigation():
            page.locator("form:has(input[name=password1]) [type=submit]").click()

        page.goto(f"{account}/2fa/webauthn/add/")  # asks for the password once more
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.locator("form:has(input[name=password]) [type=submit]").click()
        page.fill("input[name=name]", "My key 我的钥匙")
        page.check("input[name=passwordless]")
        with page.expect_navigation():
            page.click("#mfa_webauthn_add")
        page.goto(f"{account}/2fa/webauthn/")
        assert "My key 我的钥匙" in page.locator("main").inner_text()

        context.clear_cookies()
        page.goto(f"{account}/login/")
        with page.expect_navigation():
            page.click("#passkey_login")
        page.goto(f"{house.url}/{language}/you")
        assert f"lin-{language}@example.org" in page.locator("main").inner_text()
