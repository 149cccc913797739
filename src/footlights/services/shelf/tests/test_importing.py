"""Shelves from elsewhere: the exports of four catalogues, read by their columns' names."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook

from footlights.ground.people import api as people
from footlights.ground.people.types import NoSuchPerson
from footlights.ground.works import api as works
from footlights.ground.works.types import WorkDraft, WorkKind
from footlights.kernel.ids import PersonId
from footlights.kernel.text import Both, Language
from footlights.services.shelf import api
from footlights.services.shelf.types import BadFile, Privacy, State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def chen():
    return people.create_person("chen@example.org", "a long enough word", "Chen", language=Language.ZH, at=AT)


def as_csv(*rows) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def shelf_of(person):
    marks = api.list_marks(person)
    known = {w.id: w for w in works.list_works(ids=[m.work for m in marks], limit=500)}
    return {known[mark.work].title.zh: (known[mark.work], mark) for mark in marks}


def doufen(path, films: int = 3):
    book = Workbook()
    seen = book.active
    seen.title = "看过"
    seen.append(["标题", "简介", "豆瓣评分", "链接", "创建时间", "我的评分", "标签", "评论", "可见性"])
    for n in range(films):
        seen.append(
            [f"影片{n}", f"{1990 + n} / 中国", "8.1", f"https://movie.douban.com/subject/{1_000_000 + n}/",
             f"2020-01-{n % 28 + 1:02} 23:30:00", n % 5 + 1, "海, 纪录片", "好看", "private" if n == 1 else "public"]
        )  # fmt: skip
    wish = book.create_sheet("想读")
    wish.append(["标题", "简介", "豆瓣评分", "链接", "创建时间", "我的评分", "标签", "评论", "可见性"])
    wish.append(["一本书", "2001", None, "https://book.douban.com/subject/2000001/", "2021-05-06 07:08:09"])
    reviews = book.create_sheet("影评")
    reviews.append(["标题", "评论对象", "链接", "创建时间", "我的评分", "类型", "内容"])
    reviews.append(["深海", "《影片0》", "x", "2020-02-01 10:00:00", 1, "影评", "很**深**。"])
    book.create_sheet("我关注的").append(["用户名"])
    book.save(path)
    return path


def test_a_doufen_workbook_keeps_privacy_time_and_reviews(chen, tmp_path):
    done = api.import_file(doufen(tmp_path / "a.xlsx"), chen, AT)

    assert (done.format, done.imported, done.unchanged, done.failed) == ("douban_doufen", 4, 0, ())
    shelf = shelf_of(chen)
    work, mark = shelf["影片1"]
    assert (work.year, work.identifiers["douban"], work.kind) == (1991, "1000001", WorkKind.FILM)
    assert (mark.rating, mark.privacy, mark.tags) == (4, Privacy.PRIVATE, ("海", "纪录片"))
    assert mark.marked_at == datetime(2020, 1, 2, 15, 30, tzinfo=UTC)  # Beijing is eight hours ahead
    assert mark.viewings == (date(2020, 1, 2),)
    assert shelf["一本书"][1].state is State.WISH
    assert "很<strong>深</strong>" in api.find_review(chen, shelf["影片0"][0].id).html


def test_a_second_import_changes_nothing(chen, tmp_path):
    path = doufen(tmp_path / "a.xlsx", 40)
    api.import_file(path, chen, AT)
    before = list(api.export_shelf(chen))
    again = api.import_file(path, chen, AT)
    assert (again.imported, again.unchanged) == (0, 41)
    assert list(api.export_shelf(chen)) == before
    assert api.recompute() == 0


def test_the_userscripts_files_are_read_by_their_names(chen, tmp_path):
    (tmp_path / "m.csv").write_text(as_csv(
        ["电影/电视剧/番组", "个人评分", "打分日期", "我的短评", "上映日期", "制片国家", "条目链接"],
        ["蓝色星球", "5", "2019/03/04", "震撼", "2001-09-12(英国)", "英国", "https://movie.douban.com/subject/3000001/"],
        ["坏行", "9", "2019/03/04", "", "", "", ""],
    ))  # fmt: skip
    done = api.import_file(tmp_path / "m.csv", chen, AT)
    work, mark = shelf_of(chen)["蓝色星球"]
    assert (done.format, done.imported, [f.line for f in done.failed]) == ("douban_userscript", 1, [3])
    assert done.failed[0].reason.zh
    assert (work.year, mark.rating, mark.comment) == (2001, 10, "震撼")


def test_a_wish_lists_cells_stand_one_column_left_of_their_names(chen, tmp_path):
    (tmp_path / "w.csv").write_text(as_csv(
        ["书名", "标题", "出版日期", "作者", "条目链接"],
        ["海底两万里", "1870", "凡尔纳", "https://book.douban.com/subject/3000002/"],
    ))  # fmt: skip
    api.import_file(tmp_path / "w.csv", chen, AT)
    work, mark = shelf_of(chen)["海底两万里"]
    assert (work.year, work.identifiers["douban"], mark.state) == (1870, "3000002", State.WISH)


def letterboxd(path):
    head = ["Date", "Name", "Year", "Letterboxd URI"]
    files = {
        "watched.csv": as_csv(head, ["2024-01-02", "Ocean", "2025", "https://boxd.it/aa11"]),
        "ratings.csv": as_csv(
            [*head, "Rating"], ["2024-01-03", "Ocean", "2025", "https://boxd.it/aa11", "4.5"]
        ),
        "diary.csv": as_csv(
            [*head, "Rating", "Rewatch", "Tags", "Watched Date"],
            ["2024-01-03", "Ocean", "2025", "https://boxd.it/e1", "4.5", "", "sea", "2024-01-01"],
            ["2024-06-03", "Ocean", "2025", "https://boxd.it/e2", "5", "Yes", "", "2024-06-02"],
        ),
        "reviews.csv": as_csv(
            [*head, "Rating", "Rewatch", "Review", "Tags", "Watched Date"],
            [
                "2024-01-04",
                "Ocean",
                "2025",
                "https://boxd.it/e1",
                "4.5",
                "",
                "Wet,\nand wide",
                "",
                "2024-01-01",
            ],
        ),
        "watchlist.csv": as_csv(
            head, ["2024-02-02", "Desert", "1999", "https://boxd.it/bb22"], ["x", "", "", ""]
        ),
        "deleted/diary.csv": as_csv(head, ["2024-01-02", "Gone", "2000", "https://boxd.it/cc"]),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_a_letterboxd_zip_keeps_every_rewatch(chen, tmp_path):
    done = api.import_file(letterboxd(tmp_path / "l.zip"), chen, AT)
    shelf = shelf_of(chen)
    _, mark = shelf["Ocean"]
    assert (done.format, done.imported, len(done.failed)) == ("letterboxd", 2, 1)
    assert (mark.rating, mark.viewings) == (10, (date(2024, 1, 1), date(2024, 6, 2)))
    assert shelf["Desert"][1].state is State.WISH
    assert "Gone" not in shelf
    assert api.import_file(letterboxd(tmp_path / "l.zip"), chen, AT).imported == 0


def test_a_goodreads_library_is_read(chen, tmp_path):
    head = ["Book Id", "Title", "Author", "ISBN13", "My Rating", "Year Published", "Original Publication Year",
            "Date Read", "Date Added", "Bookshelves", "Exclusive Shelf", "My Review", "Spoiler"]  # fmt: skip
    (tmp_path / "g.csv").write_text(as_csv(
        head,
        ["7", "The Sea, The Sea", "Iris Murdoch", '="9780140051995"', "4", "1980", "1978", "2020/05/06", "2019/01/02",
         "sea, to-read", "read", "Salt<br/>and <b>more</b>", ""],
        ["8", "Unread", "N", "", "0", "", "", "", "2019/01/02", "", "to-read", "", ""],
        ["9", "Odd", "N", "", "0", "", "", "", "2019/01/02", "", "lent-to-a-friend", "", ""],
    ))  # fmt: skip
    done = api.import_file(tmp_path / "g.csv", chen, AT)
    work, mark = shelf_of(chen)["The Sea, The Sea"]
    assert (done.format, done.imported, len(done.failed)) == ("goodreads", 2, 1)
    assert (work.identifiers["isbn"], work.year, mark.rating, mark.tags) == (
        "9780140051995",
        1978,
        8,
        ("sea",),
    )
    assert api.find_review(chen, work.id).text == "Salt\nand more"
    assert shelf_of(chen)["Unread"][1].rating is None


def test_works_that_the_house_has_are_found_by_title_and_year(chen, tmp_path):
    film = works.create_work(WorkDraft(WorkKind.DOCUMENTARY, Both("Ocean", "海洋"), year=2024), AT)
    book = works.create_work(WorkDraft(WorkKind.BOOK, Both("Desert", "沙漠"), year=1999), AT)
    api.import_file(letterboxd(tmp_path / "l.zip"), chen, AT)
    marked = {mark.work for mark in api.list_marks(chen)}
    assert film in marked
    assert book not in marked


def test_the_houses_own_export_comes_back_to_the_letter(chen, tmp_path):
    api.import_file(letterboxd(tmp_path / "l.zip"), chen, AT)
    api.import_file(doufen(tmp_path / "a.xlsx"), chen, AT)
    made = api.create_list(chen, "Sea films", "deep", Privacy.HOUSE, AT)
    api.add_to_list(made, chen, api.list_marks(chen)[0].work, "first")
    out = "\n".join(json.dumps(line, ensure_ascii=False) for line in api.export_shelf(chen))
    (tmp_path / "s.ndjson").write_text(out)
    assert api.import_file(tmp_path / "s.ndjson", chen, AT).imported == 0

    bo = people.create_person("bo@example.org", "a long enough word", "Bo", language=Language.EN, at=AT)
    done = api.import_file(tmp_path / "s.ndjson", bo, AT)
    again = "\n".join(json.dumps(line, ensure_ascii=False) for line in api.export_shelf(bo))
    assert (done.format, done.failed, again) == ("footlights", (), out)


@pytest.mark.parametrize("content", [
    b"", b"hello", b"a,b\n1,2\n", b"\x00\x01\x02", b"PK\x03\x04nonsense", b'{"a": 1}\n', b'{"shelf": ', b"\xff\xfe\x00",
])  # fmt: skip
def test_a_file_of_no_catalogue_is_refused(chen, tmp_path, content):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BadFile) as refused:
        api.import_file(tmp_path / "x", chen, AT)
    assert refused.value.message.zh
    assert api.list_marks(chen) == []


def test_a_zip_that_swells_is_refused(chen, tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("watched.csv", b"0" * (65 << 20))
    with pytest.raises(BadFile):
        api.import_file(tmp_path / "b.zip", chen, AT)


def test_nobodys_shelf_takes_nothing_in(tmp_path):
    with pytest.raises(NoSuchPerson):
        api.import_file(doufen(tmp_path / "a.xlsx"), PersonId("per-x"), AT)


def test_a_line_of_the_own_format_that_is_broken_is_named(chen, tmp_path):
    lines = ['{"shelf": "footlights", "version": 1}', '{"type": "mark"}', '{"type": "spell"}']
    (tmp_path / "s.ndjson").write_text("\n".join(lines))
    assert [each.line for each in api.import_file(tmp_path / "s.ndjson", chen, AT).failed] == [2, 3]
