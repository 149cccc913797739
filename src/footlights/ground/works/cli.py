"""`./footlights works …`: the catalogue from the terminal."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both

from . import api
from .core.vocabulary import GENRES, SUBJECTS
from .types import BadWork, Credit, CreditRole, Title, Work, WorkDraft, WorkKind


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of works."""
    add = verbs.add_parser("add", help="put a work into the catalogue · 登记作品")
    add.add_argument("--kind", choices=[kind.value for kind in WorkKind], default="film")
    add.add_argument("--title-en", required=True)
    add.add_argument("--title-zh", required=True)
    add.add_argument("--title", action="append", default=[], metavar="TAG=TEXT", help="cy=Y Môr")
    add.add_argument("--pinyin", action="append", default=[], metavar="TEXT=READING", help="重庆=chong qing")
    add.add_argument("--original-language", default="en", metavar="TAG")
    add.add_argument("--year", type=int)
    add.add_argument("--runtime-seconds", type=int)
    add.add_argument("--summary-en", default="")
    add.add_argument("--summary-zh", default="")
    add.add_argument("--genre", action="append", default=[], choices=list(GENRES), metavar="CODE")
    add.add_argument("--subject", action="append", default=[], choices=list(SUBJECTS), metavar="CODE")
    add.add_argument(
        "--credit", action="append", default=[], metavar="ROLE=EN|ZH", help="director=Lin Yi|林一"
    )
    add.add_argument("--id", action="append", default=[], metavar="SCHEME=VALUE", help="imdb=tt0111161")
    add.add_argument("--poster", type=Path)
    add.add_argument("--json", action="store_true")
    add.set_defaults(run=_add)
    search = verbs.add_parser("search", help="find works · 查找作品")
    search.add_argument("query")
    search.add_argument("--limit", type=int, default=20)
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    show = verbs.add_parser("show", help="one work, whole · 查看作品")
    show.add_argument("work")
    show.add_argument("--json", action="store_true")
    show.set_defaults(run=_show)
    vocabulary = verbs.add_parser("vocabulary", help="genres and subjects · 类型与主题")
    vocabulary.add_argument("--json", action="store_true")
    vocabulary.set_defaults(run=_vocabulary)


def _add(chosen: argparse.Namespace) -> int:
    work = api.create_work(_draft(chosen), utc_now())
    if chosen.poster:
        api.set_poster(work, chosen.poster)
    print(json.dumps({"work": work}) if chosen.json else work)
    return 0


def _draft(chosen: argparse.Namespace) -> WorkDraft:
    return WorkDraft(
        kind=WorkKind(chosen.kind),
        title=Both(chosen.title_en, chosen.title_zh),
        original_language=chosen.original_language,
        titles=tuple(
            Title(tag, text, is_original=tag == chosen.original_language)
            for tag, text in (_pair("title", each) for each in chosen.title)
        ),
        year=chosen.year,
        runtime_seconds=chosen.runtime_seconds,
        summary=Both(chosen.summary_en, chosen.summary_zh),
        genres=tuple(chosen.genre),
        subjects=tuple(chosen.subject),
        credits=tuple(map(_credit, chosen.credit)),
        identifiers=dict(_pair("id", each) for each in chosen.id),
        pinyin=dict(_pair("pinyin", each) for each in chosen.pinyin),
    )


def _credit(text: str) -> Credit:
    role, names = _pair("credit", text)
    if role not in list(CreditRole):
        known = ", ".join(CreditRole)
        raise BadWork("credit", Both(f"Roles are: {known}.", f"职务可用：{known}。"))
    en, _, zh = names.partition("|")
    return Credit(Both(en, zh or en), CreditRole(role))


def _pair(flag: str, text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise BadWork(flag, Both(f"--{flag}: write NAME=VALUE.", f"--{flag}：请写成“名称=值”。"))
    return name.strip(), value.strip()


def _search(chosen: argparse.Namespace) -> int:
    works = api.search_works(chosen.query, limit=chosen.limit)
    if chosen.json:
        print(json.dumps([_as_json(work) for work in works], ensure_ascii=False))
    else:
        for work in works:
            print(f"{work.id}  {work.title}")
    return 0


def _show(chosen: argparse.Namespace) -> int:
    work = api.get_work(WorkId(chosen.work))
    print(json.dumps(_as_json(work), ensure_ascii=False, indent=None if chosen.json else 1))
    return 0


def _vocabulary(chosen: argparse.Namespace) -> int:
    lists = {"genres": GENRES, "subjects": SUBJECTS}
    if chosen.json:
        named = {
            name: {code: text.as_json() for code, text in terms.items()} for name, terms in lists.items()
        }
        print(json.dumps(named, ensure_ascii=False))
    else:
        for name, terms in lists.items():
            print(name, *(f"  {code:<20}{text}" for code, text in terms.items()), sep="\n")
    return 0


def _as_json(work: Work) -> dict[str, Any]:
    return {
        "id": work.id,
        "kind": work.kind.value,
        "title": work.title.as_json(),
        "titles": [
            {"language": t.language, "text": t.text, "is_original": t.is_original} for t in work.titles
        ],
        "original_language": work.original_language,
        "year": work.year,
        "runtime_seconds": work.runtime_seconds,
        "summary": work.summary.as_json(),
        "genres": work.genres,
        "subjects": work.subjects,
        "credits": [{"role": c.role.value, "name": c.name.as_json()} for c in work.credits],
        "identifiers": work.identifiers,
        "poster_url": work.poster_url,
        "made_by": work.made_by,
        "popularity": work.popularity,
    }
