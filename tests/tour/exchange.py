"""The exchange: files of the trade and plain spreadsheets are checked by cell and taken in; the grants go out again."""

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


def take_in_plain(guide: Guide) -> None:
    """A plain CSV in Chinese: its columns are guessed, one is put right, a slip is told by its cell; mended, it is taken in."""
    head = "片名,授权地区,开始,结束,备注,独家\n"
    row = "The Lamplighter,日本、韩国,2027年1月1日,{end},网络点播,否\n"
    with tempfile.TemporaryDirectory() as folder, open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        for name, end in (("slip", "2027年2月31日"), ("mended", "2027年2月28日")):
            file = Path(folder) / f"{name}.csv"
            file.write_bytes((head + row.format(end=end)).encode("gb18030"))
            shown.go(f"{guide.house.url}/en/exchange/")
            shown.page.set_input_files("#file", str(file))
            with shown.page.expect_navigation():
                shown.page.locator("main form [type=submit]").first.click()
            shown.page.select_option("#c-medium", "4")
            with shown.page.expect_navigation():
                shown.page.locator("main form:has(#c-medium) [type=submit]").click()
            guide.picture(shown.page, f"A plain spreadsheet: {name}", whole=True)
            if name == "slip":
                guide.figure(
                    "A day that there is not is found at",
                    shown.page.locator("#wrong ~ div th[scope=row]").first.inner_text(),
                )
        shown.page.select_option("#agreement", guide.known["agreement"])
        with shown.page.expect_navigation():
            shown.page.locator("main form:has(#agreement) [type=submit]").click()
        address = shown.page.url
        granted = shown.page.locator(".notice-good li").count()
        guide.figure("Grants that came of it", granted)
        if granted != 1:
            raise AssertionError(address)
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(address.replace("/en/", "/zh/"))
        guide.picture(shown.page, "The same on a phone", whole=True)


def compare(guide: Guide) -> None:
    """The grants go out as ODRL; policies are compared, and what is not told is never a yes."""
    with tempfile.TemporaryDirectory() as folder:
        out, cap = Path(folder) / "out.jsonld", Path(folder) / "cap.ttl"
        written = guide.house.ask("exchange", "write", guide.known["agreement"], out)
        guide.figure("Rights written as ODRL policies", written["lines"])
        cap.write_text(CAP, "utf-8")
        for fact in ("P4D", "P6D"):
            done = guide.house.run("exchange", "policies", cap, "--given", f"meteredTime={fact}")
            guide.figure(f"A cap of five days, {fact} metered", done.stdout.strip())


CAP = """@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
<urn:example:cap> a odrl:Set ; odrl:permission [ odrl:action odrl:use ; odrl:constraint [
  odrl:leftOperand odrl:meteredTime ; odrl:operator odrl:lteq ; odrl:rightOperand "P5D" ] ] .
"""
STOPS: list[Stop] = [
    (Both("A file of the trade is checked", "检查行业文件"), check),
    (Both("Its rights are taken in, and go out again", "导入与导出权利"), take_in),
    (Both("Deals come from a plain spreadsheet", "由普通表格导入协议"), take_in_plain),
    (Both("Policies agree, clash, or leave it open", "策略相容、冲突或未知"), compare),
]
