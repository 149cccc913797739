"""Rules for Python modules: docstrings, purity, no hidden writes, no hidden calls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.rules.tree import Rule, Tree, imports, parse

# Calls that touch a file, a clock or chance.
IMPURE = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "exists",
    "is_file",
    "stat",
    "mkdir",
} | {"unlink", "iterdir", "glob", "now", "today", "utcnow", "utc_now", "default_rng", "urandom", "new_id"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _part(tree: Tree, path: Path) -> str:
    """Return which part of its folder a module belongs to: api, core, models …; 'kernel' in the kernel."""
    inside = path.relative_to(tree.package).with_suffix("").parts
    if inside[0] == "kernel":
        return "kernel"
    return inside[2] if len(inside) > 2 else ""


def _public_functions(module: ast.Module) -> Iterator[Function]:
    for node in module.body:
        if isinstance(node, Function):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (n for n in node.body if isinstance(n, Function))


def explains_its_doors(tree: Tree) -> list[str]:
    """Every public function of an api, a core and the kernel has a docstring; every module has one."""
    complaints = []
    for path in tree.python():
        module = parse(path)
        if not ast.get_docstring(module):
            complaints.append(f"{tree.name(path)}: no docstring")
        if _part(tree, path) not in ("api", "core", "kernel"):
            continue
        complaints += [
            f"{tree.name(path)}:{node.lineno}: {node.name} has no docstring"
            for node in _public_functions(module)
            if not node.name.startswith("_") and not ast.get_docstring(node)
        ]
    return complaints


def keeps_cores_pure(tree: Tree) -> list[str]:
    """No core opens a file, reads a clock or draws a number; in the kernel only clock and ids may."""
    complaints = []
    for path in tree.python():
        is_kernel = _part(tree, path) == "kernel" and path.stem not in ("clock", "ids")
        if not is_kernel and _part(tree, path) != "core":
            continue
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                seeded = name == "default_rng" and (node.args or node.keywords)
                if name in IMPURE and not seeded:
                    complaints.append(f"{tree.name(path)}:{node.lineno}: {name}() in a pure module")
    return complaints


def takes_the_time_as_an_argument(tree: Tree) -> list[str]:
    """Only edges and adapters read the clock, and only by kernel.clock.utc_now."""
    complaints = []
    for path in tree.python():
        part = _part(tree, path)
        for node in ast.walk(parse(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            owner = getattr(getattr(node.func, "value", None), "id", "")
            if owner in ("datetime", "date", "timezone") and name in ("now", "today", "utcnow"):
                if path.name != "clock.py":
                    complaints.append(f"{tree.name(path)}:{node.lineno}: {owner}.{name}(); use kernel.clock")
            elif name == "utc_now" and part in ("api", "models", "core", "types", "events", "kernel"):
                complaints.append(f"{tree.name(path)}:{node.lineno}: utc_now() in {part}; take it as at=")
    return complaints


def sends_no_signals(tree: Tree) -> list[str]:
    """Upper floors learn of changes by asking or by reading the log, never through a signal."""
    return [
        f"{tree.name(path)}: imports {target}"
        for path in tree.python()
        for target in imports(tree, path)
        if "signals" in target.split(".") or target.startswith("django.dispatch")
    ]


def keeps_rules_out_of_save(tree: Tree) -> list[str]:
    """A model has no save(), delete() or clean() of its own."""
    return [
        f"{tree.name(path)}:{node.lineno}: {node.name}() in a model"
        for path in tree.python()
        if _part(tree, path) == "models"
        for node in ast.walk(parse(path))
        if isinstance(node, Function) and node.name in ("save", "delete", "clean", "full_clean")
    ]


def fetches_no_foreign_models(tree: Tree) -> list[str]:
    """Nobody gets at another folder's tables through Django's registry."""
    complaints = []
    for path in tree.python():
        home = tree.home_of(path)
        for node in ast.walk(parse(path)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "get_model" or (name == "get_user_model" and home and home.name != "people"):
                complaints.append(f"{tree.name(path)}:{node.lineno}: {name}()")
    return complaints


def fakes_only_the_outside(tree: Tree) -> list[str]:
    """No test patches code of the house; none is skipped, but by tests/shared.py, or expected to fail."""
    complaints = []
    about_shared = tree.root / "tests" / "shared.py"
    for path in (*tree.python(tests=True), *sorted({*(tree.root / "tests").rglob("*.py")} - {about_shared})):
        complaints += [
            f"{tree.name(path)}: imports {t}" for t in imports(tree, path) if t.startswith("unittest.mock")
        ]
        complaints += [
            f"{tree.name(path)}:{node.lineno}: {node.attr}"
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Attribute) and node.attr in ("skip", "skipif", "xfail", "importorskip")
        ]
    return complaints


RULES: tuple[Rule, ...] = (
    explains_its_doors,
    keeps_cores_pure,
    takes_the_time_as_an_argument,
    sends_no_signals,
    keeps_rules_out_of_save,
    fetches_no_foreign_models,
    fakes_only_the_outside,
)
