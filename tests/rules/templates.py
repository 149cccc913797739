"""Rules for templates: link to what the folder needs, run nothing inline, say all in both languages."""

from __future__ import annotations

import ast
import re

from tests.rules.tree import HAN, Rule, Tree, parse

LINK = re.compile(r"""{%\s*(?:url|include|extends)\s+["'](\w+)[:/]""")
COMMENTS = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
ISLANDS = re.compile(r"<(script|svg|code|kbd)\b.*?</\1>", re.S)
ROOM = re.compile(r"{%\s*block room\s*%}.*?{%\s*endblock[^%]*%}", re.S)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.S)
MARKUP = re.compile(r"<[^>]*>", re.S)
ENTITIES = re.compile(r"&#?\w+;")
SAYING = re.compile(r"""\b(?:alt|title|aria-label|placeholder|label)=(?:"([^"]*)"|'([^']*)')""")
LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2,}")
BOTH = re.compile(
    r"""{%\s*both\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s+("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
)
# The house's name, and each language's name for itself, are the same on every page.
SAME_ON_EVERY_PAGE = {"Footlights", "English", "中文", "简体中文", "CSV", "JSON", "PDF", "ID"}
INLINE = {
    "a trigger that needs eval": re.compile(r"\bhx-on|hx-trigger=[\"'][^\"']*\["),
    "an inline style": re.compile(r"\sstyle=|<style\b", re.I),
    "an inline handler": re.compile(r"<[^>%]*\son[a-z]+=|javascript:", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.I),
    "a gettext tag": re.compile(r"{%\s*(?:trans|translate|blocktrans|blocktranslate|load\s+i18n)\b"),
    "unescaped text": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}


def link_only_to_needs(tree: Tree) -> list[str]:
    """A template links to its own folder, to what the folder needs, and to the shell."""
    complaints = []
    for page in tree.templates():
        home = tree.home_of(page)
        if home is None:
            continue
        allowed = {home.name, "shell", *home.needs}
        complaints += [
            f"{tree.name(page)}: links to {target}"
            for target in LINK.findall(page.read_text("utf-8"))
            if target not in allowed and target in tree.homes()
        ]
    return complaints


def run_nothing_inline(tree: Tree) -> list[str]:
    """No template needs unsafe-inline or eval, marks text safe, or leans on a gettext catalogue."""
    return [
        f"{tree.name(page)}: {what}"
        for page in tree.templates()
        for what, sign in INLINE.items()
        if sign.search(COMMENTS.sub("", page.read_text("utf-8")))
    ]


def _loose_words(text: str) -> list[str]:
    """Return the words a reader sees that do not come from a tag that knows the language."""
    text = TAGS.sub(" ", ROOM.sub(" ", ISLANDS.sub(" ", COMMENTS.sub(" ", text))))
    attributes = " ".join(a or b for a, b in SAYING.findall(text))
    seen = ENTITIES.sub(" ", MARKUP.sub(" ", text)) + " " + attributes
    return [word for word in LETTERS.findall(seen) if word not in SAME_ON_EVERY_PAGE]


def say_everything_in_both(tree: Tree) -> list[str]:
    """Every word of a page stands in a {% both %} or comes as a value."""
    return [
        f"{tree.name(page)}: only in one language: {' '.join(words[:8])}"
        for page in tree.templates()
        if (words := _loose_words(page.read_text("utf-8")))
    ]


def _halves_agree(en: str, zh: str) -> bool:
    """Return whether a pair has both halves: Chinese where the English has words of its own."""
    worded = LETTERS.search(re.sub(r"{\w*}", "", en))
    return bool(en.strip()) == bool(zh.strip()) and (not worded or HAN.search(zh) is not None or en == zh)


def fill_both_halves(tree: Tree) -> list[str]:
    """No {% both %} and no Both() lacks its English or its Chinese."""
    complaints = [
        f"{tree.name(page)}: {en} {zh}"
        for page in tree.templates()
        for en, zh in BOTH.findall(page.read_text("utf-8"))
        if not _halves_agree(en[1:-1], zh[1:-1])
    ]
    for path in tree.python():
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Both":
                given = [*node.args, *(k.value for k in node.keywords)]
                said = [a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if len(said) == 2 and not _halves_agree(said[0], said[1]):
                    complaints.append(f"{tree.name(path)}:{node.lineno}: Both({said[0]!r}, {said[1]!r})")
    return complaints


RULES: tuple[Rule, ...] = (
    link_only_to_needs,
    run_nothing_inline,
    say_everything_in_both,
    fill_both_halves,
)
