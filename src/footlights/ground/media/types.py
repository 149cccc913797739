"""What media hands out: assets, verdicts on files, playings, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from footlights.kernel.ids import AssetId, PlayingId, Pseudonym, WorkId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both


class AssetState(StrEnum):
    """How far a film is on its way from the file that came in to what a browser plays."""

    RECEIVED = "received"
    PROBING = "probing"
    REFUSED = "refused"
    ENCODING = "encoding"
    PLAYABLE = "playable"
    READY = "ready"
    FAILED = "failed"
    LIVE = "live"

    @property
    def can_play(self) -> bool:
        """Return whether at least one rung of the ladder stands."""
        return self in (AssetState.PLAYABLE, AssetState.READY, AssetState.LIVE)

    @property
    def is_final(self) -> bool:
        """Return whether nothing more will happen to the asset by itself."""
        return self in (AssetState.REFUSED, AssetState.READY, AssetState.FAILED)

    @property
    def said(self) -> Both:
        """Return the state in words."""
        return _STATES[self]


_STATES = {
    AssetState.RECEIVED: Both("Waiting to be looked at", "等待检查"),
    AssetState.PROBING: Both("Being looked at", "正在检查"),
    AssetState.REFUSED: Both("Refused", "未被接受"),
    AssetState.ENCODING: Both("Being prepared", "正在制作"),
    AssetState.PLAYABLE: Both("Plays; finer pictures are on their way", "可以播放，更清晰的画面正在制作"),
    AssetState.READY: Both("Ready", "已就绪"),
    AssetState.FAILED: Both("Could not be prepared", "制作失败"),
    AssetState.LIVE: Both("Live; it is still growing", "直播中，内容仍在增加"),
}


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The picture of a file, as it is meant to be seen: turned upright, with square pixels."""

    codec: str
    width: int
    height: int
    frame_rate: float
    pixel_format: str
    is_interlaced: bool = False
    is_hdr: bool = False
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class AudioStream:
    """One sound track of a file."""

    codec: str
    channels: int
    sample_rate: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What looking into a file found: whether it can go on stage, and if not, why and what to do."""

    ok: bool
    reason: Both
    duration_seconds: float | None = None
    video: VideoStream | None = None
    audio: tuple[AudioStream, ...] = ()
    container: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder as it stands: measured, not intended."""

    name: str
    width: int
    height: int
    bandwidth: int
    average_bandwidth: int


@dataclass(frozen=True, slots=True)
class Asset:
    """A film in the house.

    share: how much of the preparation is done, 0–1.
    verdict: why it was refused or failed, else None.
    """

    id: AssetId
    name: str
    state: AssetState
    duration_seconds: float | None
    width: int | None
    height: int | None
    rungs: tuple[Rung, ...]
    verdict: Both | None
    share: float
    seconds_left: float | None
    poster_path: Path | None
    job: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Still:
    """A picture of a film that may become its poster, and the moment that it shows."""

    milliseconds: int
    path: Path

    @property
    def seconds(self) -> float:
        """Return the moment in seconds."""
        return self.milliseconds / 1000


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a film by name; it lasts until the next begins."""

    seconds: float
    title: Both


@dataclass(frozen=True, slots=True)
class Playing:
    """One act of playing: where the film is, and the token that its beats carry.

    expires_at: when ``master_url`` stops working unless renewed.
    started_at: the moment that beats count from.
    """

    id: PlayingId
    master_url: str
    beat_token: str
    started_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PlayingFacts:
    """What a beat token tells about its playing."""

    playing: PlayingId
    asset: AssetId
    work: WorkId
    viewer: Pseudonym
    territory: Territory | None
    age_band: str | None
    licence: str
    duration_ms: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat as a player sends it.

    id: the player's own name for it; sent again, it counts once.
    sent_at: by the player's clock, which starts with the playing's started_at.
    """

    id: str
    sent_at: datetime
    position_ms: int
    played_ms: int
    rate: float


@dataclass(frozen=True, slots=True)
class Beats:
    """Beats of one playing, and the token that they carry."""

    token: str
    beats: tuple[Beat, ...]


class BadMessage(Exception):
    """A player's message that cannot be read; status is the HTTP status that says so."""

    def __init__(self, message: Both, status: int = 400) -> None:
        super().__init__(message.en)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class FilmShot:
    """One shot of a film. key_seconds: the moment that shows it best; worth: how well that picture may stand for it."""

    start_seconds: float
    end_seconds: float
    key_seconds: float
    worth: float


class NoSuchAsset(Exception):
    """There is no asset of that name."""

    def __init__(self, asset: str) -> None:
        super().__init__(asset)
        self.message = Both(f"There is no film {asset}.", f"没有影片 {asset}。")


class NotPlayable(Exception):
    """The asset exists, but no rung of its ladder stands yet, or never will."""

    def __init__(self, asset: Asset) -> None:
        super().__init__(asset.id)
        self.asset = asset
        self.message = asset.verdict or Both("The film is still being prepared.", "影片仍在制作中。")


class FileRefused(Exception):
    """A file cannot be taken in; the message says why and what to do."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message


class BadBeats(Exception):
    """Beats that make no sense, or whose token is not (or no longer) good."""

    def __init__(self, message: Both) -> None:
        super().__init__(message.en)
        self.message = message
