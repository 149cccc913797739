"""Pure mathematics of the lab: the problem, its heuristics, its circuit, and what may be said of them."""
