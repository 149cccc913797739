"""`./footlights bench channels`: fifty messages a second for a minute, behind a consult that takes a second."""

from __future__ import annotations

from footlights.project.testing.bench import Row
from tests.load.messages import load

BAR_SECONDS = 1.0


def run() -> list[Row]:
    """Return how soon messages are acknowledged, and that each was answered once."""
    found = load(50, 60)
    note = f"{found.sent} messages from 150 people, a tenth pushed twice; every answer takes a second"
    once = found.kept == found.answered == found.answers == found.sent
    return [
        *(
            Row(
                name=f"acknowledgement p{share:g}",
                value=round(found.at(share / 100) * 1000, 1),
                unit="ms",
                bar=f"≤ {BAR_SECONDS * 1000:.0f} ms" if share == 99 else "",
                holds=found.at(share / 100) <= BAR_SECONDS if share == 99 else None,
                note=note,
            )
            for share in (50, 99, 100)
        ),
        Row(
            name="answered once",
            value=found.answers,
            unit="messages",
            bar=f"= {found.sent}",
            holds=once,
            note=note,
        ),
    ]
