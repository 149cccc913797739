"""Style: Electricity mixed logit beside xlogit in alternating runs, right standard errors, intervals, adaptive pairs.

`python -m benchmarks.style` runs it alone; the data lie beside the repository and are never kept.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.peer import ask_peer
from benchmarks.shelf_house import busy, in_a_house, open_house

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "style"
NAMES: Final = ("pf", "cl", "loc", "wk", "tod", "seas")
PUBLISHED: Final = {
    100: -3952.4877325451,
    500: -3891.717713571,
}  # mlogit's, in xlogit's benchmark of the same draws
REPEATS: Final = 3
QUESTIONS: Final = 13
LONGEST_STUDY: Final = 30
PEOPLE_ASKED: Final = 40
SEED: Final = 20260505
Row = dict[str, object]


def run() -> list[Row]:
    """Return every row."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")
    import django  # noqa: PLC0415  # the environment names its settings

    django.setup()
    rows = [_coverage(), _adaptive(), *in_a_house("style")]
    return [*_electricity(), *rows] if SHARED.exists() else rows


def _electricity() -> list[Row]:
    data = SHARED / "electricity_long.csv"
    own: list[tuple[float, float]] = []
    plain: list[dict[str, Any]] = []
    told: dict[str, Any] = {}
    fewer, _, _ = _fit(data, 100)  # first, so that what is loaded but once counts on neither side
    for _ in range(REPEATS):
        told, seconds, cpu = _fit(data, 500)
        own.append((seconds, cpu))
        answer = ask_peer("logit", {"file": str(data), "draws": 500, "num_hess": False}, seconds=1800)
        if answer is not None:
            plain.append(answer)
    rows = [_loglik(100, fewer["loglik"]), _loglik(500, told["loglik"]), _errors(data, told)]
    if not plain:
        return rows
    right = ask_peer("logit", {"file": str(data), "draws": 500, "num_hess": True}, seconds=3600)
    cpu = float(np.median([each[1] for each in own]))
    wall = float(np.median([each[0] for each in own]))
    peer_cpu = float(np.median([each["cpu"] for each in plain]))
    peer_wall = float(np.median([each["seconds"] for each in plain]))
    apart = abs(told["loglik"] - plain[0]["loglik"])
    note = f"on the wall {wall:.1f} s and {peer_wall:.1f} s; log-likelihoods {apart:.1e} apart" + busy()
    rows.append(_against("its default", cpu, peer_cpu, 5, plain[0]["version"], note))
    if right is not None:
        note = f"on the wall {wall:.1f} s and {right['seconds']:.1f} s; one run of the peer" + busy()
        rows.append(_against("num_hess=True", cpu, right["cpu"], 20, right["version"], note))
    return rows


def _against(what: str, own: float, peer: float, times: int, version: str, note: str) -> Row:
    return {
        "name": f"Electricity, 6 normals, 500 draws, with standard errors, against xlogit with {what}",
        "value": round(own, 2),
        "unit": "CPU-s",
        "peer": f"xlogit {version}, {what}",
        "peer_value": round(peer, 2),
        "ratio": round(own / peer, 4),
        "bar": f"≥ {times} times as fast",
        "holds": bool(peer >= times * own),
        "note": note,
    }


def _loglik(draws: int, found: float) -> Row:
    apart = abs(found - PUBLISHED[draws])
    return {
        "name": f"Electricity log-likelihood at {draws} draws, from the published one",
        "value": float(apart),
        "unit": "",
        "bar": "≤ 1e-4",
        "holds": bool(apart <= 1e-4),
        "note": f"{found:.9f}",
    }


def _fit(data: Path, draws: int) -> tuple[dict[str, Any], float, float]:
    """Return what is told of a fit, and its wall and processor seconds with the reading of the file."""
    from footlights.services.style import api  # noqa: PLC0415  # needs Django

    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "spec.toml"
        spec.write_text(_spec(draws), "utf-8")
        began, busy = time.perf_counter(), time.process_time()
        told, _ = api.fit_file(data, spec)
        return told, time.perf_counter() - began, time.process_time() - busy


def _spec(draws: int) -> str:
    variables = "\n".join(f'{name} = {{dist = "normal"}}' for name in NAMES)
    return (
        '[data]\nperson = "id"\nsituation = "chid"\nalternative = "alt"\nchosen = "choice"\n'
        f'[variables]\n{variables}\n[draws]\nkind = "halton"\ncount = {draws}\ndrop = 100\n'
    )


def _errors(data: Path, told: dict[str, Any]) -> Row:
    """Standard errors against central differences of the gradient at the optimum."""
    from footlights.services.style.adapters.choices import read_choices, read_spec  # noqa: PLC0415  # needs Django
    from footlights.services.style.core.choice import evaluate  # noqa: PLC0415  # needs Django

    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "spec.toml"
        spec.write_text(_spec(500), "utf-8")
        problem, _ = read_choices(data, read_spec(spec))
    theta = np.array([told["estimates"][name] for name in problem.names])
    curve = np.zeros((len(theta), len(theta)))
    for place in range(len(theta)):
        step = np.zeros(len(theta))
        step[place] = 1e-5 * max(1.0, abs(theta[place]))
        ahead, behind = evaluate(problem, theta + step)[1], evaluate(problem, theta - step)[1]
        curve[place] = (ahead - behind) / (2 * step[place])
    true = np.sqrt(np.diag(np.linalg.inv(-(curve + curve.T) / 2)))
    worst = max(abs(told["se"][name] / error - 1) for name, error in zip(problem.names, true, strict=True))
    return {
        "name": "standard errors at 500 draws, worst against finite differences",
        "value": float(100 * worst),
        "unit": "%",
        "bar": "≤ 1 %",
        "holds": bool(worst <= 0.01),
    }


def _people(chance: Any, every: Any, *, is_adaptive: bool) -> tuple[Any, Any]:
    from scipy.special import expit  # noqa: PLC0415  # beside the others

    from footlights.services.style.core import elicit, looks  # noqa: PLC0415  # needs Django

    truth, pairs = chance.standard_normal(looks.WORTHS), np.zeros((0, looks.WORTHS))
    for _ in range(QUESTIONS):
        candidates = np.array([_pair(chance, every) for _ in range(100 if is_adaptive else 1)])
        place = elicit.choose_pair(candidates, *elicit.laplace(pairs, 1.0)) if is_adaptive else 0
        pair = candidates[place]
        pairs = np.vstack([pairs, pair if chance.random() < expit(pair @ truth) else -pair])
    return truth, pairs


def _pair(chance: Any, every: Any) -> Any:
    left, right = chance.choice(len(every), 2, replace=False)
    return every[left] - every[right]


def _coverage() -> Row:
    from footlights.services.style.core import elicit, looks  # noqa: PLC0415  # needs Django

    chance = np.random.default_rng(SEED)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    covered = told = 0
    for _ in range(300):
        truth, pairs = _people(chance, every, is_adaptive=True)
        normals = chance.standard_normal((2000, looks.WORTHS))
        draws, weights = elicit.sample(pairs, 1.0, normals, chance.chisquare(elicit.FREEDOM, 2000))
        for place in range(looks.WORTHS):
            low, high = elicit.interval(draws[:, place], weights, 0.9)
            covered += low <= truth[place] <= high
            told += 1
    share = covered / told
    return {
        "name": f"cover of 90 % intervals, 300 simulated people at {QUESTIONS} questions",
        "value": round(share, 4),
        "unit": "",
        "bar": "0.86–0.94",
        "holds": bool(0.86 <= share <= 0.94),
        "note": f"{told} intervals",
    }


def _adaptive() -> Row:
    from footlights.services.style.core import elicit, looks  # noqa: PLC0415  # needs Django

    chance = np.random.default_rng(SEED + 1)
    every = np.array([looks.code_effects(code) for code in looks.every_look()])
    hits: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(200):
        for is_adaptive, found in hits.items():
            truth, pairs = _people(chance, every, is_adaptive=is_adaptive)
            mean, _ = elicit.laplace(pairs, 1.0)
            unseen = np.array([_pair(chance, every) for _ in range(400)])
            found.append(float(((unseen @ mean > 0) == (unseen @ truth > 0)).mean()))
    gains = np.array(hits[True]) - np.array(hits[False])
    gain, error = float(gains.mean()), float(gains.std(ddof=1)) / len(gains) ** 0.5
    low, high = gain - 1.96 * error, gain + 1.96 * error
    return {
        "name": f"hit rate on unseen pairs after {QUESTIONS} adaptive questions",
        "value": round(float(np.mean(hits[True])), 4),
        "unit": "",
        "peer": "random questions",
        "peer_value": round(float(np.mean(hits[False])), 4),
        "ratio": round(float(np.mean(hits[True]) / np.mean(hits[False])), 3),
        "bar": "more",
        "holds": low > 0,
        "note": f"difference {gain:.3f}, 95 % interval {low:.3f} to {high:.3f}; 200 simulated people each",
    }


def _measure() -> list[Row]:
    """Return how soon the next pair is there: chosen, and with its page, for people who answer 30 questions each."""
    open_house()
    from django.test import Client  # noqa: PLC0415  # needs Django

    from footlights.ground.people.types import AgeBand, Viewer  # noqa: PLC0415  # needs Django
    from footlights.ground.works import api as works  # noqa: PLC0415  # needs Django
    from footlights.ground.works.types import WorkDraft, WorkKind  # noqa: PLC0415  # needs Django
    from footlights.kernel.clock import utc_now  # noqa: PLC0415  # needs Django
    from footlights.kernel.text import Both, Language  # noqa: PLC0415  # needs Django
    from footlights.services.style import api  # noqa: PLC0415  # needs Django
    from footlights.services.style.types import StudyDraft  # noqa: PLC0415  # needs Django

    at = utc_now()
    work = works.create_work(WorkDraft(WorkKind.LOOK, Both("Tide line", "潮线")), at)
    study = api.open_study(
        StudyDraft(Both("Which?", "哪一款？"), work, at, at + timedelta(days=1), LONGEST_STUDY)
    )
    chosen: list[float] = []
    for number in range(PEOPLE_ASKED):
        viewer = Viewer(f"s-{number}", None, "", None, None, AgeBand.FROM_18, Language.EN)
        api.begin(study, viewer, AgeBand.FROM_18, None, at)
        while True:
            began = time.perf_counter()
            asked = api.ask(study, viewer, utc_now())
            if asked is None:
                break
            chosen.append(time.perf_counter() - began)
            api.answer(study, viewer, asked.number, asked.left, utc_now())
    client, pages = Client(SERVER_NAME="localhost"), []
    client.post(f"/en/style/{study}", {"age_band": "18-24"})
    for _ in range(LONGEST_STUDY):
        began = time.perf_counter()
        page = client.get(f"/en/style/{study}/choose").content.decode()
        pages.append(time.perf_counter() - began)
        fields = {"number": page.split('name="number" value="')[1].split('"')[0]}
        client.post(
            f"/en/style/{study}/choose", {**fields, "chosen": page.split('name="chosen" value="')[1][:5]}
        )
    late = sorted(1000 * each for each in chosen)[int(0.95 * len(chosen))]
    whole = sorted(1000 * each for each in pages)[int(0.95 * len(pages))]
    return [
        {
            "name": "the next pair, chosen and kept, 95th of a hundred",
            "value": round(late, 2),
            "unit": "ms",
            "bar": "< 50 ms",
            "holds": late < 50,
            "note": f"{len(chosen)} pairs at 1 to {LONGEST_STUDY} answers; the whole page {whole:.0f} ms"
            + busy(),
        }
    ]


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(_measure()))
    else:
        for row in run():
            print(json.dumps(row, ensure_ascii=False))
