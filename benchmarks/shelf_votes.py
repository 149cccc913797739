"""The protected score on real votes: how near it is after few of them, and how far a brigade moves it.

The votes (100,000 of films, 943 people) come at bench time in the wheel of recbole, into a temporary folder: their owner
allows research and no redistribution, so none is in this repository. Without a network the rows say so.
"""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from statistics import fmean

from benchmarks.shelf_house import ROOT, Rows, busy

WHEEL = "recbole==1.2.1"
INSIDE = "recbole/dataset_example/ml-100k/ml-100k.inter"
SEEDS = range(1, 6)
RATED_OFTEN, ATTACKED = 60, 10
SIX_HOURS = 6 * 3600.0


def run() -> Rows:
    """Return the rows; one that says why there is no figure when the votes can't be fetched."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        words = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps"]
        done = subprocess.run([*words, WHEEL, "-d", folder], check=False, capture_output=True, text=True)
        wheel = next(Path(folder).glob("*.whl"), None)
        if done.returncode or wheel is None:
            return [
                {
                    "name": "score on real votes",
                    "value": 0,
                    "unit": "",
                    "note": f"not run: {WHEEL} could not be fetched",
                }
            ]
        with zipfile.ZipFile(wheel) as archive:
            return measure(archive.read(INSIDE).decode())


def measure(text: str) -> Rows:
    """Return the rows for the votes in a text of user, item, rating 1–5 and seconds, which are doubled."""
    sys.path.insert(0, str(ROOT / "src"))
    from footlights.services.shelf.core.score import Vote  # noqa: PLC0415  # needs the path

    lines = [line.split("\t") for line in text.splitlines()[1:]]
    votes = [Vote(item, rater, 2 * float(rating), float(at)) for rater, item, rating, at in lines]
    of_item: dict[str, list[Vote]] = {}
    for vote in votes:
        of_item.setdefault(vote.item, []).append(vote)
    return [_few(votes, of_item, number, bar) for number, bar in ((3, None), (5, 0.72))] + [
        _attacked(votes, of_item, share, bar) for share, bar in ((0.5, 0.10), (1.0, 0.15))
    ]


def _few(votes, of_item, number, bar):  # type: ignore[no-untyped-def]
    """Measure the error of the score from so many votes to the mean of all the others."""
    from footlights.services.shelf.core.score import learn_prior, score_all  # noqa: PLC0415  # needs the path

    often = sorted(item for item in of_item if len(of_item[item]) >= RATED_OFTEN)
    own, plain = [], []
    for seed in SEEDS:
        chance = random.Random(seed)
        chance.shuffle(often)
        taught, asked = often[: len(often) // 2], often[len(often) // 2 :]
        drawn, truth = [], {}
        for item in asked:
            mixed = chance.sample(of_item[item], len(of_item[item]))
            drawn += mixed[:number]
            truth[item] = fmean(vote.rating for vote in mixed[number:])
        scored = score_all(drawn, learn_prior([vote.rating for vote in of_item[item]] for item in taught))
        own += [(scored[item].score - truth[item]) ** 2 for item in asked]
        plain += [(scored[item].mean - truth[item]) ** 2 for item in asked]
    error = math.sqrt(fmean(own))
    return {
        "name": f"error (RMSE) of the score from {number} votes, of ten",
        "value": round(error, 3),
        "unit": "points",
        "peer": "plain mean",
        "peer_value": round(math.sqrt(fmean(plain)), 3),
        "ratio": round(error / math.sqrt(fmean(plain)), 3),
        "bar": f"≤ {bar}" if bar else "",
        "holds": error <= bar if bar else None,
        "note": f"films with ≥ {RATED_OFTEN} votes, {len(SEEDS)} draws; the prior learnt on the other half of the films",
    }


def _attacked(votes, of_item, share, bar):  # type: ignore[no-untyped-def]
    """Measure how far throwaway accounts (0–2 other votes each) move scores by votes of 2 within six hours."""
    from footlights.services.shelf.core.score import Vote, score_all  # noqa: PLC0415  # needs the path

    chance = random.Random(20261127)
    names = sorted(of_item)
    before = score_all(votes)
    moved, plain = [], []
    for item in chance.sample([name for name in names if len(of_item[name]) >= 50], ATTACKED):
        times = [vote.at for vote in of_item[item]]
        start = chance.uniform(min(times), max(times))
        attack = []
        for n in range(round(len(of_item[item]) * share)):
            attack.append(Vote(item, f"new-{n}", 2, start + chance.random() * SIX_HOURS))
            attack += [Vote(chance.choice(names), f"new-{n}", chance.randint(1, 10), start) for _ in range(chance.randint(0, 2))]  # fmt: skip
        after = score_all([*votes, *attack])[item]
        moved.append(abs(after.score - before[item].score))
        plain.append(abs(after.mean - before[item].mean))
    return {
        "name": f"a score moved by {share:.0%} throwaway votes of 2 within six hours",
        "value": round(fmean(moved), 4),
        "unit": "points",
        "peer": "plain mean",
        "peer_value": round(fmean(plain), 3),
        "ratio": round(fmean(moved) / fmean(plain), 4),
        "bar": f"≤ {bar:.2f}",
        "holds": fmean(moved) <= bar,
        "note": f"mean of {ATTACKED} films with ≥ 50 votes, the most {max(moved):.3f}" + busy(),
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
