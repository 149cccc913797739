"""A real Chromium through Playwright: pages that report every fault they show, and axe on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from footlights.project.testing.machine import NO_CHROMIUM, find_chromium
from tests.rules.tree import REPOSITORY

AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = 390, 1440
RULES_ON = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another scheme can change
# Whether the element that has the focus shows it: an outline, or a shadow that it lacks without focus.
FOCUS_IS_SEEN = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  let deep = at;
  while (deep.shadowRoot && deep.shadowRoot.activeElement) deep = deep.shadowRoot.activeElement;
  const seen = (node) => {
    const style = getComputedStyle(node);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  };
  return {
    where: (at.tagName + ' ' + (at.id || at.className || at.textContent.trim().slice(0, 30))).trim(),
    seen: seen(deep) || seen(at),
  };
}"""


@dataclass
class Watched:
    """A page, and everything that went wrong on it since it was opened."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def go(self, url: str) -> int:
        """Open an address; return its status."""
        reply = self.page.goto(url, wait_until="load")
        assert reply is not None
        return reply.status

    def looks_like_a_page(self, url: str) -> bool:
        """Return whether an address, asked by this visitor, answers GET and with HTML: no act, no download."""
        reply = self.page.request.get(url)
        is_html = reply.headers.get("content-type", "").startswith("text/html")
        return reply.status != 405 and is_html and "content-disposition" not in reply.headers

    def find_with_axe(self, rules: list[str] = RULES_ON) -> list[str]:
        """Return what axe finds wrong by rules or tags of rules, one line each."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe_source())
        found = self.page.evaluate(
            "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)", rules
        )
        return [
            f"{violation['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:240]}"
            for violation in found
            for node in violation["nodes"][:4]
        ]

    def overflow(self) -> int:
        """Return by how many CSS pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def unseen_focus(self, stops: int = 25) -> list[str]:
        """Walk through the page with the Tab key; return the places where the focus cannot be seen.

        A date's field is several stops, of which the browser marks the later ones itself.
        """
        self.page.keyboard.press("Tab")
        seen: dict[str, bool] = {}
        for _ in range(stops):
            found = self.page.evaluate(FOCUS_IS_SEEN)
            if found is None:
                break
            seen[found["where"]] = seen.get(found["where"], False) or found["seen"]
            self.page.keyboard.press("Tab")
        return [where for where, is_seen in seen.items() if not is_seen]


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start a Chromium for as long as the block lasts."""
    path = find_chromium()
    assert path, str(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()


def open_context(browser: Browser, width: int = DESK, scheme: str = "light", **more: Any) -> BrowserContext:
    """Open a fresh visitor: a window width, a colour scheme, no cookies, no motion."""
    return browser.new_context(
        viewport={"width": width, "height": 844 if width == PHONE else 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        **more,
    )


def watch(context: BrowserContext) -> Watched:
    """Open a page that notes console errors, blocked content, exceptions and failed requests."""
    watched = Watched(context.new_page())
    page = watched.page

    def note_console(message: Any) -> None:
        # A refusal's own status is not a fault of the page; what it loads is judged by its answers below.
        if message.type == "error" and "Failed to load resource" not in message.text:
            watched.faults.append(f"console: {message.text[:300]}")

    def note_answer(answer: Any) -> None:
        if answer.status >= 400 and answer.request.resource_type != "document":
            watched.faults.append(f"{answer.status}: {answer.url}")

    page.on("console", note_console)
    page.on("response", note_answer)
    page.on("pageerror", lambda error: watched.faults.append(f"exception: {error}"))
    return watched


@cache
def _axe_source() -> str:
    return AXE.read_text("utf-8")
