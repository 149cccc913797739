"""Shots on scripted films with known cuts, dissolves, fades and flashes, beside PySceneDetect on the same files.

`python -m benchmarks.shots` runs it alone. A boundary is right within three frames of its transition, each once.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.peer import ask_peer
from benchmarks.scripted import RATE, Boundary, write_film

SEEDS: Final = (1, 2, 3, 4, 5)
SCENES: Final = 20
SLACK: Final = 3  # frames
BAR: Final = 0.95
Row = dict[str, object]


def run() -> list[Row]:
    """Return the rows: F1 and processor time, ours and the best of the peer's detectors."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")
    import django  # noqa: PLC0415  # the environment names its settings

    django.setup()
    from footlights.ground.media.adapters.encoder import program  # noqa: PLC0415  # needs Django
    from footlights.ground.media.adapters.grey_frames import read_grey_frames  # noqa: PLC0415  # needs Django
    from footlights.ground.media.core.shots import find_boundaries  # noqa: PLC0415  # needs Django

    own, peers = _Score(), dict[str, _Score]()
    kinds: dict[str, list[int]] = {}
    version = ""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as folder:
        for seed in SEEDS:
            film = Path(folder) / f"{seed}.mp4"
            truth = write_film(film, program(), seed, SCENES)
            began = _worked()
            frames, _ = read_grey_frames(film, (truth[-1].last + 100) / RATE)
            found = find_boundaries(frames, RATE)
            own.add(truth, found, _worked() - began, kinds)
            answer = ask_peer("scenes", {"film": str(film)})
            if answer is not None:
                version = answer["version"]
                for name, each in answer["found"].items():
                    peers.setdefault(name, _Score()).add(truth, each["starts"], each["seconds"])
    note = ", ".join(f"{kind} {right} of {whole}" for kind, (right, whole) in sorted(kinds.items()))
    rows: list[Row] = [
        {
            "name": f"shot boundaries, F1 on {len(SEEDS)} scripted films of {own.truths} boundaries",
            "value": round(own.f1, 3),
            "unit": "",
            "bar": f"≥ {BAR}",
            "holds": own.f1 >= BAR,
            "note": f"{note}; {own.false} false",
        },
        {"name": "processor time, decoding included", "value": round(own.seconds, 2), "unit": "CPU-s"},
    ]
    if peers:
        best = max(peers, key=lambda name: peers[name].f1)
        others = "; ".join(
            f"{name} {score.f1:.3f} in {score.seconds:.1f} CPU-s" for name, score in peers.items()
        )
        rows[0] |= {
            "peer": f"PySceneDetect {version}, {best}",
            "peer_value": round(peers[best].f1, 3),
            "ratio": round(own.f1 / max(peers[best].f1, 1e-9), 3),
            "note": f"{rows[0]['note']}; the peer as it comes: {others}",
        }
        rows[1] |= {
            "peer": f"PySceneDetect {version}, {best}",
            "peer_value": round(peers[best].seconds, 2),
            "ratio": round(own.seconds / peers[best].seconds, 3),
        }
    return rows


class _Score:
    def __init__(self) -> None:
        self.right = self.false = self.truths = 0
        self.seconds = 0.0

    def add(
        self,
        truth: Sequence[Boundary],
        found: Sequence[int],
        seconds: float,
        kinds: dict[str, Any] | None = None,
    ) -> None:
        """Add one film's boundaries."""
        used: set[int] = set()
        for each in truth:
            near = [f for f in found if f not in used and each.first - SLACK <= f <= each.last + SLACK]
            used |= set(near[:1])
            if kinds is not None:
                counted = kinds.setdefault(each.kind, [0, 0])
                counted[0] += bool(near)
                counted[1] += 1
        self.right += len(used)
        self.false += len(set(found) - used)
        self.truths += len(truth)
        self.seconds += seconds

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.right + self.false + self.truths)


def _worked() -> float:
    """Return the processor time of this process and its children that have ended, in seconds."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    for row in run():
        print(json.dumps(row, ensure_ascii=False))
