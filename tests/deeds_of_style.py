"""What tests do of style inside a running house."""

from __future__ import annotations

from datetime import timedelta

from footlights.ground.agreements import api as agreements
from footlights.ground.agreements.types import CommitmentDraft, CommitmentKind
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import PartnershipId, WorkId
from footlights.kernel.text import Both


def promise_answers(partnership: str, work: str, target: str) -> str:
    """Commit to so many choices between looks within a year."""
    at = utc_now()
    return agreements.make_commitment(
        CommitmentDraft(
            partnership=PartnershipId(partnership),
            kind=CommitmentKind.CONTENT,
            title=Both("Young people asked what they would wear", "询问年轻人想穿什么"),
            measure="style.answers",
            target=int(target),
            due_on=(at + timedelta(days=365)).date(),
            works=(WorkId(work),),
        ),
        at,
    )
