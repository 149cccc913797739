"""What goes wrong on purpose, by shares of 0–1, from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass
class Faults:
    """How often a push is dropped, repeated, sent in a forged copy beside the true one, or tells another amount."""

    drop: float = 0.0
    repeat: float = 0.0
    forge: float = 0.0
    tamper: float = 0.0
    seed: int = 1
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Seed the chance."""
        self.chance = random.Random(self.seed)  # noqa: S311  # faults, not secrets

    def strikes(self, share: float) -> bool:
        """Return whether a fault of that share happens now."""
        return self.chance.random() < share
