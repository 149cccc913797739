"""The lab: one festival, four methods, the best plan in the foyer; cohorts for research, none of them small."""

from __future__ import annotations

import tempfile
from pathlib import Path

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in


def solve(guide: Guide) -> None:
    """An invented festival is solved four ways; the page tells how each did and claims no more than it saw."""
    told = guide.house.ask("lab", "programme", "--films", "8", "--seed", "1")
    for each in told["attempts"]:
        points = "not run" if each["objective"] is None else f"{each['objective']} points"
        guide.figure(f"{each['method']} on {told['variables']} choices", f"{points}, {each['seconds']:.4f} s")
    guide.figure("No plan can have more points than", told["bound"])
    guide.figure("What the lab says", told["advice"]["en"])
    greedy = next(each for each in told["attempts"] if each["method"] == "greedy")
    if told["objective"] < greedy["objective"]:
        raise AssertionError(told)
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/en/lab/")
        with shown.page.expect_navigation():
            shown.page.locator("main form:has(input[name=invented]) [type=submit]").click()
        shown.page.wait_for_selector("#outcome:not([hx-get])", timeout=60_000)
        guide.picture(shown.page, "Four methods on an invented festival", whole=True)
        address = shown.page.url.replace("/en/", "/zh/")
    with open_context(guide.chromium, PHONE) as context:
        shown = watch(context)
        shown.go(address)
        guide.picture(shown.page, "The same, on a phone")


def publish(guide: Guide) -> None:
    """The house's own films make a programme; published, it stands in the foyer, and live can relay its days."""
    for en, zh, seconds in (("The Harbour", "港湾", "5400"), ("The Compass", "罗盘", "6300")):
        names = ("--title-en", en, "--title-zh", zh, "--runtime-seconds", seconds)
        work = guide.house.ask("works", "add", *names)["work"]
        guide.house.do("grant_to_both", guide.known["partnership"], work, guide.known["broadcaster"])
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/en/lab/")
        shown.page.fill("#title_en", "Lamplight Days")
        shown.page.fill("#title_zh", "灯火影展")
        with shown.page.expect_navigation():
            shown.page.locator("main form:has(#title_en) [type=submit]").click()
        shown.page.wait_for_selector("#outcome:not([hx-get])", timeout=60_000)
        shown.page.reload()
        address = shown.page.url
        with shown.page.expect_navigation():
            shown.page.locator("main form:has([name=act][value=publish]) [type=submit]").click()
        guide.picture(shown.page, "A programme of the house's films, published", whole=True)
        orders = [link.get_attribute("href") for link in shown.page.locator("a[href*='/order-']").all()]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "order.json"
            file.write_bytes(context.request.get(f"{guide.house.url}{orders[0]}").body())
            event = guide.house.ask("live", "plan", file)
        guide.figure("Showings of a day that live planned from its running order", len(event["slots"]))
    for width, language in ((DESK, "en"), (PHONE, "zh")):
        with open_context(guide.chromium, width) as context:
            shown = watch(context)
            shown.go(f"{guide.house.url}/{language}/")
            shown.page.locator("#lab-programme").scroll_into_view_if_needed()
            guide.picture(shown.page, f"It stands in the foyer ({language})")
            if address.rpartition("/")[2] not in shown.page.content():
                raise AssertionError(address)


def release(guide: Guide) -> None:
    """Invented people watched in a week gone by; a university gets their cohorts, none under ten, and the log says so."""
    made = guide.house.do("let_a_university_study", guide.known["work"])
    with tempfile.TemporaryDirectory() as folder:
        words = ("lab", "release", "--institution", made["university"], "--to", made["reader"], "--since", "2025-01-01",
                 "--until", "2025-01-07", "--out", Path(folder))  # fmt: skip
        told = guide.house.ask(*words, "--agreement", made["research"])
        rows = (Path(folder) / "extract.csv").read_text("utf-8").splitlines()
        again = guide.house.ask(*words, "--agreement", made["research"])
        refused = guide.house.run(*words, "--agreement", guide.known["agreement"])
        other = guide.house.run(*words, "--agreement", made["research"], "--by", "territory")
    guide.figure("People in the release, all invented", told["people"])
    guide.figure("Cohorts told, and those not told", f"{len(rows) - 1}; {told['suppressed']['cohorts']}")
    guide.figure("Same hash when taken again", told["sha256"] == again["sha256"])
    guide.figure("Without an agreement that names the university", refused.stderr.strip())
    guide.figure("The same days in another shape", other.stderr.strip()[:120])
    if told["sha256"] != again["sha256"] or not refused.returncode or not other.returncode:
        raise AssertionError(told)
    for width, language in ((DESK, "en"), (PHONE, "zh")):
        with open_context(guide.chromium, width) as context:
            shown = watch(context)
            shown.go(f"{guide.house.url}/{language}/lab/releases")
            guide.picture(shown.page, f"What was released, and to whom ({language})", whole=True)


STOPS: list[Stop] = [
    (Both("A festival's programme is solved four ways", "四种方法求解影展排片"), solve),
    (Both("The winner stands in the foyer", "胜出方案进入大厅"), publish),
    (Both("Cohorts for research", "供研究的群体数据"), release),
]
