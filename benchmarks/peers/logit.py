"""xlogit on Train's Electricity data: wall and processor seconds, log-likelihood and standard errors."""

from __future__ import annotations

import csv
import importlib.metadata
import json
import sys
import time
from pathlib import Path

import numpy as np
import xlogit

NAMES = ("pf", "cl", "loc", "wk", "tod", "seas")


def main() -> None:
    asked = json.load(sys.stdin)
    with Path(asked["file"]).open(newline="") as file:
        rows = list(csv.DictReader(file))
    data = {
        name: np.array([float(row[name]) for row in rows]) for name in (*NAMES, "choice", "chid", "id", "alt")
    }
    model = xlogit.MixedLogit()
    began, busy = time.perf_counter(), time.process_time()
    model.fit(
        X=np.column_stack([data[name] for name in NAMES]),
        y=data["choice"],
        varnames=list(NAMES),
        ids=data["chid"],
        panels=data["id"],
        alts=data["alt"],
        randvars=dict.fromkeys(NAMES, "n"),
        n_draws=asked["draws"],
        verbose=0,
        **({"num_hess": True} if asked["num_hess"] else {}),
    )
    told = {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - busy,
        "loglik": float(model.loglikelihood),
        "errors": dict(zip(map(str, model.coeff_names), map(float, model.stderr), strict=True)),
        "version": importlib.metadata.version("xlogit"),
    }
    print(json.dumps(told))


main()
