"""`./footlights race …`: drive a run, verify one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from . import api


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add race's verbs."""
    driven = verbs.add_parser("drive", help="let the house's driver race · 由程序驾驶一局")
    driven.add_argument("--track", required=True, metavar="TRACK")
    driven.add_argument("--car", required=True, metavar="CAR")
    driven.add_argument("--seed", type=int, default=1, metavar="N")
    driven.add_argument("--out", type=Path, required=True, metavar="FILE")
    driven.set_defaults(run=_drive)
    verified = verbs.add_parser("verify", help="drive a run again · 复核成绩")
    verified.add_argument("file", type=Path, metavar="FILE")
    verified.add_argument("--kernel", choices=["python", "wasm"], default="python")
    verified.set_defaults(run=_verify)
    for verb in (driven, verified):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _drive(arguments: argparse.Namespace) -> int:
    record = api.drive_run(arguments.track, arguments.car, arguments.seed, arguments.out)
    told = {"file": str(arguments.out), "time_ms": record.time_ms, "ticks": len(record.inputs)}
    print(json.dumps(told) if arguments.json else f"{record.time_ms / 1000:.3f} s  {arguments.out}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    verdict = api.verify_run(arguments.file, arguments.kernel)
    told = {"verified": verdict.verified, "time_ms": verdict.time_ms, "reason": verdict.reason}
    if arguments.json:
        print(json.dumps(told))
    else:
        print("  ".join(str(each) for each in told.values()))
    return 0 if verdict.verified else 1
