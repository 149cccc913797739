"""A house with one film on stage under a deal, for tests of pages: who signs in, and what addresses need."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext

from tests.house import TERRITORY_HEADER, House

MASTER = re.compile(r"/m/(?P<token>[^/\"]+)/(?P<asset>[^/\"]+)/master\.m3u8")


@dataclass
class Stage:
    """What stands on the stage.

    arguments: what the addresses of pages take, by argument name.
    token, asset: of a playing that was handed to ``client``.
    """

    arguments: dict[str, str]
    email: str
    password: str
    token: str = ""
    asset: str = ""
    client: httpx.Client = field(default_factory=httpx.Client)

    @classmethod
    def build(cls, house: House, film: Path) -> Stage:
        """Sign, grant, add the film, wait until it plays, and open its page once from Britain."""
        deal = house.do("sign_a_memorandum")
        work = house.do("create_a_work", "The Lamplighter", "点灯人", "2024")
        commitment = house.do("promise_views", deal["partnership"], work, "2")
        grant = house.do("grant_to_both", deal["partnership"], work, deal["broadcaster"])
        added = house.ask("watch", "add", film, "--work", work, "--wait")
        people = json.loads((house.home / "sign-ins.json").read_text("utf-8"))
        operator = next(each for each in people if each["role"] == "operator")
        arguments = {**deal, "commitment": commitment, "grant": grant, "work": work, "film": added["film"]}
        arguments["purpose"] = "analytics"
        stage = cls(arguments, operator["email"], operator["password"])
        stage.client = httpx.Client(base_url=house.url, headers={TERRITORY_HEADER: "GB"}, timeout=20)
        page = stage.client.get(f"/en/watch/{work}")
        found = MASTER.search(page.text)
        assert found, page.text[:2000]
        stage.token, stage.asset = found["token"], found["asset"]
        return stage

    def get(self, path: str) -> httpx.Response:
        """Ask for something as the viewer whom the playing was handed to."""
        return self.client.get(path)

    def sign_in(self, context: BrowserContext, house: House) -> None:
        """Sign the operator in."""
        page = context.new_page()
        page.goto(f"{house.url}/en/account/login/")
        page.fill("input[name=login]", self.email)
        page.fill("input[name=password]", self.password)
        with page.expect_navigation():
            page.locator("form:has(input[name=password]) [type=submit]").first.click()
        assert "/login" not in page.url, page.locator("main").inner_text()
        page.close()
