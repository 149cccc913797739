"""Uploaded pictures: what is hidden in them goes, what is none is refused in words, and a study of them runs to its brief."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageCms

from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both
from footlights.services.style import api
from footlights.services.style.adapters.pictures import clean
from footlights.services.style.types import BadStudy, PictureRefused, StudyDraft, StudyKind

from .test_study import AT, answer_all, begin, sign_in

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def a_photo(size=(900, 600), colour=(180, 60, 40), form="JPEG", **saved) -> bytes:
    picture = Image.new("RGB", size, colour)
    picture.paste((20, 20, 200), (0, 0, size[0] // 3, size[1] // 3))
    written = io.BytesIO()
    picture.save(written, form, **saved)
    return written.getvalue()


def a_phones_photo() -> bytes:
    """Return a photo taken upright by a phone, with its place, its maker and a colour profile."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Lamplighter Phones"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (51.0, 28.0, 38.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return a_photo(exif=exif, icc_profile=profile, comment=b"at home") + b"hidden after the end"


def test_place_maker_profile_and_comment_go_and_the_picture_stands_upright():
    sent = a_phones_photo()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS)
    made = clean("photo.jpg", sent)
    kept = Image.open(io.BytesIO(made.content))
    assert (made.width, made.height) == kept.size == (600, 900)
    assert not kept.getexif()
    assert not {"exif", "icc_profile", "comment"} & set(kept.info)
    assert not any(word in made.content for word in (b"Lamplighter", b"Exif", b"at home", b"hidden"))
    red, _, blue = kept.getpixel((580, 20))  # the corner that lay to the left is now to the right
    assert blue > red


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_each_kind_is_written_anew_at_a_size_for_pages(form):
    made = clean("wide", a_photo((3000, 1500), form=form))
    assert (made.width, made.height) == (1200, 600)
    assert Image.open(io.BytesIO(made.content)).format == "JPEG"


def test_what_is_transparent_comes_to_lie_on_paper():
    written = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(written, "PNG")
    pixel = Image.open(io.BytesIO(clean("clear.png", written.getvalue()).content)).getpixel((150, 150))
    assert min(pixel) > 220


def a_bomb() -> bytes:
    """Return a small file that claims to be a picture of 30,000 by 30,000."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99_999))


NO_PICTURES = [
    (b"", "not a picture"),
    (b"dear diary", "not a picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
    (b"\xff\xd8\xff\xe0" + b"\0" * 400, "not a picture"),
    (a_photo(form="GIF"), "not a picture"),
    (a_photo(form="PNG")[:300], "part is missing"),
    (a_photo()[:2000], "part is missing"),
    (a_photo((200, 900)), "240 pixels"),
    (a_bomb(), "40 megapixels"),
    (b"\0" * ((15 << 20) + 1), "15 MB"),
]


@pytest.mark.parametrize(("content", "word"), NO_PICTURES)
def test_what_is_no_picture_is_refused_by_name_in_both_languages(content, word):
    with pytest.raises(PictureRefused) as refused:
        clean("秋 autumn.jpg", content)
    assert word in refused.value.message.en
    assert "秋 autumn.jpg" in refused.value.message.en
    assert "秋 autumn.jpg" in refused.value.message.zh
    assert "保留" in refused.value.message.zh


def a_work() -> str:
    return works.create_work(WorkDraft(WorkKind.LOOK, Both("Tide line", "潮线")), AT)


def a_study_of(count: int, questions: int = 6) -> str:
    now = utc_now()
    title = Both("Which window?", "哪个橱窗？")
    draft = StudyDraft(title, a_work(), now, now + timedelta(days=2), questions, StudyKind.PICTURES)
    made = api.open_study(draft)
    for number in range(count):
        code = api.add_picture(made, "x", a_photo((300, 400), (number * 9, 90, 120)), now)
        api.describe_picture(made, code, Both(f"Window {number}", f"橱窗{number}"))
    return made


@pytest.mark.django_db
def test_one_file_that_is_no_picture_costs_the_others_nothing():
    study, client = a_study_of(0), sign_in()
    files = [
        SimpleUploadedFile("one.jpg", a_photo()),
        SimpleUploadedFile("letter.jpg", b"dear diary"),
        SimpleUploadedFile("two.png", a_photo(form="PNG")),
    ]
    for language, word in (("en", "letter.jpg is not a picture"), ("zh", "letter.jpg 不是可读取的图片")):
        for file in files:
            file.seek(0)
        told = client.post(f"/{language}/style/{study}/pictures", {"pictures": files})
        assert told.status_code == 422
        assert word in told.content.decode()
    assert [each.code for each in api.list_pictures(study)] == ["p001", "p002", "p003", "p004"]


@pytest.mark.django_db
def test_a_study_of_pictures_runs_from_its_files_to_its_brief(tmp_path):
    client = sign_in()
    form = {"title_en": "Window", "title_zh": "橱窗", "work": a_work(), "days": "3", "questions": "6"}
    made = client.post("/en/style/new", {**form, "kind": "pictures"})
    page = made.headers["Location"]
    assert page.endswith("/pictures")
    study = api.get_study(page.split("/")[-2])
    assert begin_refused(study)
    files = [SimpleUploadedFile(f"{n}.jpg", a_phones_photo()) for n in range(5)]
    assert client.post(page, {"pictures": files}).status_code == 303
    assert "both languages" in client.post(page, {"present": "1"}).content.decode()
    words = {f"{tongue}-p00{n}": f"{tongue} {n}" for n in range(1, 6) for tongue in ("en", "zh")}
    assert client.post(page, {**words, "keep": "1"}).status_code == 303
    assert client.post(page, {**words, "remove": "p005"}).status_code == 303
    assert client.post(page, {"present": "1"}).status_code == 303
    with pytest.raises(BadStudy):
        api.remove_picture(study.id, "p001")
    picture = Client().get(f"/style/picture/{study.id}/p001.jpg")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert b"Exif" not in picture.content

    order = {"p002": 3, "p001": 2, "p003": 1, "p004": 0}
    for place, count in (("GB", 11), ("CN", 4)):
        for _ in range(count):
            last = answer_all(begin(study, place=place), study, order.__getitem__)
            assert "en 2" in last
    found = {cohort.name.en: cohort for cohort in api.list_cohorts(study.id)}
    worths = dict(found["Everybody"].worths)[Both("Picture", "图片")]
    assert [each.level.en for each in sorted(worths, key=lambda each: -each.value)] == [
        "en 2", "en 1", "en 3", "en 4",
    ]  # fmt: skip
    assert sum(each.value for each in worths) == pytest.approx(0, abs=1e-9)
    assert found["China"].people is None
    said = " ".join(each.en for each in found["Everybody"].remarks)
    assert "Never preferred where the two differed in it: en 4" in said
    assert "Preferred every time" in said
    assert "agrees with one order" in said
    best = api.list_standings(study.id)[0]
    assert (best.code, best.chosen) == ("p002", best.shown)
    for language, word in (("en", "Never preferred"), ("zh", "从未被选")):
        for name in ("results", "brief"):
            text = client.get(f"/{language}/style/{study.id}/{name}").content.decode()
            assert word in text
            assert f"/style/picture/{study.id}/p002.jpg" in text
        assert client.get(f"/{language}/style/{study.id}/brief.pdf").content.startswith(b"%PDF")
    shares = client.get(f"/en/style/{study.id}/results?look=p001&look=p004").content.decode()
    assert "If these were the choice" in shares

    rows = list(csv.reader(io.StringIO(client.get(f"/en/style/{study.id}/choices.csv").content.decode())))
    assert len(rows) == 1 + 2 * 15 * study.questions
    assert rows[0] == ["person", "situation", "alternative", "chosen", "p001", "p002", "p003"]
    assert client.post(f"/en/style/{study.id}/results").status_code == 303
    assert [code for _, code in api.list_proposals(study.id)] == ["p002", "p001", "p003"]
    answer_all(begin(study), study, order.__getitem__)


def begin_refused(study) -> bool:
    told = Client().post(f"/en/style/{study.id}", {"age_band": "18-24", "residence": "GB"})
    return told.status_code == 422 and "not open now" in told.content.decode()


@pytest.mark.django_db
def test_too_few_pictures_are_told_and_a_small_study_never_runs_out_of_questions():
    study = a_study_of(3)
    with pytest.raises(BadStudy) as refused:
        api.present_pictures(study, utc_now())
    assert "at least 4" in refused.value.message.en
    assert "至少需要 4 张" in refused.value.message.zh
    study = a_study_of(4)
    api.present_pictures(study, utc_now())
    shown = api.get_study(study)
    client = begin(shown)
    seen = set()
    for _ in range(6):
        page = client.get(f"/en/style/{study}/choose").content.decode()
        pair = frozenset(part.split('"')[0] for part in page.split('name="chosen" value="')[1:])
        seen.add(pair)
        number = page.split('name="number" value="')[1].split('"')[0]
        client.post(f"/en/style/{study}/choose", {"number": number, "chosen": min(pair)})
    assert len(seen) == 6
    assert "Your taste" in client.get(f"/en/style/{study}/choose").content.decode()


@pytest.mark.django_db
def test_gathering_is_the_producers_and_a_full_study_says_so():
    study = a_study_of(24)
    assert Client().get(f"/en/style/{study}/pictures").status_code == 403
    with pytest.raises(PictureRefused) as refused:
        api.add_picture(study, "one more.jpg", a_photo(), utc_now())
    assert "24" in refused.value.message.zh
    assert len(api.list_pictures(study)) == 24
