"""Pictures of the house's pages: ``python -m tests.tools.shots http://localhost:8000 FOLDER [--sign-ins FILE] [PATH …]``.

Each page in both languages, at 390 and 1440 pixels, in the light and the dark scheme, as a visitor and, where
that is not let in, as the operator named in the sign-ins file. Prints what axe and the console found.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.browser import DESK, PHONE, Watched, open_chromium, open_context, watch

PAGES = (
    "",
    "search",
    "search?q=sea",
    "search?q=zzzz",
    "memorandum/",
    "studio/",
    "studio/components",
    "no-such-page",
)


def main() -> None:
    """Take the pictures."""
    chosen = _read_words()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with open_chromium() as browser:
        for width in chosen.widths:
            for scheme in chosen.schemes:
                with open_context(browser, width, scheme) as context:
                    if chosen.sign_ins:
                        _sign_in(context, chosen.house, chosen.sign_ins)
                    shown = watch(context)
                    for language in chosen.languages:
                        for page in chosen.pages or PAGES:
                            _take(shown, chosen, f"/{language}/{page}", f"{language}-{width}-{scheme}")


def _take(shown: Watched, chosen: argparse.Namespace, path: str, look: str) -> None:
    shown.faults.clear()
    status = shown.go(chosen.house + path)
    name = re.sub(r"[^a-z0-9]+", "-", path[4:].lower()).strip("-")[:40] or "home"
    shown.page.screenshot(path=chosen.folder / f"{name}-{look}.png", full_page=True)
    faults = [*shown.faults, *(shown.find_with_axe() if chosen.axe else ())]
    if (wider := shown.overflow()) > 0:
        faults.append(f"wider than its window by {wider} px")
    print(f"{status} {path} {look}", *faults, sep="\n    ", flush=True)


def _sign_in(context: BrowserContext, house: str, sign_ins: Path) -> None:
    known = {each["role"]: each for each in json.loads(sign_ins.read_text("utf-8"))}
    page = context.new_page()
    page.goto(f"{house}/en/account/login/")
    page.fill("#id_login", known["operator"]["email"])
    page.fill("#id_password", known["operator"]["password"])
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    page.close()


def _read_words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take pictures of the house's pages.")
    parser.add_argument("house")
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--sign-ins", type=Path)
    parser.add_argument("--widths", type=int, nargs="*", default=[PHONE, DESK])
    parser.add_argument("--schemes", nargs="*", default=["light", "dark"])
    parser.add_argument("--languages", nargs="*", default=["en", "zh"])
    parser.add_argument("--axe", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
