"""Read the forms of a page as a browser would, to fill them with what no one should send."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form: where it goes, how, and its fields with their values and kinds."""

    action: str
    method: str
    is_multipart: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            method, encoding = given.get("method", "get").lower(), given.get("enctype", "")
            self.forms.append(Form(given.get("action", ""), method, "multipart" in encoding))
        elif self.forms and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._add(tag, given)
        elif self.forms and tag == "option" and self.select:
            self._choose(self.forms[-1], self.select, given)

    def _choose(self, form: Form, name: str, given: dict[str, str]) -> None:
        if "selected" in given or not form.fields[name]:
            form.fields[name] = given.get("value", "")

    def _add(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given["name"]
        form.fields.setdefault(name, given.get("value", ""))
        form.kinds[name] = given.get("type", "text") if tag == "input" else tag
        if tag == "select":
            self.select = name


def forms_of(html: str) -> list[Form]:
    """Return the forms of a page in their order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
