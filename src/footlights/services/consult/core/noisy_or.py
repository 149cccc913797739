"""The exact engine: a two-layer noisy-OR network, solved by a dynamic programme over the findings that are present.

State: which of the present findings have been brought about so far. The background is a cause that always acts; each
condition, if there, adds what it brings about. Absent findings only scale a condition's weight. One pass forward and one
back give every condition's exact posterior; there is no subtraction, hence no cancellation, unlike Quickscore (Heckerman
1989), and the cost is conditions x 2^present.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .knowledge import Array

Places = NDArray[np.intp]

MOST_PRESENT: Final = 10  # findings taken exactly; those beyond act on each condition by itself
_HIGHEST_RATIO: Final = 50.0


def infer(priors: Array, links: Array, leaks: Array, present: Sequence[int], absent: Sequence[int]) -> Array:
    """Return P(condition | findings), (conditions,).

    priors (conditions,), links (conditions, findings), leaks (findings,); present and absent are places of findings.
    Exact for up to MOST_PRESENT present findings. Of more, those that tell conditions apart least change each
    condition's prior odds by their own likelihood ratio instead.
    """
    chosen, others = _choose(priors, links, leaks, present)
    odds = priors / (1 - priors)
    for finding in others:
        ratio = (1 - (1 - leaks[finding]) * (1 - links[:, finding])) / leaks[finding]
        odds = odds * np.minimum(ratio, _HIGHEST_RATIO)
    priors = odds / (1 + odds)
    silent = np.prod(1 - links[:, list(absent)], axis=1) if absent else np.ones(len(priors))
    return _solve(priors, silent, links[:, chosen], leaks[chosen])


def _choose(priors: Array, links: Array, leaks: Array, present: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return which present findings are taken exactly, and the others."""
    if len(present) <= MOST_PRESENT:
        return list(present), []
    telling = [float(-np.log(leaks[each]) * (links[:, each] @ priors > 0)) for each in present]
    order = sorted(range(len(present)), key=lambda place: -telling[place])
    return [present[place] for place in order[:MOST_PRESENT]], [
        present[place] for place in order[MOST_PRESENT:]
    ]


def _solve(priors: Array, silent: Array, links: Array, leaks: Array) -> Array:
    """Return posteriors given that the findings of ``links``' columns are present."""
    count = links.shape[1]
    on, off = priors * silent, 1 - priors
    posterior = on / (on + off)  # of conditions that bring none of them about
    touched = np.count_nonzero(links, axis=1)
    acting, alone = np.flatnonzero(touched > 1), np.flatnonzero(touched == 1)
    if not count or not touched.any():
        return posterior
    # A condition that brings about one finding alone is, to all the others, one more background cause of it.
    extra = 1 - links[alone] * (on / (on + off))[alone, None]
    raised = 1 - (1 - leaks) * np.prod(extra, axis=0)
    state = np.ones(1)
    for leak in raised:  # the first finding ends up as the highest bit
        state = np.concatenate([state * (1 - leak), state * leak]).reshape(2, -1).T.reshape(-1)
    forward = np.empty((len(acting) + 1, state.size))
    forward[0] = state
    for row, condition in enumerate(acting):
        forward[row + 1] = off[condition] * forward[row] + on[condition] * _act(
            forward[row], links[condition]
        )
        forward[row + 1] /= forward[row + 1].sum()
    backward = np.zeros(state.size)
    backward[-1] = 1.0
    for row in range(len(acting) - 1, -1, -1):
        condition = acting[row]
        reached = _pull(backward, links[condition])
        with_it = on[condition] * float(forward[row] @ reached)
        without = off[condition] * float(forward[row] @ backward)
        posterior[condition] = with_it / (with_it + without)
        backward = off[condition] * backward + on[condition] * reached
        backward /= backward.max()
    _give_back(posterior, alone, links, on, off, leaks, raised, extra, backward)
    return posterior


def _give_back(
    posterior: Array,
    alone: Places,
    links: Array,
    on: Array,
    off: Array,
    leaks: Array,
    raised: Array,
    extra: Array,
    backward: Array,
) -> None:
    """Write the posteriors of conditions that bring about one finding alone.

    Per finding: what the rest of the network is worth when the finding is already there, and when it has yet to come
    about; then each such condition by itself, the background of the finding raised by its fellows only.
    """
    state = np.ones(1)
    for leak in raised:
        state = np.concatenate([state * (1 - leak), state * leak]).reshape(2, -1).T.reshape(-1)
    weighed = state * backward
    finding_of = np.argmax(links[alone] > 0, axis=1)
    for finding in np.unique(finding_of):
        halves = weighed.reshape(-1, 2, weighed.size >> (int(finding) + 1))
        unmet = float(halves[:, 0].sum()) / (1 - raised[finding])
        met = float(halves[:, 1].sum()) / raised[finding]
        mine = np.flatnonzero(finding_of == finding)
        factors = extra[mine, finding]
        for order, place in enumerate(mine):
            condition = alone[place]
            others = np.prod(np.delete(factors, order))
            leak = 1 - (1 - leaks[finding]) * others
            rest = (1 - leak) * unmet + leak * met
            chance = links[condition, finding]
            with_it = on[condition] * ((1 - chance) * rest + chance * met)
            posterior[condition] = with_it / (with_it + off[condition] * rest)


def _act(state: Array, chances: Array) -> Array:
    """Return the state after a condition has brought findings about, each with its chance."""
    found = state.copy()
    width = state.size
    for chance in chances:
        width //= 2
        if chance:
            pairs = found.reshape(-1, 2, width)
            pairs[:, 1] += chance * pairs[:, 0]
            pairs[:, 0] *= 1 - chance
    return found


def _pull(values: Array, chances: Array) -> Array:
    """Return the adjoint of _act: what each state is worth before the condition acts."""
    found = values.copy()
    width = values.size
    for chance in chances:
        width //= 2
        if chance:
            pairs = found.reshape(-1, 2, width)
            pairs[:, 0] = (1 - chance) * pairs[:, 0] + chance * pairs[:, 1]
    return found


def explain(priors: Array, posterior: Array, links: Array, leaks: Array, present: Sequence[int]) -> Array:
    """Return each condition's share in explaining what was said, (conditions,), which sum to 1.

    A condition counts by its posterior times what it is expected to have brought about of the present findings, each
    finding weighed by its surprise, -ln(leak): expected disablement (Richens et al. 2020), taken condition by condition.
    With nothing present, the share is that of the priors.
    """
    if not present:
        return np.asarray(priors / priors.sum())
    columns = links[:, list(present)]
    background = leaks[list(present)]
    brought = columns / (1 - (1 - background) * (1 - columns))
    score = posterior * (brought @ -np.log(background))
    return np.asarray(score / score.sum()) if score.any() else np.asarray(posterior / posterior.sum())
