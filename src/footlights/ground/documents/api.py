"""The door to documents: a PDF, or a card with words on it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from .adapters import fonts
from .types import Document


def write_pdf(document: Document) -> bytes:
    """Return a document as a PDF whose text can be selected, the same bytes for the same document.

    Raises NoTypeface.
    """
    from .adapters import pdf  # noqa: PLC0415  # fpdf2 takes a third of a second to load

    return pdf.write(document, _faces())


def draw_card(eyebrow: str, title: str, lines: tuple[str, ...]) -> bytes:
    """Return a picture for links shared elsewhere: a PNG of 1200 x 630 pixels.

    Raises NoTypeface.
    """
    from .adapters import card  # noqa: PLC0415  # Pillow is rarely needed

    return card.draw(eyebrow, title, lines, _faces())


def _faces() -> fonts.Faces:
    return fonts.find_faces(Path(settings.HOME) / "cache" / "fonts")
