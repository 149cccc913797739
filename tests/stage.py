"""A house with one film on stage under a deal, for tests of pages: who signs in, and what addresses need."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext

from tests.house import TERRITORY_HEADER, House

MASTER = re.compile(r"/m/(?P<token>[^/\"]+)/(?P<asset>[^/\"]+)/master\.m3u8")


@dataclass
class Stage:
    """What stands on the stage.

    arguments: what the addresses of pages take, by argument name.
    client: the viewer in Britain who opened the film's page.
    token, asset: of the playing that was handed to ``client``.
    """

    arguments: dict[str, str]
    email: str
    password: str
    client: httpx.Client
    token: str = ""
    asset: str = ""

    @classmethod
    @contextmanager
    def open(cls, house: House, film: Path) -> Iterator[Stage]:
        """Sign, grant, add the film, wait until it plays, and open its page once from Britain."""
        deal = house.do("prepare_a_showing", "The Lamplighter", "点灯人", "2")
        work = deal["work"]
        added = house.ask("watch", "add", film, "--work", work, "--wait")
        people = json.loads((house.home / "sign-ins.json").read_text("utf-8"))
        operator = next(each for each in people if each["role"] == "operator")
        arguments = {**deal, "film": added["film"], "purpose": "analytics"}
        in_britain = {TERRITORY_HEADER: "GB"}
        with httpx.Client(base_url=house.url, headers=in_britain, timeout=20) as client:
            stage = cls(arguments, operator["email"], operator["password"], client)
            page = client.get(f"/en/watch/{work}")
            found = MASTER.search(page.text)
            assert found, page.text[:2000]
            stage.token, stage.asset = found["token"], found["asset"]
            yield stage

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
