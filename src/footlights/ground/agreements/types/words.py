"""The words of deals: closed lists whose members are said in both languages."""

from __future__ import annotations

from enum import StrEnum

from footlights.kernel.text import Both


class _Said(StrEnum):
    """An enum whose members are said in both languages."""

    @property
    def said(self) -> Both:
        """Return the member in words."""
        return _WORDS[type(self).__name__, self.value]


class Sector(_Said):
    """The fields in which the two sides work together."""

    FILM_TELEVISION = "film_television"
    FASHION_ART = "fashion_art"
    GAMES = "games"
    TECHNOLOGY = "technology"


class PartnershipStatus(_Said):
    """How far a partnership has come, in order."""

    IDENTIFIED = "identified"
    IN_TALKS = "in_talks"
    SIGNED = "signed"
    UNDER_WAY = "under_way"
    CLOSED = "closed"


class CommitmentKind(_Said):
    """What is promised."""

    CO_PRODUCTION = "co_production"
    CONTENT = "content"
    LICENSING = "licensing"
    MARKETING = "marketing"
    DISTRIBUTION = "distribution"
    LIVE = "live"
    RESEARCH = "research"
    SERVICE = "service"


class AgreementKind(_Said):
    """What an agreement does; names after the EBU's ContractTypeCode."""

    LICENCE_TO_PUBLISH = "licence_to_publish"
    COMMITMENT_TO_PRODUCE = "commitment_to_produce"
    SERVICE = "service"


class Medium(_Said):
    """How a work reaches its audience."""

    STREAM = "stream"
    LIVE = "live"
    DOWNLOAD = "download"
    EMBED = "embed"


class Subject(_Said):
    """What a declaration tells of."""

    SPEND = "spend"
    JOBS = "jobs"


class Region(_Said):
    """The nations and regions of the United Kingdom: codes of the International Territorial Levels, ITL 1."""

    NORTH_EAST = "TLC"
    NORTH_WEST = "TLD"
    YORKSHIRE = "TLE"
    EAST_MIDLANDS = "TLF"
    WEST_MIDLANDS = "TLG"
    EAST = "TLH"
    LONDON = "TLI"
    SOUTH_EAST = "TLJ"
    SOUTH_WEST = "TLK"
    WALES = "TLL"
    SCOTLAND = "TLM"
    NORTHERN_IRELAND = "TLN"


class DeliverableState(_Said):
    """How far a deliverable has come."""

    DUE = "due"
    DELIVERED = "delivered"
    APPROVED = "approved"


class Exclusivity(_Said):
    """Whether others may hold the same right."""

    EXCLUSIVE = "exclusive"
    SOLE = "sole"
    NON_EXCLUSIVE = "non_exclusive"


_WORDS = {
    ("Sector", "film_television"): Both("Film and television", "影视"),
    ("Sector", "fashion_art"): Both("Fashion and art", "时尚与艺术"),
    ("Sector", "games"): Both("Games", "游戏"),
    ("Sector", "technology"): Both("Technology", "科技"),
    ("PartnershipStatus", "identified"): Both("Identified", "已确定意向"),
    ("PartnershipStatus", "in_talks"): Both("In talks", "洽谈中"),
    ("PartnershipStatus", "signed"): Both("Signed", "已签署"),
    ("PartnershipStatus", "under_way"): Both("Under way", "进行中"),
    ("PartnershipStatus", "closed"): Both("Closed", "已结束"),
    ("CommitmentKind", "co_production"): Both("Co-production", "联合制作"),
    ("CommitmentKind", "content"): Both("Content development", "内容开发"),
    ("CommitmentKind", "licensing"): Both("Licensing", "授权"),
    ("CommitmentKind", "marketing"): Both("Marketing", "推广"),
    ("CommitmentKind", "distribution"): Both("Distribution", "发行"),
    ("CommitmentKind", "live"): Both("Live", "直播"),
    ("CommitmentKind", "research"): Both("Research", "研究"),
    ("CommitmentKind", "service"): Both("Service", "服务"),
    ("AgreementKind", "licence_to_publish"): Both("Licence to publish", "发布许可"),
    ("AgreementKind", "commitment_to_produce"): Both("Commitment to produce", "制作承诺"),
    ("AgreementKind", "service"): Both("Service", "服务"),
    ("Medium", "stream"): Both("On demand", "点播"),
    ("Medium", "live"): Both("Live", "直播"),
    ("Medium", "download"): Both("Download", "下载"),
    ("Medium", "embed"): Both("On other sites", "站外嵌入"),
    ("Subject", "spend"): Both("Spend", "支出"),
    ("Subject", "jobs"): Both("Jobs", "就业岗位"),
    ("Region", "TLC"): Both("North East England", "英格兰东北部"),
    ("Region", "TLD"): Both("North West England", "英格兰西北部"),
    ("Region", "TLE"): Both("Yorkshire and The Humber", "约克郡-亨伯"),
    ("Region", "TLF"): Both("East Midlands", "东米德兰兹"),
    ("Region", "TLG"): Both("West Midlands", "西米德兰兹"),
    ("Region", "TLH"): Both("East of England", "英格兰东部"),
    ("Region", "TLI"): Both("London", "伦敦"),
    ("Region", "TLJ"): Both("South East England", "英格兰东南部"),
    ("Region", "TLK"): Both("South West England", "英格兰西南部"),
    ("Region", "TLL"): Both("Wales", "威尔士"),
    ("Region", "TLM"): Both("Scotland", "苏格兰"),
    ("Region", "TLN"): Both("Northern Ireland", "北爱尔兰"),
    ("DeliverableState", "due"): Both("Due", "待交付"),
    ("DeliverableState", "delivered"): Both("Delivered", "已交付"),
    ("DeliverableState", "approved"): Both("Approved", "已验收"),
    ("Exclusivity", "exclusive"): Both("Exclusive", "独家"),
    ("Exclusivity", "sole"): Both("Sole", "排他"),
    ("Exclusivity", "non_exclusive"): Both("Non-exclusive", "非独家"),
}
