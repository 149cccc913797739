"""PDFs and cards, read back."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdf import PdfReader

from footlights.ground.documents import api
from footlights.ground.documents.types import Document, Heading, Paragraph, Table
from footlights.kernel.text import Language

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ROWS = tuple((f"The Quiet Sea 静海 {number}", f"{number * 1000:,}", "£12.34") for number in range(80))


def a_document(language: Language = Language.ZH) -> Document:
    return Document(
        title="Statement for June 六月结算单",
        language=language,
        blocks=(
            Heading("Usage 使用情况"),
            Paragraph("静海在英国和中国播放。The sea was shown in Britain and China — “as agreed”."),
            Table(("Work 作品", "Views 次数", "Money 金额"), ROWS, (5, 2, 2), frozenset({1, 2})),
            Paragraph("SHA-256 " + "0123abcd" * 8, is_quiet=True),
        ),
        made_at=AT,
        footer="Footlights · 脚灯",
    )


@pytest.mark.parametrize("language", Language)
def test_a_pdf_holds_its_words_in_both_scripts_and_says_its_language(language):
    pages = PdfReader(io.BytesIO(api.write_pdf(a_document(language)))).pages
    words = "".join(page.extract_text() for page in pages).replace("\n", "")

    assert len(pages) > 1
    for said in (
        "Statement for June 六月结算单",
        "静海在英国和中国播放",
        "“as agreed”",
        "79,000",
        "£12.34",
        "作品",
    ):
        assert said in words
    assert f"{len(pages)} / {len(pages)}" in words
    assert (
        PdfReader(io.BytesIO(api.write_pdf(a_document(language)))).trailer["/Root"]["/Lang"] == language.tag
    )


def test_the_same_document_comes_to_the_same_bytes_and_stays_small():
    first, second = api.write_pdf(a_document()), api.write_pdf(a_document())

    assert first == second
    assert len(first) < 120_000


@pytest.mark.parametrize(
    "title",
    ["Films for two audiences", "为两地观众呈现影片", "A very long title " * 20, "很长的标题" * 40, ""],
)
def test_a_card_has_the_size_that_others_ask_for_and_something_on_it(title):
    card = Image.open(io.BytesIO(api.draw_card("Memorandum 备忘录", title, ("Leeds 利兹",))))

    assert card.size == (1200, 630)
    assert len(card.convert("L").getcolors() or range(999)) > 20
    assert not any(card.convert("RGB").getpixel((1190, y)) != (20, 17, 13) for y in range(0, 630, 7))
