"""Messages as flat XML: read without entities, without a document type, without the network; written in CDATA."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

LARGEST: Final = 64 * 1024  # bytes of a callback's body; the messenger's own limit for a text is 2 KiB
_DEEPEST: Final = 4


class BadXml(ValueError):
    """What came is no message."""


def read(body: bytes) -> dict[str, str]:
    """Return the fields of a message; a nested element's fields stand as ``Outer.Inner``.

    Raises BadXml for what is no UTF-8, too large, no XML, or declares a document type or an entity.
    """
    if len(body) > LARGEST:
        raise BadXml("too large")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadXml("no UTF-8") from fault
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text:
        raise BadXml("a document type")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BadXml("no XML") from fault
    if root is None or root.tag != "xml":
        raise BadXml("no message")
    fields: dict[str, str] = {}
    _gather(root, "", fields, 0)
    return fields


def write(fields: Mapping[str, str | int]) -> bytes:
    """Return fields as a message: texts in CDATA, numbers plain."""
    lines = [
        f"<{name}>{value if isinstance(value, int) else _cdata(value)}</{name}>"
        for name, value in fields.items()
    ]
    return ("<xml>" + "".join(lines) + "</xml>").encode("utf-8", "replace")


def _cdata(text: str) -> str:
    kept = "".join(
        c
        for c in text
        if c in "\t\n" or (" " <= c < "\ufffe" and not "\ud800" <= c < "\ue000") or c >= "\U00010000"
    )
    return "<![CDATA[" + kept.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _gather(element: etree._Element, before: str, fields: dict[str, str], depth: int) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = before + child.tag
        if len(child) and depth < _DEEPEST:
            _gather(child, name + ".", fields, depth + 1)
        elif not len(child):
            fields.setdefault(name, (child.text or "").strip())
