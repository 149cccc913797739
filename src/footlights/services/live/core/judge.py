"""Who may come on: a contributor's stream is looked at tag by tag, and refused with a reason."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from footlights.kernel.text import Both

from .codecs import BadConfig, Picture, Sound, are_units, read_picture, read_sound
from .flv import Garbage, Sample, Tag, TagKind, read_sample

LONGEST_GOP_MS: Final = 2_000
_GOP_SLACK_MS: Final = 100  # a picture more or less, and clocks that tick in milliseconds
_SILENCE_MS: Final = 3_000  # a stream without a sound track for this long has none
_WINDOW_MS: Final = 2_000  # over which the rate is measured

WRONG_KEY = Both(
    "The key is not one of this event. Copy it again from the control room.",
    "密钥不属于本场活动。请从控制室重新复制。",
)
BUSY = Both(
    "This contributor is sending already. Stop the other encoder first; what is on air goes on.",
    "该来源已在推流。请先停止另一台编码器；播出不受影响。",
)
CODEC = Both(
    "The house takes H.264 pictures with AAC sound, not {codec}. Choose them in the encoder.",
    "本馆接收 H.264 画面与 AAC 声音，不接收 {codec}。请在编码器中更改。",
)
CONFIG = Both("The encoder's settings cannot be read: {detail}.", "无法读取编码器设置：{detail}。")
GOP = Both(
    "Key frames are {seconds} s apart; at most 2 s is needed to hand over in time. "
    "Set the key frame interval to 1 or 2 seconds.",
    "关键帧间隔为 {seconds} 秒；为及时切换，间隔最多 2 秒。请将关键帧间隔设为 1 或 2 秒。",
)
SOUNDLESS = Both(
    "The stream has no sound track. Send one, even if it is silent.",
    "推流没有声音轨道。请发送声音，静音亦可。",
)
GARBAGE = Both("What came was no picture and no sound.", "收到的内容既不是画面也不是声音。")


class Refused(Exception):
    """A stream that may not come on; reason is one word for machines."""

    def __init__(self, reason: str, message: Both) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = message


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a stream by now."""

    picture: Picture | None
    sound: Sound | None
    gop_ms: int
    frame_rate: float
    kilobits: int


class Judge:
    """Looks at one contributor's tags."""

    def __init__(self, *, is_rehearsal: bool) -> None:
        """Begin. In rehearsal key frames too far apart are refused; on the night they are only told of."""
        self.is_rehearsal = is_rehearsal
        self.picture: Picture | None = None
        self.sound: Sound | None = None
        self.first_ms: int | None = None
        self.key_ms: int | None = None
        self.gop_ms = 0
        self.recent: deque[tuple[int, int, bool]] = deque()

    def look(self, tag: Tag) -> Sample | None:
        """Return what a tag says.

        Raises Refused.
        """
        try:
            sample = read_sample(tag)
        except Garbage as fault:
            raise Refused("garbage", GARBAGE) from fault
        if sample is None:
            return None
        if sample.codec:
            raise Refused("codec", CODEC.filled(codec=sample.codec))
        is_video = tag.kind is TagKind.VIDEO
        if sample.is_config:
            self._configure(sample, is_video=is_video)
        else:
            self._weigh(tag, sample, is_video=is_video)
        return sample

    def facts(self) -> Facts:
        """Return what is known by now."""
        span = self.recent[-1][0] - self.recent[0][0] if len(self.recent) > 1 else 0
        pictures = sum(is_video for _, _, is_video in self.recent)
        size = sum(size for _, size, _ in self.recent)
        rate = round(1000 * (pictures - 1) / span, 1) if span > 0 and pictures > 1 else 0.0
        return Facts(self.picture, self.sound, self.gop_ms, rate, round(size * 8 / span) if span > 0 else 0)

    def _configure(self, sample: Sample, *, is_video: bool) -> None:
        try:
            if is_video:
                self.picture = read_picture(sample.body)
            else:
                self.sound = read_sound(sample.body)
        except BadConfig as fault:
            raise Refused("config", CONFIG.filled(detail=str(fault))) from fault

    def _weigh(self, tag: Tag, sample: Sample, *, is_video: bool) -> None:
        if is_video and not are_units(sample.body):
            raise Refused("garbage", GARBAGE)
        self.recent.append((tag.at_ms, len(sample.body), is_video))
        while tag.at_ms - self.recent[0][0] > _WINDOW_MS:
            self.recent.popleft()
        if not is_video:
            return
        self.first_ms = tag.at_ms if self.first_ms is None else self.first_ms
        if self.sound is None and tag.at_ms - self.first_ms > _SILENCE_MS:
            raise Refused("soundless", SOUNDLESS)
        since = tag.at_ms - (self.first_ms if self.key_ms is None else self.key_ms)
        if sample.is_key:
            self.gop_ms = since if self.key_ms is not None else 0
            self.key_ms = tag.at_ms
        self.gop_ms = max(self.gop_ms, since)
        if self.is_rehearsal and since > LONGEST_GOP_MS + _GOP_SLACK_MS:
            raise Refused("gop", GOP.filled(seconds=f"{since / 1000:.1f}"))
