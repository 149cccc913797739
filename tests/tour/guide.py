"""What a stop of the tour is given, and the one HTML file in which the tour is told."""

from __future__ import annotations

import base64
import html
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

from footlights.kernel.text import Both
from tests.house import House


@dataclass
class Told:
    """What a stop showed.

    pictures: PNG bytes with what they show. figures: a label and what was found.
    fault: why the stop could not be gone through, "" when it could.
    """

    title: Both
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    fault: str = ""


@dataclass
class Guide:
    """What a stop may use.

    known: what earlier stops made, by name, for later ones.
    """

    house: House
    chromium: Browser
    film: Path
    known: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def picture(self, page: Page, what: str, *, whole: bool = False) -> None:
        """Keep a picture of what a page shows."""
        self.told[-1].pictures.append((what, page.screenshot(full_page=whole)))

    def figure(self, label: str, value: object) -> None:
        """Keep a figure that was found."""
        self.told[-1].figures.append((label, str(value)))


Stop = tuple[Both, Callable[[Guide], None]]


def walk(guide: Guide, stops: Sequence[Stop], say: Callable[[str], None]) -> bool:
    """Go through stops in turn, each even when one before it failed; return whether all went well."""
    for title, go in stops:
        guide.told.append(Told(title))
        begun = time.monotonic()
        try:
            go(guide)
        except Exception as fault:  # noqa: BLE001  # told in the report, and the tour goes on
            guide.told[-1].fault = f"{type(fault).__name__}: {fault}"[:2000]
        guide.told[-1].seconds = time.monotonic() - begun
        say(f"{guide.told[-1].seconds:6.1f} s  {title.en}{'  FAILED' if guide.told[-1].fault else ''}")
    return not any(each.fault for each in guide.told)


_STYLE = """
body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem;
  color-scheme: light dark; color: light-dark(#1a1612, #f2ebdf); background: light-dark(#fbf7ef, #14110d); }
h1, h2 { font-weight: 500; line-height: 1.2; } h2 small { color: #8a7a60; font-weight: 400; }
section { border-top: 1px solid #8a7a60; padding: 1rem 0 2rem; }
.pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
figure { margin: 0; } img { width: 100%; border: 1px solid #8a7a60; } figcaption { font-size: .875rem; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { text-align: start; padding: .25rem 1rem .25rem 0; }
th { font-weight: 400; } td { font-variant-numeric: tabular-nums; font-weight: 600; } .fault { color: #c0392b; white-space: pre-wrap; }
"""


def write(told: Sequence[Told], heading: str) -> str:
    """Return the tour as one HTML file that needs nothing else."""
    stops = "\n".join(_section(number, each) for number, each in enumerate(told, 1))
    whole = sum(each.seconds for each in told)
    good = sum(not each.fault for each in told)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{html.escape(heading)}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{html.escape(heading)}</h1>\n"
        f"<p>{good} of {len(told)} stops, {whole:.0f} seconds.</p>\n{stops}\n</html>\n"
    )


def _section(number: int, told: Told) -> str:
    pictures = "".join(
        f'<figure><img alt="{html.escape(what)}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        f"<figcaption>{html.escape(what)}</figcaption></figure>"
        for what, picture in told.pictures
    )
    figures = "".join(
        f"<tr><th>{html.escape(label)}</th><td>{html.escape(value)}</td></tr>"
        for label, value in told.figures
    )
    return (
        f'<section id="stop-{number}"><h2>{number}. {html.escape(told.title.en)} '
        f'<small lang="zh-Hans">{html.escape(told.title.zh)}</small></h2><p>{told.seconds:.1f} s</p>'
        + (f'<p class="fault">{html.escape(told.fault)}</p>' if told.fault else "")
        + (f"<table>{figures}</table>" if figures else "")
        + f'<div class="pictures">{pictures}</div></section>'
    )
