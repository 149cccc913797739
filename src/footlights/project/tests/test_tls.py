"""A house over its own certificate: made once, kept to its owner, served for real."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footlights.project.build.places import REPOSITORY
from footlights.project.tls import GOOD_FOR, own_certificate
from tests.house import free_port

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_a_certificate_is_kept_until_it_lacks_a_name_or_grows_old(tmp_path):
    folder = tmp_path / "tls"
    first = own_certificate(folder, ["localhost", "127.0.0.1"], NOON)

    assert own_certificate(folder, ["localhost"], NOON).fingerprint == first.fingerprint
    assert own_certificate(folder, ["localhost", "::1"], NOON).fingerprint != first.fingerprint
    late = own_certificate(folder, ["localhost"], NOON + GOOD_FOR - timedelta(days=13))
    assert late.fingerprint != first.fingerprint


def test_its_key_is_for_its_owner_alone(tmp_path):
    made = own_certificate(tmp_path / "tls", ["localhost"], NOON)

    assert made.key.stat().st_mode & 0o077 == 0
    assert len(made.fingerprint.split(":")) == 32


def test_the_own_address_is_an_address():
    asked = "from footlights.project.tls import own_address; print(own_address())"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip().count(".") == 3


@pytest.mark.house
def test_a_house_opens_over_tls_and_prints_a_code_for_a_phone(tmp_path):
    port, log = free_port(), tmp_path / "up.log"
    home = tmp_path / "home"
    environment = {
        **os.environ,
        "FOOTLIGHTS_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY / "src"),
        "LANG": "en",
    }
    words = [
        sys.executable,
        "-m",
        "footlights.project.cli",
        "up",
        "--no-demo",
        "--https",
        "--host",
        "127.0.0.1",
    ]
    with log.open("wb") as out:
        house = subprocess.Popen(
            [*words, "--port", str(port)], env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        try:
            patience = time.monotonic() + 120
            while "sign in" not in log.read_text("utf-8").lower() and time.monotonic() < patience:
                time.sleep(0.2)
            trusted = ssl.create_default_context(cafile=str(home / "tls" / "house.pem"))
            line = http.client.HTTPSConnection("localhost", port, timeout=60, context=trusted)
            line.request("GET", "/en/account/login/")
            reply = line.getresponse()
            assert reply.status == 200
            cookies = [value for name, value in reply.getheaders() if name.lower() == "set-cookie"]
            assert cookies
            assert all("Secure" in each for each in cookies)
            assert reply.getheader("Strict-Transport-Security") is None
            line.close()
        finally:
            house.send_signal(signal.SIGINT)
            house.wait(timeout=30)
    printed = log.read_text("utf-8")
    assert f"https://localhost:{port}" in printed
    assert "▄" in printed or "█" in printed
    assert json.loads((home / "sign-ins.json").read_text("utf-8"))
    assert Path(home / "tls" / "house-key.pem").exists()
