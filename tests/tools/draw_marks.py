"""The house's mark as pictures: ``python -m tests.tools.draw_marks`` writes icon-180.png and share.png.

Chromium draws both from shell/lamps.svg; flat colours keep them small.
"""

from __future__ import annotations

import base64

from tests.browser import open_chromium
from tests.rules.tree import REPOSITORY

STATIC = REPOSITORY / "src" / "footlights" / "project" / "shell" / "static" / "shell"
FACES = REPOSITORY / "frontend" / "node_modules" / "@fontsource-variable" / "fraunces" / "files"
SHARE = """<!doctype html><style>
@font-face { font-family: Fraunces; font-weight: 100 900; src: url(data:font/woff2;base64,FACE); }
body { margin: 0; block-size: 567px; display: grid; place-content: center; justify-items: center; background: #16130f;
  color: #efe9dd; font: 460 118px/1 Fraunces, Georgia, serif; letter-spacing: -.02em; }
svg { inline-size: 380px; block-size: 380px; margin-block: -50px -30px; } svg rect { fill: none; }
</style>MARK<span>Footlights</span>"""
ICON = "<!doctype html><style>body { margin: 0; } svg { display: block; inline-size: 180px; }</style>MARK"
PICTURES = (("icon-180.png", ICON, 180, 180), ("share.png", SHARE, 1080, 567))


def main() -> None:
    """Write the pictures where pages link to them."""
    mark = (STATIC / "lamps.svg").read_text("utf-8")
    face = base64.b64encode((FACES / "fraunces-latin-opsz-normal.woff2").read_bytes()).decode()
    with open_chromium() as browser:
        for name, text, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(text.replace("MARK", mark).replace("FACE", face))
            page.evaluate("document.fonts.ready")
            content = page.screenshot(path=STATIC / name, omit_background=name.startswith("icon"))
            print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
