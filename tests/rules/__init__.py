"""The house's rules that imports cannot show: each is a function from a tree to a list of complaints."""

from __future__ import annotations

from tests.rules import folders, prose, python, templates
from tests.rules.tree import Rule

RULES: dict[str, Rule] = {
    f"{module.__name__.rsplit('.', 1)[1]}.{rule.__name__}": rule
    for module in (folders, python, templates, prose)
    for rule in module.RULES
}
