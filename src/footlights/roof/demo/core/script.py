"""The demo's words: invented institutions and what they promise each other. None of them exists."""

from __future__ import annotations

from footlights.ground.agreements.types import CommitmentKind, PartnershipStatus, Region, Sector, Subject
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
    "dancers": (Both("Crane Gate Dance Theatre", "鹤门舞剧院"), CN),
    "weavers": (Both("Nine Bridges Silk House", "九桥丝绸"), CN),
    "museum": (Both("Museum of Small Boats", "小舟博物馆"), GB),
    "tourism": (Both("Visit Albion Bay", "阿尔比恩湾旅游局"), GB),
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

# key: title, sector, the two institutions (the first leads), status, region
PARTNERSHIPS: dict[str, tuple[Both, Sector, tuple[str, str], PartnershipStatus, Both]] = {
    "films": (
        Both("Documentaries of the two coasts", "两岸海纪录片"),
        Sector.FILM_TELEVISION, ("broadcaster", "lantern"), PartnershipStatus.UNDER_WAY,
        Both("South West England", "英格兰西南部"),
    ),
    "boats": (
        Both("Small boats, long voyages: a series in six parts", "小舟远航：六集系列片"),
        Sector.FILM_TELEVISION, ("museum", "lantern"), PartnershipStatus.SIGNED, Both("Scotland", "苏格兰"),
    ),
    "stages": (
        Both("Stages across the sea", "隔海同台"),
        Sector.FASHION_ART, ("dancers", "opera"), PartnershipStatus.UNDER_WAY, Both("London", "伦敦"),
    ),
    "looks": (
        Both("What the young would wear", "青年所爱"),
        Sector.FASHION_ART, ("college", "weavers"), PartnershipStatus.SIGNED, Both("Yorkshire and the Humber", "约克郡和亨伯"),
    ),
    "race": (
        Both("A seaside race, drawn twice", "海滨竞速双城版"),
        Sector.GAMES, ("studio", "office"), PartnershipStatus.UNDER_WAY, Both("", ""),
    ),
    "places": (
        Both("A place card for every bend", "一弯一景"),
        Sector.GAMES, ("tourism", "studio"), PartnershipStatus.SIGNED, Both("Wales", "威尔士"),
    ),
    "measures": (
        Both("Open measurement of audiences", "观众数据的开放测量"),
        Sector.TECHNOLOGY, ("university", "college"), PartnershipStatus.UNDER_WAY, Both("", ""),
    ),
    "care": (
        Both("Careful advice in two languages", "双语健康咨询"),
        Sector.TECHNOLOGY, ("lantern", "university"), PartnershipStatus.IDENTIFIED, Both("", ""),
    ),
}  # fmt: skip

# partnership: kind, title, measure, target, whose films count (keys of core.films; none: every work)
COMMITMENTS: tuple[tuple[str, CommitmentKind, Both, str, int, tuple[str, ...]], ...] = (
    ("films", CommitmentKind.DISTRIBUTION, Both("A hundred counted views of the sea", "《静海》有效观看一百次"),
     "watch.counted_views", 100, ("sea",)),
    ("films", CommitmentKind.LICENSING, Both("Three works on stage in Britain and China", "三部作品在英中两国上演"),
     "works.on_stage", 3, ()),
    ("boats", CommitmentKind.CONTENT, Both("Six works on stage by the third year", "第三年前六部作品上演"), "works.on_stage", 6,
     ("coracle", "sampan", "gig")),
    ("stages", CommitmentKind.MARKETING, Both("An hour of watching by the first audience", "首批观众累计观看一小时"),
     "watch.seconds", 3600, ("dancers",)),
    ("looks", CommitmentKind.RESEARCH, Both("Fifty films of looks begun", "时装影片播放五十次"), "watch.starts", 50, ("looks",)),
    ("places", CommitmentKind.MARKETING, Both("Two hundred visitors led on to the bay", "引导二百位访客前往海湾"),
     "agreements.follows", 200, ()),
    ("race", CommitmentKind.CONTENT, Both("Three hundred laps, each proved", "三百圈，圈圈有据"), "race.laps_proved", 300, ()),
    ("stages", CommitmentKind.DISTRIBUTION, Both("Forty tickets for the ribbons", "《五绸》售出四十张票"), "orders.paid", 40, ("dancers",)),
    ("care", CommitmentKind.RESEARCH, Both("Five hundred messages answered in two languages", "双语回复五百条消息"),
     "channels.messages", 500, ()),
    ("measures", CommitmentKind.RESEARCH, Both("A thousand counted views, recounted by both", "一千次有效观看，双方复核"),
     "watch.counted_views", 1000, ()),
    ("films", CommitmentKind.MARKETING, Both("Fifty things said about the sea, in either language", "关于《静海》的双语评论与弹幕五十条"),
     "talk.comments", 50, ("sea",)),
    ("boats", CommitmentKind.MARKETING, Both("Two hundred marks on viewers' shelves", "观众书影架标记二百次"), "shelf.marks", 200, ()),
    ("stages", CommitmentKind.DISTRIBUTION, Both("Twenty hours relayed from stage to stage", "二十小时，一台接一台"),
     "live.slots_shown", 20, ()),
    ("looks", CommitmentKind.RESEARCH, Both("Five hundred choices between looks", "五百次衣装选择"), "style.answers", 500, ("looks",)),
)  # fmt: skip

# what the public is asked: film, question
STUDY: tuple[str, Both] = (
    "looks",
    Both("Which would you wear to the harbour fair?", "港口市集那天，您会穿哪一身？"),
)

# what the lab plans: films, days, seed
FESTIVAL: tuple[int, int, int] = (8, 1, 7)

# under which commitment (by its place above): title, days from the signing until it is due, delivered, approved
DELIVERABLES: tuple[tuple[int, Both, int, bool, bool], ...] = (
    (2, Both("Script 1: the coracle", "剧本一：科拉克尔圆舟"), 60, True, True),
    (2, Both("Script 2: the sampan", "剧本二：舢板"), 120, True, False),
    (2, Both("Script 3: the pilot gig", "剧本三：领航艇"), 240, False, False),
)
LINKS: tuple[tuple[int, Both, str], ...] = (
    (5, Both("Poster at the station", "车站海报"), "/en/search?q=sea"),
    (5, Both("Back of the ticket", "票根背面"), "/zh/search?q=海"),
    (5, Both("Card beside the seaside circuit", "海滨赛道旁的卡片"), "/en/search?q=sea"),
)
# partnership: what, region, amount (minor units for spend), currency, by whom
DECLARATIONS: tuple[tuple[str, Subject, Region, int, str, str], ...] = (
    ("films", Subject.SPEND, Region.SOUTH_WEST, 42_000_000, "GBP", "broadcaster"),
    ("films", Subject.JOBS, Region.SOUTH_WEST, 14, "", "broadcaster"),
    ("boats", Subject.JOBS, Region.SCOTLAND, 9, "", "museum"),
    ("stages", Subject.SPEND, Region.LONDON, 18_500_000, "GBP", "opera"),
)

# under which partnership: title, films (keys of core.films), shares
LICENCES: tuple[tuple[str, Both, tuple[str, ...], tuple[tuple[str, int], ...]], ...] = (
    ("films", Both("Licence for the first films", "首批影片授权"), ("sea", "clip"), (("broadcaster", 60), ("lantern", 40))),
    ("looks", Both("Licence for Six Looks", "《六身》授权"), ("looks",), (("college", 50), ("weavers", 50))),
    ("boats", Both("Licence for the first three small boats", "《小舟远航》前三集授权"), ("coracle", "sampan", "gig"),
     (("museum", 60), ("lantern", 40))),
    ("stages", Both("Licence for Five Ribbons", "《五绸》授权"), ("dancers",), (("dancers", 55), ("opera", 45))),
)  # fmt: skip

LIVERY_TITLE = Both("Five Ribbons, worn by a car", "五绸涂装")
LIVERY_LICENCE = Both("Licence for a livery", "涂装授权")
LIVERY_SUMMARY = Both(
    "A car's coat after the five ribbons of the dancers. It is worn in the race while its licence lasts.",
    "取意五绸之舞的车身涂装，授权期内可在竞速中使用。",
)

# what is relayed: title, days from the first evening, licence, shares, and by whom for how many minutes
RELAY_TITLE = Both("Curtain up on two coasts", "两岸同时开幕")
RELAY_AFTER_DAYS = 21
RELAY_LICENCE = Both("Licence to relay from stage to stage", "接力直播授权")
RELAY_SHARES: tuple[tuple[str, int], ...] = (("dancers", 50), ("opera", 50))
RELAY_FROM: tuple[tuple[str, str], ...] = (("opera", "Europe/London"), ("dancers", "Asia/Shanghai"))
RELAY_SLOTS: tuple[tuple[str, Both, int], ...] = (
    ("dancers", Both("Evening class at Crane Gate", "鹤门晚课"), 30),
    ("opera", Both("Morning rehearsal by the tide", "潮边晨排"), 45),
    ("dancers", Both("Ribbons, from the wings", "侧幕看绸"), 40),
    ("opera", Both("In conversation across the sea", "隔海对谈"), 25),
)

# what is sold at the till: film, title, price in fen
TICKET: tuple[str, Both, int] = ("dancers", Both("A ticket for Five Ribbons", "《五绸》单人票"), 900)
