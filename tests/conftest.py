"""What browser tests share: one open house, one Chromium, one real film."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import open_chromium
from tests.house import House, make_film, open_house
from tests.stage import Stage


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """Return a house with server, worker and writer running, and nothing in it yet."""
    with open_house() as house:
        yield house


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a Chromium."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def film(tmp_path_factory) -> Path:
    """Return a film of 35 seconds, 360p H.264 with sound: one rung, so that little is spent on encoding."""
    return make_film(tmp_path_factory.mktemp("film") / "测试 film.mp4", size="640x360")


@pytest.fixture(scope="session")
def stage(house: House, film: Path) -> Iterator[Stage]:
    """Return what stands on the stage of the house: one film, granted to Britain and China."""
    with Stage.open(house, film) as stage:
        yield stage
