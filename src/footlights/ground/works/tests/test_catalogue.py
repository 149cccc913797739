"""Works through the door, on whatever database the tests run."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from footlights.ground.people import api as people
from footlights.ground.people.types import NoSuchInstitution
from footlights.ground.works import api, models
from footlights.ground.works.types import (
    BadWork,
    Credit,
    CreditRole,
    IdentifierTaken,
    NoSuchWork,
    Title,
    WorkDraft,
    WorkKind,
)
from footlights.kernel.ids import InstitutionId, WorkId, is_id
from footlights.kernel.territory import GB
from footlights.kernel.text import Both

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
OCEAN = WorkDraft(WorkKind.DOCUMENTARY, Both("Blue Ocean", "蓝色海洋"))


def add(en, zh, **more):
    return api.create_work(replace(OCEAN, title=Both(en, zh), **more), NOON)


def names(query, **more):
    return [work.title.en for work in api.search_works(query, **more)]


def test_a_work_comes_back_as_it_was_drafted():
    maker = people.create_institution(Both("Northern Light", "北光"), GB, is_invented=True, at=NOON)
    draft = replace(
        OCEAN,
        titles=(Title("cy", "Y Môr Glas"),),
        year=2026,
        runtime_seconds=3_000,
        summary=Both("Of water.", "关于水。"),
        genres=("observational",),
        subjects=("ocean", "nature"),
        credits=(
            Credit(Both("Lin Yi", "林一"), CreditRole.DIRECTOR),
            Credit(Both("A", "甲"), CreditRole.CAST),
        ),
        identifiers={"imdb": "tt0111161"},
        made_by=(maker,),
    )

    work = api.get_work(api.create_work(draft, NOON))

    assert is_id(work.id, "wrk")
    for field in ("kind", "title", "year", "runtime_seconds", "summary", "genres", "subjects", "credits"):
        assert getattr(work, field) == getattr(draft, field), field
    assert [t.text for t in work.titles] == ["Blue Ocean", "蓝色海洋", "Y Môr Glas"]
    assert (work.identifiers, work.made_by, work.popularity) == ({"imdb": "tt0111161"}, (maker,), 0)


@pytest.mark.parametrize("work", ["", "wrk-none", "per-0000000000000000-0", "wrk-\0", "../etc"])
def test_no_work_is_no_work(work):
    assert api.find_work(WorkId(work)) is None
    with pytest.raises(NoSuchWork):
        api.get_work(WorkId(work))


def test_a_refused_draft_leaves_nothing():
    with pytest.raises(NoSuchInstitution):
        add("A", "甲", made_by=(InstitutionId("ins-none"),))
    with pytest.raises(BadWork):
        add("A", "甲", year=0)

    assert api.list_works() == []
    assert not models.Found.objects.exists()


def test_an_identifier_names_one_work():
    first = add("A", "甲", identifiers={"imdb": "tt0111161"})

    with pytest.raises(IdentifierTaken) as refusal:
        add("B", "乙", identifiers={"imdb": "tt0111161"})

    assert refusal.value.work == first


def test_a_revision_is_found_by_its_new_name_only():
    work = add("Blue Ocean", "蓝色海洋", identifiers={"imdb": "tt0111161"}, genres=("short",))
    api.set_popularity({work: 7})

    api.revise_work(
        work, replace(OCEAN, title=Both("Red River", "红河"), identifiers={"imdb": "tt0111161"}), NOON
    )

    assert names("ocean") == names("海洋") == names("haiyang") == []
    assert names("red") == names("红河") == names("honghe") == ["Red River"]
    assert api.get_work(work).popularity == 7
    assert api.get_work(work).genres == ()
    with pytest.raises(NoSuchWork):
        api.revise_work(WorkId("wrk-none"), OCEAN, NOON)


def test_a_work_that_goes_is_found_no_more():
    work = add("Blue Ocean", "蓝色海洋")

    models.Work.objects.filter(id=work).delete()

    assert names("ocean") == []


def test_works_are_listed_by_kind_genre_and_in_the_order_asked_for():
    film = add("A", "甲", genres=("drama",))
    game = add("B", "乙", kind=WorkKind.GAME)
    api.set_popularity({game: 2, WorkId("wrk-none"): 9})

    def ids(**by):
        return [w.id for w in api.list_works(**by)]

    assert api.list_tags(api.get_work(film)) == [Both("Drama", "剧情")]
    assert ids() == [game, film]
    assert ids(kind=WorkKind.GAME) == [game]
    assert ids(genre="drama") == [film]
    assert ids(ids=[film, WorkId("wrk-none"), game, film]) == [film, game]
    assert ids(ids=[film, game], kind=WorkKind.FILM) == []
    assert ids(limit=1) == [game]


@pytest.mark.parametrize(
    "query",
    [
        "海洋",
        "蓝色海洋",
        "haiyang",
        "lansehaiyang",
        "lshy",
        "hy",
        "hai yang",
        "oce",
        "BLUE",
        "blue oc",
        "海 ocean",
    ],
)
def test_a_work_is_found_by_either_name_by_pinyin_initials_and_beginnings(query):
    add("Blue Ocean", "蓝色海洋")
    add("The Mountain", "山")

    assert names(query) == ["Blue Ocean"]


def test_an_own_reading_is_found():
    add("Joy", "乐之乐", pinyin={"乐之乐": "yue zhi le"})

    assert names("yuezhile") == ["Joy"]


def test_the_title_itself_comes_first_then_the_popular():
    add("Sea of Glass", "玻璃海")
    add("Sea", "海")
    popular = add("Season", "季节")
    api.set_popularity({popular: 1_000})

    assert names("sea") == ["Sea", "Sea of Glass", "Season"]
    assert names("se")[0] == "Season"


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\0",
        "a\0b",
        '"',
        "'",
        "''",
        "*",
        "a*",
        '"a" OR "b"',
        "NEAR(a b)",
        "a:b",
        "tokens:a",
        "-a",
        "a & !b",
        "a <-> b",
        "\\",
        "%",
        "_",
        "😀",
        "👨‍👩‍👧",
        "\u202e",
        "\ud800",
        "a" * 10_000,
        "海" * 10_000,
        "); DROP TABLE works_work; --",
        "{a b}",
        "^a",
        "a + b",
        "海\0洋",
        "\x1b[2J",
        "ﷺ",
        "½",
        "²",
    ],
)
def test_any_string_is_a_query(query):
    add("Blue Ocean", "蓝色海洋")

    assert isinstance(api.search_works(query), list)
    assert len(api.list_works()) == 1


def test_two_characters_find_exactly_what_a_full_scan_finds():
    chance = random.Random(20260504)
    letters = "海洋天空山水之歌红蓝月光城市人间春秋大地风雨"
    titles = {f"T{n}": "".join(chance.choices(letters, k=chance.randint(2, 6))) for n in range(300)}
    for en, zh in titles.items():
        add(en, zh)

    for query in {"".join(chance.choices(letters, k=2)) for _ in range(60)}:
        truth = {en for en, zh in titles.items() if query in zh}
        assert set(names(query, limit=300)) == truth, query


def test_beyond_the_cap_the_title_itself_and_the_popular_are_still_found():
    for n in range(520):
        add(f"Star {n}", "星")
    exact, popular = add("Sta", "其一"), add("Starling", "椋鸟")
    api.set_popularity({popular: 5})

    found = api.search_works("sta")

    assert [work.id for work in found[:2]] == [exact, popular]


def test_a_poster_is_kept_and_served(client, tmp_path):
    work = add("A", "甲")
    picture = tmp_path / "p.jpg"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)

    api.set_poster(work, picture)

    url = api.get_work(work).poster_url
    answer = client.get(url)
    assert url.endswith(".png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.content == picture.read_bytes()
    api.remove_poster(work)
    assert api.get_work(work).poster_url is None


def test_what_is_no_picture_is_no_poster(tmp_path):
    work = add("A", "甲")
    for name, content in {
        "a.png": b"<svg onload=x>",
        "b.png": b"",
        "c.png": b"\xff\xd8\xff" + b"0" * (8 << 20),
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadWork):
            api.set_poster(work, tmp_path / name)
    with pytest.raises(BadWork):
        api.set_poster(work, tmp_path / "absent.png")
    with pytest.raises(BadWork):
        api.set_poster(work, tmp_path)
    with pytest.raises(NoSuchWork):
        api.set_poster_url(WorkId("wrk-none"), "/m/x.jpg")

    assert api.get_work(work).poster_url is None


@pytest.mark.parametrize(
    "url", ["https://x.example/a.png", "//x.example/a.png", "javascript:1", "", "/\\x", "/\n"]
)
def test_a_poster_is_of_this_house(url):
    with pytest.raises(BadWork):
        api.set_poster_url(add("A", "甲"), url)


@pytest.mark.parametrize("name", ["..%2f..%2fsecrets.json", "x.png", "a" * 32 + ".svg", "a" * 32 + ".png"])
def test_no_other_file_is_served_as_a_poster(client, name):
    assert client.get(f"/works/posters/{name}").status_code == 404
