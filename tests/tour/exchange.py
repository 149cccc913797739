"""The exchange: a file of the trade is checked cell by cell, looked into, taken in; and the grants go out again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from footlights.kernel.text import Both
from footlights.services.exchange.tests.files import EIDR, workbook
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in

SLIP = {"TitleID": EIDR[:-1] + "F", "FormatProfile": "SD"}  # a wrong check character


def check(guide: Guide) -> None:
    """A sound file passes; a slip in an identifier is told with its cell."""
    with tempfile.TemporaryDirectory() as folder:
        sound, faulty = Path(folder) / "sound.xlsx", Path(folder) / "faulty.xlsx"
        sound.write_bytes(workbook())
        faulty.write_bytes(workbook({}, SLIP))
        told = guide.house.ask("exchange", "check", sound)["files"][0]
        guide.figure("Problems of a sound file", len(told["problems"]))
        done = guide.house.run("exchange", "check", faulty)
        guide.figure("A slip in an EIDR is found at", done.stdout.splitlines()[1].split()[1])


def take_in(guide: Guide) -> None:
    """A producer sees what a file would grant, and takes it in; it goes out as Excel 1.9 and XML 2.6."""
    title = {"TitleInternalAlias": "Lamplighter, The", "TitleID": "", "Exclusive": "No"}
    with tempfile.TemporaryDirectory() as folder, open_context(guide.chromium, DESK) as context:
        file = Path(folder) / "avails.xlsx"
        file.write_bytes(workbook({**title, "Territory": "HK"}, {**title, "Territory": "SG"}))
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/en/exchange/")
        shown.page.set_input_files("#file", str(file))
        with shown.page.expect_navigation():
            shown.page.locator("main form [type=submit]").first.click()
        guide.picture(shown.page, "What the file would grant, before anything is granted", whole=True)
        shown.page.select_option("#agreement", guide.known["agreement"])
        with shown.page.expect_navigation():
            shown.page.locator("main form [type=submit]").first.click()
        guide.picture(shown.page, "Taken in")
        for form in ("xlsx", "xml"):
            out = Path(folder) / f"out.{form}"
            written = guide.house.ask("exchange", "write", guide.known["agreement"], out)
            problems = guide.house.ask("exchange", "check", out)["files"][0]["problems"]
            guide.figure(
                f"Lines written as {form}, and problems found in them", f"{written['lines']}, {len(problems)}"
            )
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/zh/exchange/")
        guide.picture(shown.page, "The exchange on a phone")


STOPS: list[Stop] = [
    (Both("A file of the trade is checked", "检查行业文件"), check),
    (Both("Its rights are taken in, and go out again", "导入与导出权利"), take_in),
]
