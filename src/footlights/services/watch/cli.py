"""`./footlights watch …`: put a film on stage, look into a file, list the films."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import translation

from footlights.ground.jobs import api as jobs
from footlights.ground.media import api as media
from footlights.ground.media.types import FileRefused, Verdict
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import WorkId
from footlights.kernel.text import Both, Language

from . import api
from .adapters.own_worker import run_worker
from .types import Film, FilmId, SequenceKind

_POLL_SECONDS = 0.5
_SUBTITLED = Both("{film}: {subtitles} subtitles ({language})", "{film}：{subtitles} 条字幕（{language}）")

_CHAPTERED = Both("{film}: {chapters} chapters", "{film}：{chapters} 个章节")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add watch's verbs."""
    add = verbs.add_parser("add", help="put a film on stage · 添加影片")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--title-en", default="", metavar="TITLE")
    add.add_argument("--title-zh", default="", metavar="TITLE")
    add.add_argument("--work", metavar="ID", help="a work that is here already · 已有作品的编号")
    add.add_argument("--wait", action="store_true", help="until it is ready · 等待制作完成")
    add.set_defaults(run=_add)
    probe = verbs.add_parser("probe", help="whether a file can go on stage · 文件能否上映")
    probe.add_argument("file", type=Path, metavar="FILE")
    probe.set_defaults(run=_probe)
    listed = verbs.add_parser("list", help="the films in the house · 馆内影片")
    listed.set_defaults(run=_list)
    subtitled = verbs.add_parser("subtitles", help="give a film its subtitles · 为影片添加字幕")
    subtitled.add_argument("film", metavar="FILM")
    subtitled.add_argument("file", type=Path, metavar="FILE", help="WebVTT or SRT")
    subtitled.add_argument("--language", choices=[each.value for each in Language], required=True)
    subtitled.set_defaults(run=_subtitles)
    replaced = verbs.add_parser("replace", help="give a film a better file · 更换影片文件")
    replaced.add_argument("film", metavar="FILM")
    replaced.add_argument("file", type=Path, metavar="FILE")
    replaced.add_argument("--wait", action="store_true", help="until it is ready · 等待制作完成")
    replaced.set_defaults(run=_replace)
    chaptered = verbs.add_parser("chapters", help="give a film its chapters · 为影片添加章节")
    chaptered.add_argument("film", metavar="FILM")
    chaptered.add_argument("file", type=Path, metavar="FILE", help="lines: 1:30 The harbour | 港口")
    chaptered.set_defaults(run=_chapters)
    series = verbs.add_parser("series", help="put works into an order · 编排系列或片单")
    series.add_argument("works", nargs="+", metavar="WORK")
    series.add_argument("--title-en", required=True, metavar="TITLE")
    series.add_argument("--title-zh", required=True, metavar="TITLE")
    series.add_argument("--playlist", action="store_true", help="a playlist, no series · 片单而非系列")
    series.set_defaults(run=_series)
    for verb in (add, probe, listed, subtitled, replaced, chaptered, series):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _add(arguments: argparse.Namespace) -> int:
    work = WorkId(arguments.work) if arguments.work else None
    title = Both(arguments.title_en.strip(), arguments.title_zh.strip())
    try:
        film = api.add_film(arguments.file, title, work=work, name=arguments.file.name, at=utc_now())
    except FileRefused as refused:
        if not arguments.json:
            raise
        print(json.dumps(_refusal_json(refused.message), ensure_ascii=False))
        return 1
    if arguments.wait:
        film = _wait(film)
    print(json.dumps(_film_json(film), ensure_ascii=False) if arguments.json else _line(film))
    return 1 if film.reason else 0


def _wait(film: Film) -> Film:
    """Return the film once nothing more will happen to it; with no worker about, run one."""
    with contextlib.ExitStack() as stack:
        if not jobs.count_live_workers(utc_now()):
            stack.enter_context(run_worker())
        while not film.state.is_final:
            time.sleep(_POLL_SECONDS)
            film = api.get_film(film.id, at=utc_now())
            left = f", {film.asset.seconds_left:.0f} s" if film.asset.seconds_left else ""
            print(
                f"\r{film.asset.share:4.0%}  {film.state.said}{left}\033[K",
                end="",
                file=sys.stderr,
                flush=True,
            )
        print(file=sys.stderr)
    return film


def _probe(arguments: argparse.Namespace) -> int:
    verdict = media.probe(arguments.file)
    print(json.dumps(_verdict_json(verdict), ensure_ascii=False) if arguments.json else verdict.reason)
    return 0 if verdict.ok else 1


def _subtitles(arguments: argparse.Namespace) -> int:
    film = api.get_film(FilmId(arguments.film), at=utc_now())
    language = Language(arguments.language)
    count = media.set_subtitles(film.asset.id, language, arguments.file.read_bytes())
    told = {"film": film.id, "language": language.value, "subtitles": count}
    print(json.dumps(told) if arguments.json else _SUBTITLED.filled(**told))
    return 0


def _replace(arguments: argparse.Namespace) -> int:
    film = api.replace_film(FilmId(arguments.film), arguments.file, name=arguments.file.name, at=utc_now())
    if arguments.wait:
        film = _wait(film)
    print(json.dumps(_film_json(film), ensure_ascii=False) if arguments.json else _line(film))
    return 1 if film.reason else 0


def _chapters(arguments: argparse.Namespace) -> int:
    film = api.get_film(FilmId(arguments.film), at=utc_now())
    chapters = media.read_chapters(film.asset.id, arguments.file.read_text("utf-8-sig"))
    media.set_chapters(film.asset.id, chapters)
    told = {"film": film.id, "chapters": len(chapters)}
    print(json.dumps(told) if arguments.json else _CHAPTERED.filled(**told))
    return 0


def _series(arguments: argparse.Namespace) -> int:
    kind = SequenceKind.PLAYLIST if arguments.playlist else SequenceKind.SERIES
    title = Both(arguments.title_en, arguments.title_zh)
    made = api.create_sequence(kind, title, [WorkId(each) for each in arguments.works], at=utc_now())
    told = {"sequence": made.id, "kind": made.kind.value, "works": list(made.works)}
    print(json.dumps(told) if arguments.json else f"{made.id}  {made.title}")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    films = api.list_films(at=utc_now())
    if arguments.json:
        print(json.dumps([_film_json(film) for film in films], ensure_ascii=False))
        return 0
    for film in films:
        print(_line(film))
    return 0


def _line(film: Film) -> str:
    return f"{film.work}  {film.state.said}  {film.title}  {_url(film)}"


def _url(film: Film) -> str:
    with translation.override("en-gb"):
        return reverse("watch:play", args=[film.work])


def _film_json(film: Film) -> dict[str, Any]:
    return {
        "film": film.id,
        "work": film.work,
        "asset": film.asset.id,
        "state": film.state.value,
        "reason": film.reason.as_json() if film.reason else None,
        "url": _url(film),
    }


def _refusal_json(reason: Both) -> dict[str, Any]:
    return {
        "film": None,
        "work": None,
        "asset": None,
        "state": "refused",
        "reason": reason.as_json(),
        "url": None,
    }


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "ok": verdict.ok,
        "reason": verdict.reason.as_json(),
        "container": verdict.container,
        "duration_seconds": verdict.duration_seconds,
        "streams": [
            *([{"kind": "video", **asdict(verdict.video)}] if verdict.video else []),
            *({"kind": "audio", **asdict(track)} for track in verdict.audio),
        ],
    }
