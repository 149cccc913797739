"""What may honestly be said of a bench's outcome, in a few plain sentences."""

from __future__ import annotations

from collections.abc import Mapping

from footlights.kernel.text import Both
from footlights.services.lab.core.circuit import MOST_QUBITS
from footlights.services.lab.types import Attempt, Method


def choose(attempts: Mapping[Method, Attempt]) -> Attempt:
    """Return the attempt whose plan is to be shown: the most points, and among equals the surest, then the quickest.

    Greedy always has a plan, so nothing worse than greedy is ever returned.
    """
    solved = [each for each in attempts.values() if each.objective is not None]
    return max(
        solved,
        key=lambda each: (
            each.objective or 0,
            each.bound is not None and each.bound == each.objective,
            -each.seconds,
        ),
    )


def advise(attempts: Mapping[Method, Attempt], bound: int | None, variables: int) -> Both:
    """Return which method to use and why, and what the quantum circuit showed."""
    best = choose(attempts)
    greedy = attempts[Method.GREEDY]
    proven = bound is not None and best.objective == bound
    first = _classical(best, greedy, bound, is_proven=proven)
    second = _quantum(attempts[Method.QAOA], best, variables)
    return Both(f"{first.en} {second.en}", f"{first.zh}{second.zh}")


def _classical(best: Attempt, greedy: Attempt, bound: int | None, *, is_proven: bool) -> Both:
    facts = {"points": best.objective, "bound": bound, "greedy": greedy.objective, "method": best.method.said,
             "seconds": f"{best.seconds:.2g}", "quick": f"{greedy.seconds:.2g}"}  # fmt: skip
    if is_proven and greedy.objective == best.objective:
        said = Both(
            "Use the exact method where a proof is wanted: {points} points cannot be beaten. Greedy found as much in "
            "{quick} s, without knowing that it is the best.",
            "需要证明时请用精确求解：{points} 分已是最优。贪心在 {quick} 秒内得到同样结果，但无法自证最优。",
        )
    elif is_proven:
        said = Both(
            "Use the exact method: its {points} points cannot be beaten; greedy stops at {greedy}.",
            "请用精确求解：{points} 分已是最优；贪心止于 {greedy} 分。",
        )
    elif bound is None:
        said = Both(
            "Use {method}: {points} points, the most that was found; nothing proves that there are not more.",
            "请用{method}：{points} 分为目前最好结果，但尚无最优证明。",
        )
    else:
        said = Both(
            "Use {method}: {points} points, the most that was found; it is proven that no plan has more than {bound}.",
            "请用{method}：{points} 分为目前最好结果；已证明任何方案不超过 {bound} 分。",
        )
    return said.filled(**facts)


def _quantum(circuit: Attempt, best: Attempt, variables: int) -> Both:
    if circuit.objective is None and variables > MOST_QUBITS:
        return Both(
            f"The quantum circuit needs {variables} qubits and the simulator has {MOST_QUBITS}: it was not run, and no "
            "quantum advantage is claimed.",
            f"量子线路需要 {variables} 个量子比特，而模拟器上限为 {MOST_QUBITS}：未运行，也不声称任何量子优势。",
        )
    if circuit.objective is None:
        return Both(
            "The quantum circuit drew no plan that keeps the rules: no quantum advantage at this size.",
            "量子线路未得到满足约束的方案：此规模下没有量子优势。",
        )
    facts = {"points": circuit.objective, "seconds": f"{circuit.seconds:.2g}", "quick": f"{best.seconds:.2g}"}
    if circuit.objective < (best.objective or 0):
        return Both(
            "The quantum circuit stops at {points} points: no quantum advantage at this size.",
            "量子线路止于 {points} 分：此规模下没有量子优势。",
        ).filled(**facts)
    return Both(
        "The quantum circuit reaches the same {points} points, in {seconds} s of simulation: no quantum advantage at "
        "this size.",
        "量子线路同样得到 {points} 分，模拟耗时 {seconds} 秒：此规模下没有量子优势。",
    ).filled(**facts)
