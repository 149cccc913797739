"""./footlights demo …"""

from __future__ import annotations

import argparse
import sys
from typing import Final

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api
from .types import NotReadyYet

NO_DEMO: Final = Both(
    "This is no demo house: ./footlights demo seed makes it one.",
    "本站不是演示站：运行 ./footlights demo seed 可填充演示内容。",
)


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("seed", help="fill the demo house").set_defaults(run=seed)
    verbs.add_parser("rehearse", help="let an invented audience come, once; the house is open").set_defaults(
        run=rehearse
    )


def seed(arguments: argparse.Namespace) -> int:
    """Fill the demo house, telling how far it is."""
    house = api.fill(_tell, utc_now())
    api.draw_more(house, _tell, utc_now())
    print(f"\n{house.memorandum}", file=sys.stderr)
    return 0


def rehearse(arguments: argparse.Namespace) -> int:
    """Let the invented audience come, telling how far it is; 1 in another house, or while the films are not ready."""
    if not api.is_filled():
        print(NO_DEMO, file=sys.stderr)
        return 1
    house = api.fill(lambda share, note: None, utc_now())
    try:
        came = api.rehearse(house, _tell, utc_now())
    except NotReadyYet as wait:
        print(wait.message, file=sys.stderr)
        return 1
    print(f"\n{came}", file=sys.stderr)
    return 0


def _tell(share: float, note: Both) -> None:
    print(f"\r{share:4.0%}  {note}   ", end="", file=sys.stderr, flush=True)
