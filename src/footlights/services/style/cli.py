"""`./footlights style …`: fit a file of choices, draw a look."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import api


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add style's verbs."""
    fitted = verbs.add_parser("fit", help="estimate a choice model · 估计离散选择模型")
    fitted.add_argument("file", type=Path, metavar="CHOICES.csv", help="long format · 长格式")
    fitted.add_argument("--spec", type=Path, required=True, metavar="SPEC.toml")
    fitted.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")
    fitted.set_defaults(run=_fit)


def _fit(arguments: argparse.Namespace) -> int:
    told, words = api.fit_file(arguments.file, arguments.spec)
    for each in words:
        print(each, file=sys.stderr)
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"loglik {told['loglik']:.6f}  ({told['seconds']:.2f} s)")
    for name, value in told["estimates"].items():
        print(f"{name:20} {value:12.6f}  ({told['se'][name]:.6f})")
    return 0
