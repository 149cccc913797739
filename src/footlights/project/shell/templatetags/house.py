"""The tags every page may use: both languages side by side, panels, dates, and the built front end."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from footlights.kernel.addresses import page_of
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both, Language
from footlights.project import discovery
from footlights.project.language import active_language, language_of_path
from footlights.project.shell import built

register = template.Library()
_LOCALES = {Language.EN: "en_GB", Language.ZH: "zh_Hans_CN"}
_NAMES = {Language.EN: "English", Language.ZH: "中文"}
_CLOCKS = {"UTC": Both("UTC", "UTC"), "Asia/Shanghai": Both("Beijing time", "北京时间")}
_FORMS = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")  # {n|vote|votes}
_NO_MARKUP = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag
def both(en: str, zh: str, **values: object) -> SafeString:
    """Return the text in the page's language: {% both "Watch in {place}" "在{place}观看" place=x %}.

    English words that follow a number name both their forms: "{n} {n|vote|votes}".
    """
    return _say(Both(en, zh), values)


@register.filter
def said(value: Both) -> str:
    """Return a Both in the page's language."""
    return value.said_in(active_language().value) if isinstance(value, Both) else str(value)


def _say(text: Both, values: Mapping[str, object]) -> SafeString:
    language = active_language().value
    filled = {k: v.said_in(language) if isinstance(v, Both) else v for k, v in values.items()}
    words = text.said_in(language)
    if not filled:
        return conditional_escape(words)
    words = _FORMS.sub(lambda form: form[2] if str(filled[form[1]]) == "1" else form[3], words)
    return format_html(words, **filled)


@register.simple_tag
def titled(title: Both) -> SafeString:
    """Return a title in the page's language, then in the other one, marked as that language."""
    here = active_language()
    first, second = title.said_in(here.value), title.said_in(here.other.value)
    if first == second:
        return conditional_escape(first)
    return format_html('{} <span class="other" lang="{}">{}</span>', first, here.other.tag, second)


@register.simple_tag
def other_title(title: Both) -> SafeString:
    """Return a title in the language that the page is not in, marked as that language."""
    there = active_language().other
    return format_html('<span class="other" lang="{}">{}</span>', there.tag, title.said_in(there.value))


@register.filter
def opening(text: str) -> str:
    """Return a text's first paragraph."""
    return text.strip().split("\n\n", 1)[0]


@register.filter
def grouped(number: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{number:,}"


@register.filter
def percent(share: float) -> str:
    """Return a share of one as whole per cent."""
    return f"{share * 100:.0f} %"


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, **values: object) -> SafeString:
    """Return what every folder offers for a named slot of a page."""
    shown = (offer(context["request"], values) for offer in _offers(slot))
    return mark_safe("".join(shown))  # noqa: S308  # each panel is a rendered template


@cache
def _offers(slot: str) -> tuple[Callable[[HttpRequest, Mapping[str, Any]], str], ...]:
    """Return what fills a slot, folder by folder; folders come and go only with a restart."""
    return tuple(module.PANELS[slot] for _, module in discovery.modules("panels") if slot in module.PANELS)


@register.simple_tag
def work_page(work: WorkId) -> str:
    """Return the address of a work's page in the page's language."""
    return page_of(work, active_language())


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
    """Return an instant as a time element, by the clock of a zone that is named beside it."""
    if value is None:
        return SafeString("")
    here = active_language()
    local, locale = value.astimezone(ZoneInfo(zone)), _LOCALES[here]
    pattern = "d MMMM y, HH:mm" if here is Language.EN else "y年M月d日 HH:mm"
    return format_html(
        '<time datetime="{}">{} <span class="zone">{}</span></time>',
        value.isoformat(),
        format_datetime(local, pattern, locale=locale),
        _clock(zone, here),
    )


def _clock(zone: str, language: Language) -> str:
    """Return what people call the clock of a zone."""
    if zone in _CLOCKS:
        return _CLOCKS[zone].said_in(language)
    city = get_timezone_location(ZoneInfo(zone), _LOCALES[language], return_city=True)
    return Both(f"{city} time", f"{city}时间").said_in(language)


@register.simple_tag
def bundle() -> SafeString:
    """Return the links to the built styles, the Latin fonts of the first view, and the script."""
    entry = built.entry()
    if entry is None:
        return SafeString("")
    fonts = format_html_join(
        "",
        '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">',
        ((_built(name),) for name in entry.fonts),
    )
    styles = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((_built(name),) for name in entry.styles)
    )
    return fonts + styles + format_html('<script type="module" src="{}"></script>', _built(entry.script))


def _built(name: str) -> str:
    return static(f"shell/dist/{name}")


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str) -> str:
    """Return a static file's whole address, as those who show a page elsewhere want it."""
    address: str = context["request"].build_absolute_uri(static(path))
    return address


@register.simple_tag
def linked_data(facts: Mapping[str, Any]) -> SafeString:
    """Return facts about a page as JSON-LD; a browser shows it to nobody and runs none of it."""
    text = json.dumps(facts, ensure_ascii=False).translate(_NO_MARKUP)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # no < or & is left in it


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


@register.inclusion_tag("shell/playbill.html")
def playbill(work: Any, to: str = "", picture: str = "") -> dict[str, object]:
    """Print a work as a playbill; it leads to an address, if one is given."""
    return {
        "work": work,
        "to": to,
        "picture": picture or work.poster_url,
        "is_long": _is_long(said(work.title)),
    }


def _is_long(title: str) -> bool:
    """Return whether a title needs smaller letters; a Chinese character is as wide as two Latin letters."""
    return sum(1 + (character > "\u2e7f") for character in title) > 24


@register.filter
def tone(text: str) -> str:
    """Return which of the eight printing inks is this id's, as a class name."""
    return f"tone-{hashlib.sha256(text.encode()).digest()[0] % 8}"


@register.filter
def minutes(seconds: int) -> Both:
    """Return a running time as people say it."""
    if seconds < 90:
        return Both(f"{seconds} seconds", f"{seconds} 秒")
    whole = round(seconds / 60)
    if whole < 60:
        return Both(f"{whole} minutes", f"{whole} 分钟")
    hours, rest = divmod(whole, 60)
    return (
        Both(f"{hours} h {rest} min", f"{hours} 小时 {rest} 分钟")
        if rest
        else Both(f"{hours} h", f"{hours} 小时")
    )


@register.filter
def language_name(tag: str) -> Both:
    """Return what a language is called; a tag that names none stands for itself."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Both(tag, tag)
    return Both(locale.get_display_name("en") or tag, locale.get_display_name("zh_Hans") or tag)


@register.filter
def days_from(day: date, at: datetime) -> Both:
    """Return how far off a day is."""
    left = (day - at.date()).days
    if left == 0:
        return Both("today", "就在今天")
    if left > 0:
        return Both("tomorrow" if left == 1 else f"in {left:,} days", f"还有 {left:,} 天")
    return Both("yesterday" if left == -1 else f"{-left:,} days ago", f"已过 {-left:,} 天")


@register.simple_tag(takes_context=True)
def doors(context: template.Context) -> list[tuple[str, Both, bool]]:
    """Return the address and title of each door of the house, and whether this page lies behind it."""
    found = [(door.page, reverse(door.page), door.title) for door in discovery.doors()]
    request = context["request"]
    match = request.resolver_match
    # The longest address that this one begins with: the foyer's, /en/, begins them all.
    near = max(
        (each for each in found if request.path.startswith(each[1])),
        key=lambda each: len(each[1]),
        default=None,
    )
    here = discovery.behind().get(match.view_name if match else "", near[0] if near else "")
    return [(address, title, page == here) for page, address, title in found]


@register.simple_tag
def is_demo() -> bool:
    """Return whether this is a demo house."""
    return bool(settings.DEMO)
