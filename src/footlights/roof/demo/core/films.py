"""The words of the demo's films: titles, summaries, and what is said in them, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.ground.works.types import WorkKind
from footlights.kernel.text import Both, Language


@dataclass(frozen=True, slots=True)
class FilmWords:
    """What is told of a film.

    made_by: a key of script.INSTITUTIONS; empty for nobody of the house's.
    seconds: how long it is. credit: who stands behind the picture.
    said: its subtitles: (begins, ends, text), in seconds.
    """

    title: Both
    summary: Both
    made_by: str
    genres: tuple[str, ...]
    subjects: tuple[str, ...]
    seconds: int
    kind: WorkKind = WorkKind.FILM
    year: int = 2026
    credit: Both = Both("Footlights", "Footlights")
    said: tuple[tuple[float, float, Both], ...] = ()

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{self.title.en.lower().replace(' ', '-')}.mp4"


DRAWN: dict[str, FilmWords] = {
    "sea": FilmWords(
        Both("The Quiet Sea", "静海"),
        Both(
            "A minute of evening on open water. Every wave is computed: the house drew this film itself.",
            "开阔水面上一分钟的黄昏。每一道波浪都由计算得出：这部影片由本馆自行绘制。",
        ),
        "broadcaster", ("animation", "short"), ("ocean", "nature"), 64,
    ),
    "looks": FilmWords(
        Both("Six Looks", "六身"),
        Both(
            "Six silhouettes come down a runway. Cut, cloth and walk are numbers: the house drew them.",
            "六身衣装走上T台。剪裁、面料与步态皆为数字：由本馆绘制。",
        ),
        "college", ("animation", "short"), ("fashion", "art"), 32,
    ),
    "coracle": FilmWords(
        Both("The Coracle", "圆舟"),
        Both(
            "A basket with a skin, at dawn. The first of three small boats, drawn by the house; subtitles in both languages.",
            "黎明时分，一只蒙了皮的篮子。小舟三集之一，由本馆绘制，双语字幕。",
        ),
        "museum", ("animation", "short"), ("ocean", "history"), 24, WorkKind.DOCUMENTARY,
        said=(
            (1, 6.5, Both("A coracle is a basket with a skin: laths of willow or ash under hide or tarred canvas.",
                          "圆舟是蒙了皮的篮子：柳条或白蜡木条作骨，外覆兽皮或涂焦油的帆布。")),
            (7, 12, Both("It has no keel. It goes where it is asked, and spins when it is not.",
                         "它没有龙骨：指到哪里，去到哪里；不管它，它就打转。")),
            (12.5, 17.5, Both("One paddle draws a figure of eight over the bow, and the boat follows.",
                              "一支桨在船头划出“8”字，船便跟着走。")),
            (18, 23, Both("On the way home the boat rides on its rower's back.", "回家路上，轮到船骑在人背上。")),
        ),
    ),
    "sampan": FilmWords(
        Both("The Sampan", "舢板"),
        Both(
            "Three planks and an oar, at noon. The second of three small boats, drawn by the house; subtitles in both languages.",
            "正午，三块板，一支橹。小舟三集之二，由本馆绘制，双语字幕。",
        ),
        "museum", ("animation", "short"), ("ocean", "history"), 24, WorkKind.DOCUMENTARY,
        said=(
            (1, 6.5, Both("Its name is said to mean three planks: one for the bottom, one for either side.",
                          "“舢板”据说就是“三板”：一块作底，两块作帮。")),
            (7, 12, Both("The oar at the stern never leaves the water. It works as a fish's tail does.",
                         "船尾的橹从不离水，如鱼尾摆动。")),
            (12.5, 17.5, Both("Push, turn the wrist, pull: it drives the boat both ways.", "一推，一翻腕，一拉：来去都出力。")),
            (18, 23, Both("Under the matting there is room for a stove, a bed and a lamp.", "篷下放得下一炉、一铺、一灯。")),
        ),
    ),
    "gig": FilmWords(
        Both("The Pilot Gig", "领航艇"),
        Both(
            "Six oars under the moon. The third of three small boats, drawn by the house; subtitles in both languages.",
            "月下六桨。小舟三集之三，由本馆绘制，双语字幕。",
        ),
        "museum", ("animation", "short"), ("ocean", "history"), 24, WorkKind.DOCUMENTARY,
        said=(
            (1, 6.5, Both("Six oars and a coxswain, in a boat of narrow elm planks some thirty-two feet long.",
                          "六桨一舵，榆木窄板拼成，船长约三十二英尺。")),
            (7, 12, Both("Off Cornwall, gigs raced to each ship that came in: the first pilot aboard had the work.",
                         "在康沃尔外海，各艇争先驶向来船：谁的领航员先登船，活儿便归谁。")),
            (12.5, 17.5, Both("They put out at night too, and to wrecks.", "夜里也出海，也去救难。")),
            (18, 23, Both("Crews still race boats built to the lines of one from 1838, the Treffry.",
                          "今天的赛艇队，仍划着按1838年“特雷弗里”号的线型所造的艇。")),
        ),
    ),
    "dancers": FilmWords(
        Both("Five Ribbons", "五绸"),
        Both(
            "Half a minute of five dancers and what flows from their hands. No one danced: the house drew it.",
            "半分钟，五位舞者与手中流动的绸带。并无真人出演：由本馆绘制。",
        ),
        "dancers", ("animation", "short"), ("dance", "music"), 32,
    ),
}  # fmt: skip

# A series is its title and its episodes in their order, keys of DRAWN.
SERIES: tuple[Both, tuple[str, ...]] = (
    Both("Small Boats, Long Voyages", "小舟远航"),
    ("coracle", "sampan", "gig"),
)

CLIP = FilmWords(
    Both("Big Buck Bunny (a clip)", "大雄兔（片段）"),
    Both(
        "Five seconds of the open film by the Blender Foundation, here under CC-BY 3.0.",
        "Blender 基金会开放电影的五秒片段，依 CC-BY 3.0 许可在此展示。",
    ),
    "",
    ("animation", "comedy"),
    ("wildlife",),
    5,
    year=2008,
    credit=Both(
        "Blender Foundation, peach.blender.org (CC-BY 3.0)",
        "Blender 基金会，peach.blender.org（CC-BY 3.0）",
    ),
)


def subtitles_of(words: FilmWords, language: Language) -> str:
    """Return a film's subtitles in a language, as WebVTT; empty where nothing is said."""
    cues = [
        f"{_clock(begin)} --> {_clock(end)}\n{text.said_in(language)}\n" for begin, end, text in words.said
    ]
    return "\n".join(["WEBVTT\n", *cues]) if cues else ""


def _clock(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{seconds % 60:06.3f}"
