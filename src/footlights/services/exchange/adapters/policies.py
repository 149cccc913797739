"""Files of ODRL: JSON-LD and the part of Turtle that policies are written in, read without fetching anything."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from footlights.kernel.text import Both
from footlights.services.exchange.core.odrl import Node, read_policies
from footlights.services.exchange.types import BadFile, Policy

LARGEST: Final = 4 << 20  # bytes
_DEEPEST: Final = 60
_TOKEN: Final = re.compile(
    r'\s+|#[^\n]*|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|"""(?P<long>(?:[^"\\]|\\.|"(?!""))*)"""|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|(?P<mark>\^\^|[\[\]();,.])(?!\d)|(?P<word>@?[A-Za-z_][\w-]*(?::(?:[\w%-]+(?:\.[\w%-]+)*)?)?|:[\w-]+|[+-]?\d+(?:\.\d+)?)"
)
# ODRL's own names, and the one that the benchmark beside the project adds: when a period begins.
_OURS: Final = re.compile(
    r"^(odrl:|http://www\.w3\.org/ns/odrl/2/|http://w3id\.org/drk/ontology/(?=anchor$))"
)
_LARGE = Both("The file is larger than 4 MB.", "文件超过 4 MB。")
_TURTLE = Both(
    "Line {line} is no Turtle that the house reads: {text}.", "第 {line} 行不是本馆可读取的 Turtle：{text}。"
)
_JSON = Both("This is no JSON-LD: {why}.", "不是有效的 JSON-LD：{why}。")


def read_policy_file(path: Path) -> tuple[Policy, ...]:
    """Return the policies of an ODRL file: Turtle where its name ends with .ttl, else JSON-LD.

    Raises BadFile.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(_LARGE)
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        why = ascii(str(fault)[:80])
        raise BadFile(Both(f"The file can't be opened: {why}.", f"无法打开文件：{why}。")) from fault
    return read_policies(_Turtle(text).nodes() if path.suffix == ".ttl" else read_tree(text))


def read_tree(text: str) -> list[Node]:
    """Return the nodes of a JSON-LD document that uses ODRL's own names, with or without their prefix.

    Raises BadFile.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadFile(_JSON.filled(why=ascii(str(fault)[:80]))) from fault
    tops = told if isinstance(told, list) else [told]
    graph = [each for top in tops if isinstance(top, dict) for each in _listed(top.get("@graph", top))]
    return [_node(each, 0) for each in graph if isinstance(each, dict)]


def _node(told: Mapping[str, Any], depth: int) -> dict[str, Any]:
    if depth > _DEEPEST:
        raise BadFile(_JSON.filled(why="too deep"))
    return {
        _local(name): [
            _node(each, depth + 1) if isinstance(each, dict) else _named(each) for each in _listed(value)
        ]
        for name, value in told.items()
        if name != "@context"
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _named(value: Any) -> Any:
    return _local(value) if isinstance(value, str) else value


def _local(name: str) -> str:
    """Return a name of ODRL without what stands before it; any other as it is."""
    return _OURS.sub("", name)


class _Turtle:
    """A reader of Turtle: prefixes, blank nodes, lists and literals."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.place, self.prefixes = (
            text,
            list[tuple[str, str, int]](),
            0,
            dict[str, str](),
        )
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._fault(at)
            if match.lastgroup:
                self.tokens.append((match.lastgroup, match[match.lastgroup], at))
            at = match.end()

    def nodes(self) -> list[Node]:
        """Return the file's subjects, each with what is said of it."""
        found: dict[str, dict[str, Any]] = {}
        while self.place < len(self.tokens):
            kind, said, _ = self._take()
            if kind == "word" and said.lower() in ("@prefix", "prefix"):
                name, iri = self._take()[1], self._take()[1]
                self.prefixes[name.rstrip(":")] = iri.strip("<>")
                if said.startswith("@"):
                    self._expect(".")
                continue
            subject = {} if said == "[" else found.setdefault(self._name(kind, said), {})
            if said == "[":
                self._statements(subject, "]", 0)
            subject.setdefault("@id", [self._name(kind, said)])
            self._statements(subject, ".", 0)
        return list(found.values())

    def _statements(self, subject: dict[str, Any], end: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise self._fault(self.tokens[self.place - 1][2])
        while True:
            kind, said, at = self._take()
            if kind == "mark" and said == end:
                return
            if kind == "mark" and said == ";":
                continue
            if kind not in ("word", "iri"):
                raise self._fault(at)
            name = "@type" if said == "a" else self._name(kind, said)
            values = subject.setdefault(name, [])
            values.append(self._value(depth))
            while self._peek() == ",":
                self._take()
                values.append(self._value(depth))

    def _value(self, depth: int) -> Any:
        kind, said, at = self._take()
        if kind == "mark" and said == "[":
            inner: dict[str, Any] = {}
            self._statements(inner, "]", depth + 1)
            return inner
        if kind == "mark" and said == "(":
            listed = []
            while self._peek() != ")":
                listed.append(self._value(depth + 1))
            self._take()
            return {"@list": listed}
        if kind in ("text", "long"):
            if self._peek() == "^^":
                self._take()
                self._take()
            elif self._peek().startswith("@"):
                self._take()
            return re.sub(r'\\(["\\])', r"\1", said)
        if kind in ("word", "iri"):
            return self._name(kind, said)
        raise self._fault(at)

    def _name(self, kind: str, said: str) -> str:
        if kind == "iri":
            return _local(said.strip("<>"))
        prefix, colon, name = said.partition(":")
        return _local(f"{self.prefixes.get(prefix, prefix + ':')}{name}" if colon else said)

    def _take(self) -> tuple[str, str, int]:
        if self.place >= len(self.tokens):
            raise self._fault(len(self.text))
        self.place += 1
        return self.tokens[self.place - 1]

    def _peek(self) -> str:
        return self.tokens[self.place][1] if self.place < len(self.tokens) else ""

    def _expect(self, mark: str) -> None:
        _, said, at = self._take()
        if said != mark:
            raise self._fault(at)

    def _fault(self, at: int) -> BadFile:
        shown = "".join(c if c.isprintable() else " " for c in self.text[at : at + 40]).strip()
        return BadFile(_TURTLE.filled(line=self.text.count("\n", 0, at) + 1, text=f"‘{shown}’"))
