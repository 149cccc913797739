"""What cars wear, drawn here: three colours each. Some are worn only under a licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from footlights.kernel.text import Both


@dataclass(frozen=True, slots=True)
class Design:
    """colours: body, stripe, trim, as #rrggbb; is_licensed: worn only while a grant for its work holds."""

    id: str
    name: Both
    colours: tuple[str, str, str]
    is_licensed: bool = False


DESIGNS: Final = (
    Design("limelight", Both("Limelight", "聚光"), ("#e8c547", "#14110d", "#fffdf8")),
    Design("seal", Both("Seal red", "印章红"), ("#c8452f", "#fff3dc", "#2a1512")),
    Design("petrol", Both("Harbour blue", "港湾蓝"), ("#17606f", "#f2d56a", "#f8f3e8")),
    Design("ribbon", Both("Five ribbons", "五绸"), ("#f8f3e8", "#8a2d5a", "#2a8a7a"), is_licensed=True),
)


def find_design(name: str) -> Design | None:
    """Return a design by its id, or None."""
    return next((design for design in DESIGNS if design.id == name), None)
