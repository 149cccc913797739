"""PDF by fpdf2: real text in an embedded subset of the typeface."""

from __future__ import annotations

from typing import Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode
from fpdf.fonts import FontFace

from footlights.ground.documents.types import Document, Heading, Paragraph, Table

from .fonts import Faces

_LATIN: Final = "House"
_CHINESE: Final = "HouseSC"
_INK: Final = (26, 22, 18)
_QUIET: Final = (96, 88, 80)
_BAND: Final = (244, 238, 228)
_MARGIN: Final = 20.0  # millimetres


class _Sheet(FPDF):
    """A4 pages with the document's footer and the number of the page."""

    said = ""

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(_LATIN, size=8)
        self.set_text_color(*_QUIET)
        self.cell(0, 8, self.said)
        self.set_x(_MARGIN)
        self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="R")


def write(document: Document, faces: Faces) -> bytes:
    """Return the document as PDF."""
    sheet = _Sheet(format="A4")
    sheet.said = document.footer
    sheet.set_margin(_MARGIN)
    sheet.set_auto_page_break(auto=True, margin=_MARGIN)
    for family, plain, bold in (
        (_LATIN, faces.latin, faces.latin_bold),
        (_CHINESE, faces.chinese, faces.chinese_bold),
    ):
        sheet.add_font(family, fname=str(plain))
        sheet.add_font(family, style="B", fname=str(bold))
    sheet.set_fallback_fonts([_CHINESE])
    sheet.set_title(document.title)
    sheet.set_lang(document.language.tag)
    sheet.set_creator("Footlights")
    sheet.set_creation_date(document.made_at)
    sheet.add_page()
    _say(sheet, document.title, size=20, is_bold=True, after=4)
    for block in document.blocks:
        match block:
            case Heading(text):
                _say(sheet, text, size=13, is_bold=True, before=4, after=1)
            case Paragraph(text, is_quiet):
                _say(sheet, text, size=9 if is_quiet else 10.5, colour=_QUIET if is_quiet else _INK, after=2)
            case Table():
                _set(sheet, block)
    return bytes(sheet.output())


def _say(
    sheet: FPDF,
    text: str,
    *,
    size: float,
    is_bold: bool = False,
    colour: tuple[int, int, int] = _INK,
    before: float = 0,
    after: float = 0,
) -> None:
    sheet.ln(before)
    sheet.set_font(_LATIN, style="B" if is_bold else "", size=size)
    sheet.set_text_color(*colour)
    sheet.multi_cell(
        0,
        size * 0.55,
        text,
        align="L",
        new_x="LMARGIN",
        new_y="NEXT",
        wrapmode=WrapMode.CHAR if _is_chinese(text) else WrapMode.WORD,
    )
    sheet.ln(after)


def _set(sheet: FPDF, block: Table) -> None:
    sheet.set_font(_LATIN, size=9)
    sheet.set_text_color(*_INK)
    sheet.set_draw_color(*_QUIET)
    aligned = tuple("RIGHT" if place in block.numbers else "LEFT" for place in range(len(block.columns)))
    with sheet.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        col_widths=block.widths,
        text_align=aligned,
        headings_style=FontFace(emphasis="BOLD", fill_color=_BAND),
        line_height=6,
        padding=1,
        wrapmode="CHAR",
    ) as table:
        for cells in (block.columns, *block.rows):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    sheet.ln(3)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
