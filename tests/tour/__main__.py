"""`python -m tests.tour --out FILE`: open a house of its own, go through every stop, tell it in one HTML file."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from footlights.kernel.clock import utc_now
from tests.browser import open_chromium
from tests.house import make_film, open_house

from . import channels, consult, exchange, films, lab, live, origin, race, ring, shelf, style, talk
from .guide import Guide, walk, write

STOPS = [
    *ring.STOPS,
    *films.STOPS,
    *shelf.STOPS,
    *talk.STOPS,
    *style.STOPS,
    *consult.STOPS,
    *exchange.STOPS,
    *lab.STOPS,
    *live.STOPS,
    *race.STOPS,
    *origin.STOPS,
    *channels.STOPS,
]


def main() -> int:
    """Go through the tour; 0 when every stop went well."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="footlights-tour-") as folder:
        film = make_film(Path(folder) / "film.mp4", size="640x360")
        with open_house() as house, open_chromium() as chromium:
            people = json.loads((house.home / "sign-ins.json").read_text("utf-8"))
            who = next(each for each in people if each["role"] == "operator")
            guide = Guide(house, chromium, film, {"email": who["email"], "password": who["password"]})
            went_well = walk(guide, STOPS, lambda line: print(line, flush=True))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(write(guide.told, f"A tour of the house, {utc_now().date()}"), "utf-8")
    print(chosen.out)
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())
