"""A table of cohorts in which nobody stands out: small ones are not told, and can't be found by subtraction.

Each person is in one cohort only, so that cohorts add up and share nobody. Whatever is published is then a sum of whole
cohorts, of the suppressed ones together, or of everybody; every difference of such sums is again one, and holds nobody
or at least ``fewest`` people. Source: Sweeney, k-anonymity: a model for protecting privacy (2002); complementary
suppression as in Willenborg and de Waal, Elements of Statistical Disclosure Control (2001), ch. 6.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from footlights.services.lab.types import CohortRow, Extract, Json, Participant, Recipe, Release, Trait

FEWEST: Final = 10  # no release may ask for less
RULE: Final = 1  # changed with any change of what a recipe gives


def make_extract(participants: Iterable[Participant], fewest: int) -> Extract | None:
    """Return the table of cohorts, or None where fewer people than ``fewest`` are in it altogether.

    Cohorts under ``fewest`` people are suppressed; while all suppressed together are still fewer, the next smallest
    goes with them. The order in which people come changes nothing.
    """
    sums: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in participants:
        for place, more in enumerate((1, each.plays, each.milliseconds)):
            sums[each.cohort][place] += more
    by_size = sorted(sums, key=lambda cohort: (sums[cohort][0], cohort))
    told = [cohort for cohort in by_size if sums[cohort][0] >= fewest]
    hidden = by_size[: len(by_size) - len(told)]
    while hidden and told and sum(sums[cohort][0] for cohort in hidden) < fewest:
        hidden.append(told.pop(0))
    people = sum(each[0] for each in sums.values())
    if people < fewest:
        return None
    rows = tuple(
        CohortRow(cohort, sums[cohort][0], sums[cohort][1], sums[cohort][2] // 60_000)
        for cohort in sorted(told)
    )
    return Extract(rows, people, len(hidden), sum(sums[cohort][0] for cohort in hidden))


def write_table(rows: Sequence[CohortRow], by: Sequence[Trait]) -> str:
    """Return rows as CSV, a header first: the same rows give the same text."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([*by, "people", "plays", "minutes"])
    lines.writerows([*row.cohort, row.people, row.plays, row.minutes] for row in rows)
    return out.getvalue()


def write_recipe(recipe: Recipe) -> Json:
    """Return a recipe as JSON: all that decides the table."""
    return {
        "rule": RULE,
        "since": recipe.since.isoformat(),
        "until": recipe.until.isoformat(),
        "by": [trait.value for trait in recipe.by],
        "fewest": recipe.fewest,
    }


def hash_of(told: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(told.encode()).hexdigest()


def hash_recipe(recipe: Recipe) -> str:
    """Return the SHA-256 of a recipe, written with sorted keys and no spaces."""
    return hash_of(json.dumps(write_recipe(recipe), sort_keys=True, separators=(",", ":")))


def describe(release: Release) -> Json:
    """Return the recipe of a release with what came of it, as it lies beside the table: without names or instants."""
    return {
        **write_recipe(release.recipe),
        "columns": [*(trait.value for trait in release.recipe.by), "people", "plays", "minutes"],
        "people": release.people,
        "suppressed": {"cohorts": release.suppressed_cells, "people": release.suppressed_people},
        "file": "extract.csv",
        "sha256": release.sha256,
    }
