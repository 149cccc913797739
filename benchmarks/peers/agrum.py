"""pyAgrum on a two-layer noisy-OR net: posteriors of every cause, and how long the second query takes."""

from __future__ import annotations

import json
import sys
import time

import pyagrum as gum


def main() -> None:
    asked = json.load(sys.stdin)
    net = gum.BayesNet()
    for place, prior in enumerate(asked["priors"]):
        net.add(gum.LabelizedVariable(f"d{place}", "", 2))
        net.cpt(f"d{place}").fillWith([1 - prior, prior])
    for place, leak in enumerate(asked["leaks"]):
        net.addNoisyORNet(gum.LabelizedVariable(f"f{place}", "", 2), leak)
    for cause, finding, chance in asked["links"]:
        net.addWeightedArc(f"d{cause}", f"f{finding}", chance)
    engine = gum.LazyPropagation(net)
    engine.setTargets(
        {f"d{place}" for place in range(len(asked["priors"]))}
    )  # what nobody asks after is pruned
    taken = []
    for _ in range(asked["repeats"]):
        began = time.perf_counter()
        engine.setEvidence(
            {**{f"f{each}": 1 for each in asked["present"]}, **{f"f{each}": 0 for each in asked["absent"]}}
        )
        engine.makeInference()
        posterior = [float(engine.posterior(f"d{place}")[1]) for place in range(len(asked["priors"]))]
        taken.append(time.perf_counter() - began)
        engine.eraseAllEvidence()
    print(json.dumps({"posterior": posterior, "seconds": taken, "version": gum.__version__}))


main()
