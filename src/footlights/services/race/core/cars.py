"""Cars: a few numbers each."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class Car:
    """power: acceleration at rest in m/s²; top: speed in m/s at which it is used up; turn: yaw in rad/s at full lock."""

    id: str
    name: Both
    power: float
    top: float
    turn: float

    @property
    def sha256(self) -> str:
        """Return the hash by which a run names its car."""
        return sha256(repr((self.id, self.power, self.top, self.turn)).encode()).hexdigest()


CARS: Final = (
    Car("tern", Both("Tern", "燕鸥"), 11.0, 62.0, 1.5),
    Car("heron", Both("Heron", "苍鹭"), 9.5, 68.0, 1.375),
    Car("wren", Both("Wren", "鹪鹩"), 12.5, 58.0, 1.625),
)


def find_car(name: str) -> Car | None:
    """Return a car by its id, or None."""
    return next((car for car in CARS if car.id == name), None)
