"""./footlights demo …"""

from __future__ import annotations

import argparse
import sys

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this folder's verbs."""
    verbs.add_parser("seed", help="fill the demo house").set_defaults(run=seed)


def seed(arguments: argparse.Namespace) -> int:
    """Fill the demo house, telling how far it is."""

    def tell(share: float, note: Both) -> None:
        print(f"\r{share:4.0%}  {note}   ", end="", file=sys.stderr, flush=True)

    house = api.fill(tell, utc_now())
    api.draw_more(house, tell, utc_now())
    print(f"\n{house.memorandum}", file=sys.stderr)
    return 0
