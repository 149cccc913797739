"""A file of choices, fitted."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.style.adapters.choices import read_choices, read_spec
from footlights.services.style.core.choice import AgainstGrain, Collinear, NoOptimum, Separated, fit
from footlights.services.style.types import BadChoices

_COLLINEAR: Final = Both(
    "These variables cannot be told apart, or never differ among alternatives: {names}. Leave one of them out.",
    "这些变量无法区分，或在备选项之间从不变化：{names}。请去掉其中之一。",
)
_SEPARATED: Final = Both(
    "These variables decide every choice in which they differ, so that their worth has no finite estimate: {names}.",
    "这些变量在出现差异时总是决定选择，其系数没有有限估计：{names}。",
)
_AGAINST: Final = Both(
    "A lognormal coefficient is never negative, but the choices speak against more of: {names}. Turn it with sign = -1, or let it be "
    "normal.",
    "对数正态系数恒为正，而选择结果显示以下变量越多越不受青睐：{names}。请用 sign = -1 反转，或改用正态分布。",
)
_NO_OPTIMUM: Final = Both(
    "No maximum was found: the data say too little about so many variables. Let fewer be random, or take more draws.",
    "未找到极大值：数据不足以估计这么多变量。请减少随机变量，或增加抽样次数。",
)
_NEVER: Final = Both("Never chosen: {names}.", "从未被选择：{names}。")


def fit_file(choices: Path, spec: Path) -> tuple[dict[str, Any], list[Both]]:
    """Return {loglik, estimates, se, seconds} of a file of choices under a specification, and what is worth a word.

    seconds: of estimation and standard errors, without reading. Raises BadChoices.
    """
    problem, never = read_choices(choices, read_spec(spec))
    begun = time.perf_counter()
    try:
        found = fit(problem)
    except Collinear as fault:
        raise BadChoices(_COLLINEAR.filled(names=", ".join(fault.names))) from fault
    except Separated as fault:
        raise BadChoices(_SEPARATED.filled(names=", ".join(fault.names))) from fault
    except AgainstGrain as fault:
        raise BadChoices(_AGAINST.filled(names=", ".join(fault.names))) from fault
    except NoOptimum as fault:
        raise BadChoices(_NO_OPTIMUM) from fault
    told = {
        "loglik": found.loglik,
        "estimates": dict(zip(found.names, map(float, found.estimates), strict=True)),
        "se": dict(zip(found.names, map(float, found.errors), strict=True)),
        "seconds": time.perf_counter() - begun,
    }
    return told, [_NEVER.filled(names=", ".join(never))] if never else []
