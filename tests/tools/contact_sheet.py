"""Every named page of a house on one sheet: ``python -m tests.tools.contact_sheet --out FILE``.

A house of its own is opened, with one film on stage under a deal. Phone and desk, English light and Chinese dark.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image, ImageDraw

django.setup()

from footlights.kernel.text import Language  # noqa: E402  # Django is ready only now
from tests.browser import DESK, PHONE, open_chromium, open_context, watch  # noqa: E402
from tests.house import TERRITORY_HEADER, make_film, open_house  # noqa: E402
from tests.pages.test_pages import PAGES, address  # noqa: E402
from tests.stage import Stage  # noqa: E402

ENDS_THE_SESSION = "account_logout"
LOOKS = ((DESK, Language.EN, "light"), (PHONE, Language.ZH, "dark"))
WIDE, HIGH, GAP, TITLE = 360, 480, 12, 22


def main() -> int:
    """Take the pictures and write the sheet; 1 when a page had a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    tiles: list[tuple[str, Image.Image]] = []
    faults = 0
    with tempfile.TemporaryDirectory(prefix="footlights-shots-") as folder, open_house() as house:
        film = make_film(Path(folder) / "film.mp4", 5, "640x360")
        with Stage.open(house, film) as stage, open_chromium() as chromium:
            for width, language, scheme in LOOKS:
                headers = {TERRITORY_HEADER: "GB"}
                with open_context(chromium, width, scheme, extra_http_headers=headers) as context:
                    stage.sign_in(context, house)
                    shown = watch(context)
                    for name in PAGES:
                        url = house.url + address(name, language, stage)
                        if name == ENDS_THE_SESSION or not shown.looks_like_a_page(url):
                            continue  # an act or a file
                        status = shown.go(url)
                        picture = Image.open(io.BytesIO(shown.page.screenshot(full_page=True)))
                        tiles.append((f"{name} {language.value} {width} {status}", picture.convert("RGB")))
                        faults += len(shown.faults)
                        for fault in shown.faults:
                            print(f"{name} {language.value} {width}: {fault}", file=sys.stderr)
                        shown.faults.clear()
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    arrange(tiles).save(chosen.out, optimize=True)
    print(f"{chosen.out}: {len(tiles)} pages, {faults} faults")
    return 1 if faults else 0


def arrange(tiles: list[tuple[str, Image.Image]], columns: int = 6) -> Image.Image:
    """Return a sheet with every picture, its top shown, under its name."""
    rows = -(-len(tiles) // columns)
    sheet = Image.new("RGB", (columns * (WIDE + GAP) + GAP, rows * (HIGH + TITLE + GAP) + GAP), (52, 48, 42))
    pen = ImageDraw.Draw(sheet)
    for place, (name, picture) in enumerate(tiles):
        x = GAP + place % columns * (WIDE + GAP)
        y = GAP + place // columns * (HIGH + TITLE + GAP)
        pen.text((x, y + 4), name, fill=(240, 232, 216))
        small = picture.resize((WIDE, max(1, picture.height * WIDE // picture.width)))
        sheet.paste(small.crop((0, 0, WIDE, min(HIGH, small.height))), (x, y + TITLE))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
