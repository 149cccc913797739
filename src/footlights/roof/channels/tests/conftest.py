"""What tests of channels begin with: an account that is worth nothing, and a house of its own to keep it in."""

from __future__ import annotations

from functools import cache

import pytest

from footlights.roof.channels import api
from footlights.roof.channels.adapters.other_side.keys import Keys, make_keys
from footlights.roof.channels.types import Account

HOUSE = "http://localhost:9"


@cache
def keys_for(mode: str) -> Keys:
    """Return the keys of a run of tests, made once: RSA keys take their time."""
    return make_keys("http://127.0.0.1:9", HOUSE, mode)


@pytest.fixture(params=["secure"])
def keys(request: pytest.FixtureRequest) -> Keys:
    """Return both sides' secrets."""
    return keys_for(request.param)


@pytest.fixture
def account(keys: Keys, settings, tmp_path) -> Account:
    """Return the account that the house is connected to."""
    (tmp_path / "run").mkdir()
    settings.HOME = tmp_path
    return api.connect(keys.account)
