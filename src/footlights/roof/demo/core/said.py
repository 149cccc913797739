"""What the invented audience says: at a second of a film, each in their own language, and below it."""

from __future__ import annotations

from typing import Final

from footlights.kernel.text import Language

EN, ZH = Language.EN, Language.ZH

# By the film: at which second, in which language, what.
DANMAKU: Final[dict[str, tuple[tuple[float, Language, str], ...]]] = {
    "sea": (
        (3, EN, "every wave is computed?"),
        (5, ZH, "开场好安静"),
        (9, ZH, "浪是算出来的！"),
        (13, EN, "that light on the swell"),
        (18, ZH, "夕阳好低"),
        (22, EN, "what is that chord"),
        (27, ZH, "戴上耳机再看"),
        (31, EN, "not a boat anywhere"),
        (33, ZH, "一条船也没有"),
        (40, ZH, "想住在这里"),
        (46, EN, "still here"),
        (51, ZH, "谁来划一条船"),
        (57, EN, "one more minute, please"),
        (60, ZH, "再看一遍"),
    ),
    "looks": (
        (6, ZH, "第一身我要了"),
        (11, EN, "the walk!"),
        (17, ZH, "看这个袖子"),
        (24, EN, "that one, please"),
        (29, ZH, "谢幕了"),
    ),
    "coracle": (
        (8, EN, "it spins!"),
        (10, ZH, "真的会打转"),
        (15, ZH, "一支桨就够了"),
        (20, EN, "the boat rides home, ha"),
    ),
    "sampan": ((4, ZH, "原来是三块板"), (10, EN, "like a fish's tail")),
    "gig": ((4, EN, "six oars"), (10, ZH, "先到先得"), (20, EN, "since 1838!")),
}
# By the film: in which language, what.
COMMENTS: Final[dict[str, tuple[tuple[Language, str], ...]]] = {
    "sea": (
        (EN, "I kept waiting for a boat. There is none, and I stayed."),
        (ZH, "没有船，也没有人，却一直看到了最后。"),
    ),
    "looks": ((ZH, "想看看它们在白天的样子。"),),
    "coracle": (
        (ZH, "两种字幕一起开，正好学几个词。"),
        (EN, "Now I should like to see somebody carry one home."),
    ),
    "gig": ((EN, "Is there a fourth boat?"),),
}
