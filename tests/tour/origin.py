"""The figures that the origin speaks of: generated, labelled so, and counted by the house's own commands."""

from __future__ import annotations

import csv
import random
import tempfile
from pathlib import Path

from footlights.kernel.text import Both
from tests.browser import DESK, open_context, watch

from .guide import Guide, Stop
from .ring import sign_in


def count(guide: Guide) -> None:
    """Views, actives, a term's money and a 9.9, each at a size that a tour has time for; docs/figures.md has the full ones."""
    with tempfile.TemporaryDirectory() as folder:
        guide.house.run("insight", "generate", "--counted", "220000", "--out", Path(folder) / "views")
        told = guide.house.ask("insight", "count", Path(folder) / "views")
        guide.figure("Counted of 220,000 known views (generated)", f"{told['counted']:,}")
        votes = Path(folder) / "votes.csv"
        guide.figure("A 9.9, earned (generated votes)", _score(guide, votes, attackers=0))
        guide.figure("The same under half as many throwaway ones", _score(guide, votes, attackers=1_000))
    told = guide.house.ask("insight", "actives", "--daily", "200000", "--monthly", "5000000")
    guide.figure(
        "Daily actives, known and counted (generated)",
        f"{told['daily']['known']:,}, {told['daily']['counted'][0]:,}",
    )
    guide.figure(
        "Monthly actives, known and counted (generated)",
        f"{told['monthly']['known']:,}, {told['monthly']['counted']:,}",
    )
    known = guide.known
    term = guide.house.do(
        "state_a_term", known["partnership"], known["work"], known["broadcaster"], known["opera"]
    )
    guide.figure(
        "Twelve quarterly statements (generated use)", f"{term['total'] / 100:,.2f} {term['currency']}"
    )
    guide.figure(
        "What the two parties get of it", " + ".join(f"{each / 100:,.2f}" for each in term["parties"])
    )
    if not term["adds_up"] or told["monthly"]["known"] != told["monthly"]["counted"]:
        raise AssertionError((term, told))
    with open_context(guide.chromium, DESK) as context:
        shown = watch(context)
        sign_in(guide, context.new_page())
        shown.go(f"{guide.house.url}/en/studio/deals/{known['memorandum']}")
        guide.picture(shown.page, "The deal with its twelve statements", whole=True)


def _score(guide: Guide, file: Path, attackers: int) -> str:
    """Return a work's mean and score under votes by two thousand regular raters and some attackers."""
    dice = random.Random(99)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["item", "rater", "rating", "rated_at"])
        for rater in range(2_000):
            for item in range(12):
                rows.writerow(
                    [
                        f"other-{item}",
                        f"r{rater}",
                        dice.choice([5, 6, 7, 8, 9]),
                        1_700_000_000 + rater * 3_000,
                    ]
                )
            rows.writerow(["the-work", f"r{rater}", 10 if rater % 20 else 9, 1_700_000_000 + rater * 3_000])
        for attacker in range(attackers):
            rows.writerow(["the-work", f"throwaway{attacker}", 1, 1_703_000_000 + attacker * 20])
    scored = guide.house.ask("shelf", "score", file)["items"]["the-work"]
    return f"mean {scored['mean']:.2f}, score {scored['score']:.2f}, {scored['n']:,} votes"


STOPS: list[Stop] = [(Both("The origin's figures, generated and counted", "缘起中的数字：生成并计数"), count)]
