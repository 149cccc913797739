"""The tags every page may use: both languages side by side, panels, dates, and the built front end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from footlights.kernel.text import Both, Language
from footlights.project import discovery
from footlights.project.language import active_language, language_of_path

register = template.Library()
_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_Hans_CN"}
_NAMES = {Language.EN: "English", Language.ZH: "中文"}
_DIST = Path(__file__).resolve().parents[1] / "static" / "shell" / "dist"


@register.simple_tag
def both(en: str, zh: str, **values: object) -> SafeString:
    """Return the text in the page's language: {% both "Watch in {place}" "在{place}观看" place=x %}."""
    return _say(Both(en, zh), values)


@register.filter
def said(value: Both) -> str:
    """Return a Both in the page's language."""
    return value.said_in(active_language().value) if isinstance(value, Both) else str(value)


def _say(text: Both, values: Mapping[str, object]) -> SafeString:
    language = active_language().value
    filled = {k: v.said_in(language) if isinstance(v, Both) else v for k, v in values.items()}
    return (
        format_html(text.said_in(language), **filled)
        if filled
        else conditional_escape(text.said_in(language))
    )


@register.simple_tag
def titled(title: Both) -> SafeString:
    """Return a title in the page's language, then in the other one, marked as that language."""
    here = active_language()
    first, second = title.said_in(here.value), title.said_in(here.other.value)
    if first == second:
        return conditional_escape(first)
    return format_html('{} <span class="other" lang="{}">{}</span>', first, here.other.tag, second)


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{number:,}"


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, **values: object) -> SafeString:
    """Return what every folder offers for a named slot of a page."""
    request = context["request"]
    shown = (
        module.PANELS[slot](request, values)
        for _, module in discovery.modules("panels")
        if slot in module.PANELS
    )
    return mark_safe("".join(shown))  # noqa: S308  # each panel is a rendered template


@register.simple_tag
def day(value: date | None) -> SafeString:
    """Return a date as a time element in the page's language."""
    if value is None:
        return SafeString("")
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        format_date(value, "long", _LOCALES[active_language()]),
    )


@register.simple_tag
def instant(value: datetime | None, zone: str = "UTC") -> SafeString:
    """Return an instant as a time element, in a named zone that stands beside it."""
    if value is None:
        return SafeString("")
    local = value.astimezone(ZoneInfo(zone))
    shown = format_datetime(
        local,
        "d MMMM y HH:mm" if active_language() is Language.EN else "y年M月d日 HH:mm",
        locale=_LOCALES[active_language()],
    )
    return format_html(
        '<time datetime="{}">{} <span class="zone">{}</span></time>', value.isoformat(), shown, zone
    )


@cache
def _manifest() -> dict[str, Any]:
    path = _DIST / "manifest.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


@register.simple_tag
def bundle() -> SafeString:
    """Return the links to the built styles and script of the front end."""
    entry = next((v for v in _manifest().values() if v.get("isEntry")), None)
    if entry is None:
        return SafeString("")
    styles = format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"shell/dist/{name}"),) for name in entry.get("css", ())),
    )
    return styles + format_html(
        '<script type="module" src="{}"></script>', static(f"shell/dist/{entry['file']}")
    )


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> SafeString:
    """Return the links that tell a search engine where this page is in the other language."""
    path = context["request"].get_full_path()
    if language_of_path(path) is None:
        return SafeString("")
    return format_html_join(
        "", '<link rel="alternate" hreflang="{}" href="{}">', ((one.tag, _in(one, path)) for one in Language)
    )


@register.simple_tag(takes_context=True)
def language_switch(context: template.Context) -> SafeString:
    """Return the switch between the two languages, on the same page."""
    request = context["request"]
    path = request.get_full_path() if language_of_path(request.path) else None
    links = (
        (
            _in(one, path) if path else f"/{one.value}/",
            one.tag,
            one.tag,
            mark_safe(' aria-current="true"') if one is active_language() else "",
            _NAMES[one],
        )
        for one in Language
    )
    return format_html(
        '<span class="switch">{}</span>',
        format_html_join("", '<a href="{}" hreflang="{}" lang="{}"{}>{}</a>', links),
    )


def _in(language: Language, path: str) -> str:
    return f"/{language.value}/{path.split('/', 2)[2]}"


@register.simple_tag
def playbill(work: Any) -> SafeString:
    """Return a printed playbill for a work without a picture: its title set large on a colour from its id."""
    return SafeString(
        render_to_string(
            "shell/playbill.svg", {"work": work, "lines": _lines(work.title), "hue": _hue(work.id)}
        )
    )


def _hue(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big") % 360


def _lines(title: Both) -> list[str]:
    """Return a title broken into the lines of a playbill."""
    text = said(title)
    if active_language() is Language.ZH:
        return [text[i : i + 5] for i in range(0, min(len(text), 20), 5)]
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < 10:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines[:5]


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> list[tuple[str, Both, bool]]:
    """Return the address and title of each door of the house, and whether this page lies behind it."""
    found = [(reverse(door.page), door.title) for door in discovery.doors()]
    path: str = context["request"].path
    # The longest address that this one begins with: the foyer's, /en/, begins them all.
    here = max((address for address, _ in found if path.startswith(address)), key=len, default="")
    return [(address, title, address == here) for address, title in found]


@register.simple_tag
def is_demo() -> bool:
    """Return whether this is a demo house."""
    return bool(settings.DEMO)
