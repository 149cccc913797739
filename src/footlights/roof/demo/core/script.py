"""The demo's words: invented institutions and what they promise each other. None of them exists."""

from __future__ import annotations

from footlights.ground.agreements.types import PartnershipStatus, Sector
from footlights.kernel.territory import CN, GB, Territory
from footlights.kernel.text import Both

INSTITUTIONS: dict[str, tuple[Both, Territory]] = {
    "lantern": (Both("Lantern Strait Network", "灯屿网络"), CN),
    "office": (Both("Office for Culture and Trade of Albion Bay", "阿尔比恩湾文化贸易署"), GB),
    "broadcaster": (Both("Harbour Light Broadcasting", "港光广播公司"), GB),
    "opera": (Both("The Tide Opera House", "潮汐歌剧院"), GB),
    "college": (Both("Saltmarsh College of Art", "盐沼艺术学院"), GB),
    "studio": (Both("Paper Kite Games", "纸鸢游戏"), CN),
    "university": (Both("University of the Two Rivers", "两江大学"), CN),
}

PRODUCER = "producer@footlights.example"  # who may sign in to a new house as its producer

TITLE = Both(
    "Memorandum on cooperation in digital and creative culture",
    "数字与创意文化合作备忘录",
)
TEXT = Both(
    "The parties mean to work together for three years in film and television, in fashion and art, in games, and in the"
    " technology beside them.\n\nEach side will bring works of its own before the other's audience, only where the deal"
    " for a work allows it, and will answer every promise under this memorandum with figures that both can recompute."
    "\n\nThis memorandum states what the parties intend. It creates no obligation in law; agreements under it do.",
    "双方拟在三年内就影视、时尚与艺术、游戏以及相关技术开展合作。\n\n双方将各自的作品带给对方的观众，且仅限于作品协议所允许"
    "之处；本备忘录项下的每一项承诺，均以双方可以重新计算的数据作答。\n\n本备忘录表达双方意向，不产生法律义务；法律义务由其下"
    "各协议产生。",
)
PLACE = Both("Albion Bay", "阿尔比恩湾")
SIGNATORIES = {
    "lantern": (Both("Lin Wan", "林晚"), Both("Vice President", "副总裁")),
    "office": (Both("Rowan Ashby", "罗恩·阿什比"), Both("Minister for Trade", "贸易大臣")),
}

# title, sector, the two institutions (the first leads), status
PARTNERSHIPS: tuple[tuple[Both, Sector, tuple[str, str], PartnershipStatus], ...] = (
    (
        Both("Documentaries of the two coasts", "两岸海纪录片"),
        Sector.FILM_TELEVISION,
        ("broadcaster", "lantern"),
        PartnershipStatus.UNDER_WAY,
    ),
    (
        Both("Stages across the sea", "隔海同台"),
        Sector.FASHION_ART,
        ("opera", "lantern"),
        PartnershipStatus.SIGNED,
    ),
    (
        Both("A seaside race, drawn twice", "海滨竞速双城版"),
        Sector.GAMES,
        ("studio", "office"),
        PartnershipStatus.IN_TALKS,
    ),
    (
        Both("Open measurement of audiences", "观众数据的开放测量"),
        Sector.TECHNOLOGY,
        ("university", "college"),
        PartnershipStatus.IDENTIFIED,
    ),
)

SEA_TITLE = Both("The Quiet Sea", "静海")
SEA_SUMMARY = Both(
    "A minute of evening on open water. Every wave is computed: the house drew this film itself.",
    "开阔水面上一分钟的黄昏。每一道波浪都由计算得出：这部影片由本馆自行绘制。",
)
CLIPS_TITLE = Both("Big Buck Bunny (a clip)", "大雄兔（片段）")
CLIPS_SUMMARY = Both(
    "Five seconds of the open film by the Blender Foundation, here under CC-BY 3.0.",
    "Blender 基金会开放电影的五秒片段，依 CC-BY 3.0 许可在此展示。",
)
CLIPS_BY = Both(
    "Blender Foundation, peach.blender.org (CC-BY 3.0)", "Blender 基金会，peach.blender.org（CC-BY 3.0）"
)
DRAWN_BY = Both("Footlights", "Footlights")
