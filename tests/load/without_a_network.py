"""Open a house from an unpacked pack where there is no network, and print what its pages answered.

Run inside `unshare -rn`, with the pack's folder and a port: nothing but the loopback can be reached.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE_SECONDS = 900
PAGES = ("/health", "/en/", "/zh/")


def main(folder: str, port: str) -> int:
    """Return 0 when the house opened and closed as asked."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    assert not reaches_the_world()
    with subprocess.Popen(
        [Path(folder) / "footlights", "up", "--offline", "--port", port], stdin=subprocess.DEVNULL
    ) as house:
        patience = time.monotonic() + PATIENCE_SECONDS
        while status_of(port, "/health") != 200 and house.poll() is None and time.monotonic() < patience:
            time.sleep(0.5)
        found = {page: status_of(port, page) for page in PAGES}
        house.send_signal(signal.SIGINT)
        code = house.wait(timeout=60)
    print(json.dumps({"pages": found, "ended": code, "home": os.environ["FOOTLIGHTS_HOME"]}))
    return 0


def reaches_the_world() -> bool:
    """Return whether a packet finds any way out of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return False
    return True


def status_of(port: str, page: str) -> int:
    """Return the status of a page, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=10) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code
    except OSError:
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
