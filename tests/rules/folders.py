"""Rules for a feature folder as a whole: its manifest, its README, its needs, its tables' links."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.rules.templates import LINK
from tests.rules.tree import HAN, STOREYS, Home, Rule, Tree, imports, parse

LINKS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def _bilingual(value: object) -> bool:
    return (
        isinstance(value, dict)
        and bool(str(value.get("en", "")).strip())
        and HAN.search(str(value.get("zh", ""))) is not None
    )


def says_what_it_is(tree: Tree) -> list[str]:
    """Every folder has a README of one screen, a title and a summary in both languages."""
    complaints = []
    for storey in STOREYS:
        for folder in sorted(p for p in (tree.package / storey).iterdir() if (p / "__init__.py").exists()):
            here = tree.name(folder)
            if not (folder / "service.toml").exists():
                complaints.append(f"{here}: no service.toml")
                continue
            manifest = tree.homes()[folder.name].manifest
            complaints += [
                f"{here}/service.toml: {key} needs en and zh"
                for key in ("title", "summary")
                if not _bilingual(manifest.get(key))
            ]
            readme = folder / "README.md"
            if not readme.exists():
                complaints.append(f"{here}: no README.md")
            elif not 5 <= len(readme.read_text("utf-8").splitlines()) <= 70:
                complaints.append(f"{here}/README.md: longer or shorter than a screen")
    return complaints


def used_folders(tree: Tree, home: Home) -> frozenset[str]:
    """Return the other folders that a folder's own code (not its tests) imports, or links its tables or pages to."""
    packages = {f"footlights.{h.storey}.{h.name}": h.name for h in tree.homes().values()}
    found = set()
    for path in tree.python():
        if home.path in path.parents:
            for target in imports(tree, path):
                found.add(packages.get(".".join(target.split(".")[:3])))
            if "models" in path.relative_to(home.path).parts[0]:
                found |= {label for _, label in _linked_labels(parse(path)) if label in tree.homes()}
    for page in tree.templates():
        if tree.home_of(page) == home:
            found |= set(LINK.findall(page.read_text("utf-8"))) & set(tree.homes())
    return frozenset(name for name in found if name and name != home.name)


def needs_what_it_imports(tree: Tree) -> list[str]:
    """A manifest names exactly the folders that the code imports or links its tables or pages to."""
    complaints = []
    for home in tree.homes().values():
        real = used_folders(tree, home)
        if real != home.needs:
            complaints.append(
                f"{tree.name(home.path)}/service.toml: needs {sorted(home.needs)}, uses {sorted(real)}"
            )
    return complaints


def _linked_labels(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, app label) for each relation that names another app's model."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LINKS):
            continue
        given = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "to")]
        for target in given:
            if isinstance(target, ast.Constant) and "." in str(target.value):
                yield node.lineno, str(target.value).split(".")[0]
            elif isinstance(target, ast.Attribute) and target.attr == "AUTH_USER_MODEL":
                yield node.lineno, "people"


def links_point_down(tree: Tree) -> list[str]:
    """A foreign key points into the own folder, or to one that the folder needs."""
    complaints = []
    for path in tree.python():
        home = tree.home_of(path)
        if home is None or "models" not in path.relative_to(home.path).parts[0]:
            continue
        for line, label in _linked_labels(parse(path)):
            if label in tree.homes() and label != home.name and label not in home.needs:
                complaints.append(
                    f"{tree.name(path)}:{line}: a foreign key to {label}, which it does not need"
                )
    return complaints


def sits_where_discovery_looks(tree: Tree) -> list[str]:
    """No file of the project spells a feature folder's package or label; it finds them."""
    uppers = {
        h.name: f"footlights.{h.storey}.{h.name}" for h in tree.homes().values() if h.storey != "ground"
    }
    complaints = []
    for path in tree.python():
        if (tree.package / "project") not in path.parents:
            continue
        complaints += [
            f"{tree.name(path)}:{node.lineno}: names {node.value}"
            for node in ast.walk(parse(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and any(
                node.value == package or node.value.startswith(package + ".") for package in uppers.values()
            )
        ]
    return complaints


RULES: tuple[Rule, ...] = (
    says_what_it_is,
    needs_what_it_imports,
    links_point_down,
    sits_where_discovery_looks,
)
