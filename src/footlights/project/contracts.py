"""The import rules that import-linter does not ship; `.importlinter` uses them, no running process does."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

Link = tuple[str, ...]


class PublicFace(Contract):
    """Between two feature folders, only the named modules may be imported; assemblers may see all."""

    type_name = "public_face"

    storeys = fields.ListField(subfield=fields.StringField())
    public = fields.SetField(subfield=fields.StringField())
    assemblers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import that reaches past a folder's public modules."""
        homes = {folder for storey in _words(self.storeys) for folder in graph.find_children(storey)}
        broken = [
            (importer, target)
            for importer, target in _links(graph)
            if (home := _home_of(target, homes))
            and not _stands_in(importer, (home, *_words(self.assemblers)))
            and target.removeprefix(home + ".").split(".")[0] not in set(_words(self.public))
        ]
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say each import that is too curious."""
        for importer, target in check.metadata["broken"]:
            output.print_error(f"{importer} reaches into {target}; import its api, types or events instead.")


class Without(Contract):
    """The modules within do without some packages, but for those few that exist to touch them.

    With ``indirect``, a way through other modules of the house counts too. Tests may use what they like.
    """

    type_name = "without"

    within = fields.ListField(subfield=fields.StringField())
    packages = fields.ListField(subfield=fields.StringField())
    only = fields.ListField(subfield=fields.StringField(), required=False, default=[])
    indirect = fields.BooleanField(required=False, default=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every way from the modules within to a package."""
        sources = [m for m in sorted(graph.modules) if self._is_bound(m)]
        packages = [p for p in _words(self.packages) if p in graph.modules]
        if self.indirect:
            ways = (graph.find_shortest_chain(source, p) for source in sources for p in packages)
            broken: list[Link] = [tuple(way) for way in ways if way]
        else:
            broken = [
                (source, p)
                for p in packages
                for source in sources
                if graph.direct_import_exists(importer=source, imported=p)
            ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say each way, module by module."""
        for way in check.metadata["broken"]:
            output.print_error(" -> ".join(way))

    def _is_bound(self, module: str) -> bool:
        return (
            any(fnmatchcase(module, name) or fnmatchcase(module, f"{name}.*") for name in _words(self.within))
            and not _stands_in(module, _words(self.only))
            and ".tests" not in module
        )


def _words(values: object) -> tuple[str, ...]:
    """Return a field's parsed value: import-linter types every field as Field, not as what it parses to."""
    if not isinstance(values, Iterable):
        raise TypeError(f"not a list: {values!r}")
    return tuple(str(value) for value in values)


def _links(graph: ImportGraph) -> Iterable[tuple[str, str]]:
    for importer in sorted(graph.modules):
        for target in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, target


def _home_of(module: str, homes: Iterable[str]) -> str | None:
    return next((home for home in homes if module.startswith(home + ".")), None)


def _stands_in(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)
