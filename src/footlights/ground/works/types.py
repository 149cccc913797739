"""What works hands out: a work, its titles, credits and identifiers; and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from footlights.kernel.ids import InstitutionId, WorkId
from footlights.kernel.text import Both


class WorkKind(StrEnum):
    """What a work is, as the audience would say."""

    FILM = "film"
    DOCUMENTARY = "documentary"
    SERIES = "series"
    EPISODE = "episode"
    STAGE = "stage"
    LOOK = "look"
    GAME = "game"
    BOOK = "book"
    ALBUM = "album"

    @property
    def said(self) -> Both:
        """Return the kind in words."""
        return _KINDS[self]


_KINDS = {
    WorkKind.FILM: Both("Film", "电影"),
    WorkKind.DOCUMENTARY: Both("Documentary", "纪录片"),
    WorkKind.SERIES: Both("Series", "剧集"),
    WorkKind.EPISODE: Both("Episode", "单集"),
    WorkKind.STAGE: Both("Stage", "舞台演出"),
    WorkKind.LOOK: Both("Look", "时装造型"),
    WorkKind.GAME: Both("Game", "游戏"),
    WorkKind.BOOK: Both("Book", "图书"),
    WorkKind.ALBUM: Both("Album", "音乐专辑"),
}


class CreditRole(StrEnum):
    """What someone did in a work."""

    DIRECTOR = "director"
    WRITER = "writer"
    PRODUCER = "producer"
    CAST = "cast"
    NARRATOR = "narrator"
    CHOREOGRAPHER = "choreographer"
    CONDUCTOR = "conductor"
    COMPOSER = "composer"
    MUSICIAN = "musician"
    CAMERA = "camera"
    EDITOR = "editor"
    DESIGNER = "designer"
    DEVELOPER = "developer"
    AUTHOR = "author"
    TRANSLATOR = "translator"

    @property
    def said(self) -> Both:
        """Return the role in words."""
        return _CREDIT_ROLES[self]


_CREDIT_ROLES = {
    CreditRole.DIRECTOR: Both("Director", "导演"),
    CreditRole.WRITER: Both("Writer", "编剧"),
    CreditRole.PRODUCER: Both("Producer", "制片人"),
    CreditRole.CAST: Both("Cast", "演员"),
    CreditRole.NARRATOR: Both("Narrator", "旁白"),
    CreditRole.CHOREOGRAPHER: Both("Choreographer", "编舞"),
    CreditRole.CONDUCTOR: Both("Conductor", "指挥"),
    CreditRole.COMPOSER: Both("Composer", "作曲"),
    CreditRole.MUSICIAN: Both("Musician", "演奏"),
    CreditRole.CAMERA: Both("Camera", "摄影"),
    CreditRole.EDITOR: Both("Editor", "剪辑"),
    CreditRole.DESIGNER: Both("Designer", "设计"),
    CreditRole.DEVELOPER: Both("Developer", "开发"),
    CreditRole.AUTHOR: Both("Author", "作者"),
    CreditRole.TRANSLATOR: Both("Translator", "译者"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """A name of a work in one language (a BCP 47 tag such as en, zh-Hans, cy)."""

    language: str
    text: str
    is_original: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """Who did what in a work; credits stand in the order in which they are to be read."""

    name: Both
    role: CreditRole


@dataclass(frozen=True, slots=True)
class WorkDraft:
    """A work as somebody proposes it.

    titles: other titles than the two of ``title``: the original in a third language, aliases.
    genres, subjects: codes of core.vocabulary.
    identifiers: scheme -> value, such as {"imdb": "tt0111161"}.
    pinyin: how titles are read where the usual reading is wrong: {"重庆森林": "chong qing sen lin"}.
    """

    kind: WorkKind
    title: Both
    original_language: str = "en"
    titles: tuple[Title, ...] = ()
    year: int | None = None
    runtime_seconds: int | None = None
    summary: Both = Both("", "")
    genres: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    made_by: tuple[InstitutionId, ...] = ()
    pinyin: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """A film, a stage, a look, a game: what people watch, wear, play and talk about.

    titles: every title, the two of ``title`` included.
    poster_url: None when there is no picture; the page then prints a playbill.
    popularity: what set_popularity was last told; search puts the popular first among equals.
    """

    id: WorkId
    kind: WorkKind
    title: Both
    titles: tuple[Title, ...]
    original_language: str
    year: int | None
    runtime_seconds: int | None
    summary: Both
    genres: tuple[str, ...]
    subjects: tuple[str, ...]
    credits: tuple[Credit, ...]
    identifiers: dict[str, str]
    poster_url: str | None
    made_by: tuple[InstitutionId, ...]
    popularity: int


class NoSuchWork(Exception):
    """There is no such work."""

    def __init__(self, work: str) -> None:
        super().__init__(work)
        shown = ascii(work[:60])
        self.message = Both(f"There is no work {shown}.", f"没有作品 {shown}。")


class BadWork(Exception):
    """A draft can't become a work; ``field`` names what is wrong, ``message`` says how to mend it."""

    def __init__(self, field: str, message: Both) -> None:
        super().__init__(f"{field}: {message.en}")
        self.field = field
        self.message = message


class IdentifierTaken(BadWork):
    """Another work has this identifier; ``work`` is which."""

    def __init__(self, scheme: str, value: str, work: WorkId) -> None:
        super().__init__(
            "identifiers",
            Both(f"Another work has {scheme} {value}: {work}.", f"{scheme} {value} 已属于另一作品：{work}。"),
        )
        self.work = work
