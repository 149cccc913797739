"""Search over 100,000 synthetic works: p95 of the whole api call beside a LIKE scan of the same titles.

`python -m benchmarks.search` runs it alone. Each database is made for it and thrown away.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

WORKS = 100_000
QUERIES = 300
PEER_QUERIES = 20  # a scan takes about as long each time
BAR_MS = 30.0
SEED = 20260504

EN = (
    "ocean", "sea", "river", "mountain", "city", "night", "day", "light", "shadow", "wind", "rain",
    "snow", "fire", "stone", "garden", "forest", "island", "bridge", "house", "door", "road", "train",
    "ship", "star", "moon", "sun", "winter", "summer", "spring", "autumn", "love", "war", "peace",
    "king", "queen", "child", "mother", "father", "song", "dance", "silence", "memory", "dream",
    "journey", "return", "secret", "story", "letter", "glass", "mirror", "paper", "silk", "tea",
    "salt", "gold", "iron", "bird", "horse", "tiger", "dragon", "crane", "fish", "tree", "flower",
    "leaf", "cloud", "thunder", "north", "south", "east", "west", "last", "first", "blue", "red",
    "white", "black", "green",
)  # fmt: skip
ZH = (
    "海洋", "天空", "山水", "河流", "城市", "夜晚", "白天", "光影", "风雨", "冰雪", "火焰", "石头",
    "花园", "森林", "岛屿", "桥梁", "房屋", "道路", "列车", "航船", "星辰", "月亮", "太阳", "冬天",
    "夏日", "春天", "秋色", "爱情", "战争", "和平", "国王", "女王", "孩子", "母亲", "父亲", "歌声",
    "舞蹈", "寂静", "记忆", "梦想", "旅程", "归来", "秘密", "故事", "书信", "玻璃", "镜子", "纸鸢",
    "丝绸", "茶馆", "盐湖", "黄金", "铁路", "飞鸟", "骏马", "老虎", "神龙", "仙鹤", "游鱼", "大树",
    "鲜花", "落叶", "云朵", "雷声", "北方", "南方", "东方", "西方", "最后", "最初", "蓝色", "红色",
    "白色", "黑色", "绿色", "之歌", "传奇", "往事", "时光", "人间",
)  # fmt: skip
NOTHING = {"genres": [], "subjects": [], "credits": [], "identifiers": {}, "made_by": []}
KINDS = ("2-character Chinese", "pinyin", "initials", "English prefix")


def run() -> list[dict[str, object]]:
    """Return the rows of SQLite, and of PostgreSQL where the machine has it."""
    rows = _in_a_house("sqlite")
    with _postgres() as url:
        return rows + (_in_a_house("postgresql", url) if url else [])


def _in_a_house(database: str, url: str = "") -> list[dict[str, object]]:
    """Measure in a process with a house of its own; return its rows."""
    with tempfile.TemporaryDirectory(prefix="footlights-bench-") as home:
        environment = {
            **os.environ,
            "FOOTLIGHTS_HOME": home,
            "PYTHONPATH": str(Path(__file__).parents[1] / "src"),
            "DJANGO_SETTINGS_MODULE": "footlights.project.settings",
        }
        environment.pop("FOOTLIGHTS_DATABASE_URL", None)
        if url:
            environment["FOOTLIGHTS_DATABASE_URL"] = url
        command = [sys.executable, "-m", "benchmarks.search", "--measure", database]
        done = subprocess.run(
            command,
            env=environment,
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: list[dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _postgres() -> Iterator[str]:
    """Yield the URL of a throw-away PostgreSQL, or "" where its programs are absent."""
    from tests.postgres import running  # noqa: PLC0415  # a development tool

    try:
        server: AbstractContextManager[str] = running()
        url = server.__enter__()
    except Exception as absent:  # noqa: BLE001  # whatever is missing, SQLite's rows stand
        print(f"bench search: no PostgreSQL: {absent}", file=sys.stderr)
        yield ""
        return
    try:
        yield url
    finally:
        server.__exit__(None, None, None)


def synthetic_titles(number: int) -> Iterator[tuple[str, list[str]]]:
    """Yield (English, words of the Chinese) titles, the same ones every time."""
    chance = random.Random(SEED)
    for n in range(number):
        en = " ".join(chance.choices(EN, k=chance.randint(1, 4))).title()
        yield f"{en} {n}" if n % 3 == 0 else en, chance.choices(ZH, k=chance.randint(1, 3))


def measure(database: str) -> list[dict[str, object]]:
    """Fill this process's house and measure each kind of query."""
    import django  # noqa: PLC0415  # the environment names its settings

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # needs Django
    from django.db import connection  # noqa: PLC0415  # needs Django

    from footlights.ground.works import api  # noqa: PLC0415  # needs Django

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    _fill()
    filled = time.perf_counter() - began
    print(f"bench search: {database} filled in {filled:.0f} s", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        size = _megabytes(cursor)
    chance = random.Random(SEED + 1)
    rows = []
    for kind in KINDS:
        queries = [_query(kind, chance) for _ in range(QUERIES)]
        own = _p95(api.search_works, queries)
        peer = _p95(_scan, queries[:PEER_QUERIES])
        rows.append(
            {
                "name": f"search, {kind}, {database}, p95 of {WORKS:,} works",
                "value": round(own, 2),
                "unit": "ms",
                "peer": "LIKE scan of titles",
                "peer_value": round(peer, 2),
                "ratio": round(own / peer, 3),
                "bar": f"≤ {BAR_MS:g} ms",
                "holds": own <= BAR_MS,
                "note": _note(kind, filled, size),
            }
        )
    return rows


def _note(kind: str, filled: float, size: float) -> str:
    if kind in ("pinyin", "initials"):
        said = "the scan finds nothing: it knows no readings"
    elif kind == KINDS[0]:
        said = f"whole api call, 20 works read; filled in {filled:.0f} s, {size:.0f} MB"
    else:
        said = "whole api call, 20 works read; 2–6 letters typed"
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    return said + (f"; the machine was busy, load {busy:.1f} for each core" if busy > 1.5 else "")


def _fill() -> None:
    """Put the synthetic works in by batches, with the tokens that create_work would give them."""
    from django.db import transaction  # noqa: PLC0415  # needs Django

    from footlights.ground.works import models  # noqa: PLC0415  # needs Django
    from footlights.ground.works.adapters import index  # noqa: PLC0415  # needs Django
    from footlights.ground.works.core import readings, terms  # noqa: PLC0415  # needs Django
    from footlights.kernel.clock import utc_now  # noqa: PLC0415  # needs Django

    at, chance = utc_now(), random.Random(SEED + 2)
    titles = list(synthetic_titles(WORKS))
    read = {word: readings.syllables_of(word) for word in ZH}  # once each: reading takes longest
    with transaction.atomic():
        for start in range(0, WORKS, 5_000):
            batch = [(en, "".join(zh), zh) for en, zh in titles[start : start + 5_000]]
            works = models.Work.objects.bulk_create(
                models.Work(
                    kind="film",
                    title_en=en,
                    title_zh=zh,
                    original_language="en",
                    parts={**NOTHING, "titles": [["en", en, True], ["zh-Hans", zh, False]]},
                    popularity=int(chance.paretovariate(1.2)),
                    created_at=at,
                    revised_at=at,
                )
                for en, zh, _ in batch
            )
            models.Title.objects.bulk_create(
                models.Title(work=work, language=language, text=text, folded=terms.fold(text))
                for work, (en, zh, _) in zip(works, batch, strict=True)
                for language, text in (("en", en), ("zh-Hans", zh))
            )
            found = models.Found.objects.bulk_create(
                models.Found(
                    work=work,
                    tokens=terms.tokens_of_work([(en, ()), (zh, [s for word in words for s in read[word]])]),
                    folded=f"{terms.fold(en)}\n{terms.fold(zh)}",
                    popularity=work.popularity,
                )
                for work, (en, zh, words) in zip(works, batch, strict=True)
            )
            index.write_vectors([(row.pk, row.tokens) for row in found])


def _query(kind: str, chance: random.Random) -> str:
    from footlights.ground.works.core.readings import syllables_of  # noqa: PLC0415  # beside the others

    if kind == "English prefix":
        return chance.choice(EN)[: chance.randint(2, 6)]
    word = chance.choice(ZH)
    if kind == "pinyin":
        return "".join(syllables_of(word))
    if kind == "initials":
        return "".join(s[0] for s in syllables_of(word + chance.choice(ZH)))
    return word


def _scan(query: str) -> list[tuple[str, int]]:
    from django.db import connection  # noqa: PLC0415  # needs Django

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.work_id, w.popularity FROM works_title t JOIN works_work w ON w.id = t.work_id"
            " WHERE t.folded LIKE %s ORDER BY w.popularity DESC LIMIT 20",
            [f"%{query}%"],
        )
        return list(cursor.fetchall())


def _p95(search: Callable[[str], object], queries: Sequence[str]) -> float:
    """Return the 95th percentile in milliseconds, after a few to warm up."""
    for query in queries[:3]:
        search(query)
    taken = []
    for query in queries:
        began = time.perf_counter()
        search(query)
        taken.append((time.perf_counter() - began) * 1_000)
    return sorted(taken)[int(len(taken) * 0.95)]


def _megabytes(cursor: object) -> float:
    from django.db import connection  # noqa: PLC0415  # needs Django

    if connection.vendor == "sqlite":
        return float(Path(str(connection.settings_dict["NAME"])).stat().st_size) / 1e6
    cursor.execute("SELECT pg_database_size(current_database())")  # type: ignore[attr-defined]  # a cursor
    return float(cursor.fetchone()[0]) / 1e6  # type: ignore[attr-defined]  # a cursor


if __name__ == "__main__":
    if "--measure" in sys.argv:
        print(json.dumps(measure(sys.argv[-1]), ensure_ascii=False))
    else:
        for row in run():
            print(json.dumps(row, ensure_ascii=False))
