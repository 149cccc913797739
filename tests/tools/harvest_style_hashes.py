"""Which style sheets the player's elements write into their shadow roots: their hashes, for the page's CSP.

``python -m tests.tools.harvest_style_hashes`` writes them to the shell after a new build of the front end;
tests/pages/test_player.py says when that was forgotten.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from playwright.sync_api import Browser

from tests.browser import open_chromium
from tests.rules.tree import REPOSITORY

SHELL = REPOSITORY / "src" / "footlights" / "project" / "shell"
HASHES = SHELL / "style-hashes.json"
STATIC = SHELL / "static"
# The hash of every style element in every shadow root of the page, however deep.
WALK = """async () => {
  const found = new Set();
  const walk = async (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (!node.shadowRoot) continue;
      for (const style of node.shadowRoot.querySelectorAll('style')) {
        const bytes = new TextEncoder().encode(style.textContent);
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        found.add("'sha256-" + btoa(String.fromCharCode(...digest)) + "'");
      }
      await walk(node.shadowRoot);
    }
  };
  await walk(document);
  return [...found].sort();
}"""


def harvest(browser: Browser) -> list[str]:
    """Return the hashes that a page with a player needs, sorted."""
    with _serve() as address:
        page = browser.new_page()
        try:
            page.goto(address)
            page.wait_for_selector("foot-player media-controller media-time-range")
            page.wait_for_selector("foot-player[data-state]")
            found: list[str] = page.evaluate(WALK)
            return found
        finally:
            page.close()


@contextmanager
def _serve() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            self.path = self.path.removeprefix("/static")
            super().do_GET()
            return
        entries: dict[str, Any] = json.loads((STATIC / "shell/dist/manifest.json").read_text("utf-8"))
        script = entries["index.ts"]["file"]
        page = (
            f'<!doctype html><html lang="en"><script type="module" src="/static/shell/dist/{script}"></script>'
            '<foot-player data-master="/nothing.m3u8" data-expires-in-ms="300000"><video></video>'
            "<p data-said hidden></p></foot-player>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def main() -> None:
    """Write the hashes where the shell reads them."""
    with open_chromium() as browser:
        found = harvest(browser)
    HASHES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(f"{len(found)} hashes -> {HASHES.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
