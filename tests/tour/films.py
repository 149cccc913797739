"""Around a film: its parts by name and picture, its series, a frame on another's page, a better file."""

from __future__ import annotations

from pathlib import Path

from footlights.kernel.text import Both
from tests.browser import DESK, PHONE, open_context, watch
from tests.film import READY, point_at_the_bar
from tests.house import TERRITORY_HEADER

from .guide import Guide, Stop

CHAPTERS = "0:00 The harbour | 港口\n0:10 Out at sea | 出海\n0:20 Home | 归航\n"


def look_around(guide: Guide) -> None:
    """A film gets chapters and a series; the bar shows the picture and the name of each part."""
    work = guide.known["work"]
    film = next(each for each in guide.house.ask("watch", "list") if each["work"] == work)
    file = Path(guide.film).with_suffix(".chapters.txt")
    file.write_text(CHAPTERS, "utf-8")
    told = guide.house.ask("watch", "chapters", film["film"], file)
    guide.figure("Chapters", told["chapters"])
    headers = {TERRITORY_HEADER: "GB"}
    for language, width in (("en", DESK), ("zh", PHONE)):
        with open_context(guide.chromium, width, extra_http_headers=headers) as context:
            shown = watch(context)
            shown.go(f"{guide.house.url}/{language}/watch/{work}")
            shown.page.wait_for_function(READY, timeout=30_000)
            point_at_the_bar(shown.page)
            guide.picture(shown.page, f"The film's parts ({language})")
            shown.go(f"{guide.house.url}/{language}/watch/series/{guide.known['sequence']}")
            guide.picture(shown.page, f"Its series ({language})")
            guide.figure(
                "HTTP status of the frame", shown.go(f"{guide.house.url}/{language}/watch/embed/{work}")
            )


STOPS: list[Stop] = [(Both("Parts, a series, a frame", "章节、系列与嵌入"), look_around)]
