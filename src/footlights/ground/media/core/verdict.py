"""From what the probe saw to a verdict that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from footlights.ground.media.types import AudioStream, Verdict, VideoStream
from footlights.kernel.text import Both

WIDEST: Final = 8192  # pixels; the largest side that browsers' and our encoders' H.264 tools take
MOST_PIXELS: Final = 8192 * 4320
LONGEST_SECONDS: Final = 24 * 3600.0
SHORTEST_SECONDS: Final = 0.2
CUT_TOLERANCE_SECONDS: Final = 1.5
CUT_TOLERANCE_SHARE: Final = 0.03

EMPTY = Both(
    "The file is empty. Choose the film's file and send it again.", "文件是空的。请选择影片文件后重新提交。"
)
MISSING = Both("There is no such file.", "没有这个文件。")
PLAYLIST = Both(
    "This is a playlist that points elsewhere, not a film. Send the film's own file.",
    "这是指向其他地址的播放列表，不是影片。请提交影片文件本身。",
)
NOT_A_FILM = Both(
    "This is not a film that we can read, whatever its name says. Send an MP4, MOV, MKV, WebM, MPEG, AVI or MXF file.",
    "无论文件名如何，这不是我们能读取的影片。请提交 MP4、MOV、MKV、WebM、MPEG、AVI 或 MXF 文件。",
)
BROKEN = Both(
    "The film's beginning or index is missing, as when a copy or an upload was cut off. Send the whole file again.",
    "影片开头或索引缺失，可能是复制或上传中断所致。请重新提交完整文件。",
)
CUT_OFF = Both(
    "The film stops at {found}, but says that it lasts {told}: the file was cut off. Send the whole file again.",
    "影片标明时长为 {told}，却在 {found} 处中断：文件不完整。请重新提交完整文件。",
)
NO_PICTURE = Both(
    "There is sound in this file, but no picture. Send a film.", "文件里只有声音，没有画面。请提交影片。"
)
NO_STREAM = Both("There is neither picture nor sound in this file.", "文件里既没有画面也没有声音。")
UNREADABLE_PICTURE = Both(
    "The picture in this file cannot be decoded. Export it again as H.264, H.265, AV1, VP9 or ProRes.",
    "无法解码文件中的画面。请重新导出为 H.264、H.265、AV1、VP9 或 ProRes。",
)
TOO_LARGE = Both(
    "The picture is {width} × {height} pixels; we take up to 8192 × 4320. Export it smaller.",
    "画面为 {width} × {height} 像素；上限是 8192 × 4320。请导出为较小尺寸。",
)
TOO_SMALL = Both("The picture is smaller than 16 × 16 pixels.", "画面小于 16 × 16 像素。")
TOO_LONG = Both("The film is longer than 24 hours. Send it in parts.", "影片超过 24 小时。请分段提交。")
TOO_SHORT = Both("The film is shorter than a fifth of a second.", "影片短于五分之一秒。")
TOO_HARD = Both(
    "Looking into this file took too long or too much memory, so we stopped. Export the film again and send that.",
    "检查此文件耗时过长或占用内存过多，已停止。请重新导出影片后提交。",
)
GOOD = Both("A film that can go on stage.", "可以上映的影片。")


@dataclass(frozen=True, slots=True)
class Sight:
    """What the probe saw in a file.

    fault: "", or one of empty, missing, playlist, not_media, broken, undecodable, too_hard.
    end_seconds: where the last picture that could be read ends; None when it could not be told.
    """

    fault: str = ""
    container: str = ""
    duration_seconds: float | None = None
    end_seconds: float | None = None
    video: VideoStream | None = None
    audio: tuple[AudioStream, ...] = ()


_FAULTS: Final = {
    "empty": EMPTY,
    "missing": MISSING,
    "playlist": PLAYLIST,
    "not_media": NOT_A_FILM,
    "broken": BROKEN,
    "undecodable": UNREADABLE_PICTURE,
    "too_hard": TOO_HARD,
}


def judge(sight: Sight) -> Verdict:
    """Return whether a file can go on stage; a refusal says why, and what to do about it."""
    reason = _objection(sight)
    return Verdict(
        ok=reason is None,
        reason=reason or GOOD,
        duration_seconds=sight.duration_seconds or sight.end_seconds,
        video=sight.video,
        audio=sight.audio,
        container=sight.container,
    )


def _objection(sight: Sight) -> Both | None:
    video, seconds = sight.video, sight.duration_seconds or sight.end_seconds
    if video and (max(video.width, video.height) > WIDEST or video.width * video.height > MOST_PIXELS):
        return TOO_LARGE.filled(width=video.width, height=video.height)
    if sight.fault:
        return _FAULTS.get(sight.fault, NOT_A_FILM)
    if video is None:
        return NO_PICTURE if sight.audio else NO_STREAM
    if min(video.width, video.height) < 16:
        return TOO_SMALL
    if seconds is None:
        return BROKEN
    if seconds > LONGEST_SECONDS:
        return TOO_LONG
    if seconds < SHORTEST_SECONDS:
        return TOO_SHORT
    return _cut(sight.duration_seconds, sight.end_seconds)


def _cut(told: float | None, found: float | None) -> Both | None:
    if told is None or found is None:
        return None
    if told - found <= max(CUT_TOLERANCE_SECONDS, told * CUT_TOLERANCE_SHARE):
        return None
    return CUT_OFF.filled(told=clock(told), found=clock(found))


def clock(seconds: float) -> str:
    """Return a length of time as people write it: 0:07, 12:30, 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
