"""The plugin that keeps tests to themselves."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from tests.home import NetworkIsOff, is_local


def test_the_tests_live_in_a_home_of_their_own():
    assert Path(os.environ["FOOTLIGHTS_HOME"]).parent == Path(tempfile.gettempdir())
    assert Path(os.environ["FOOTLIGHTS_HOME"]).name.startswith("footlights-test-")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "house.localhost", b"localhost", None, ""])
def test_this_machine_is_local(host):
    assert is_local(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "169.254.169.254", "fe80::1", "2001:db8::1"])
def test_any_other_machine_is_not(host):
    assert not is_local(host)


def test_a_connection_further_than_loopback_is_refused():
    with socket.socket() as plug, pytest.raises(NetworkIsOff):
        plug.connect(("192.0.2.1", 80))


def test_a_name_further_than_loopback_is_not_looked_up():
    with pytest.raises(NetworkIsOff):
        socket.getaddrinfo("example.org", 80)
