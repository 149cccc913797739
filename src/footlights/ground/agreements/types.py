"""What agreements hands out: memoranda down to grants, verdicts on rights, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from footlights.kernel.answer import Answer
from footlights.kernel.ids import (
    AgreementId,
    CampaignLinkId,
    CommitmentId,
    DeclarationId,
    DeliverableId,
    GrantId,
    HoldbackId,
    InstitutionId,
    MemorandumId,
    PartnershipId,
    WorkId,
)
from footlights.kernel.territory import Territories
from footlights.kernel.text import Both
from footlights.kernel.window import Window


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


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a memorandum and who signed for it."""

    institution: InstitutionId
    signatory: Both
    office: Both


@dataclass(frozen=True, slots=True)
class MemorandumDraft:
    """A memorandum as it is to be signed.

    zone: the zone of the place, such as Asia/Shanghai; the signing is shown in its time.
    """

    title: Both
    text: Both
    parties: tuple[Party, ...]
    sectors: tuple[Sector, ...]
    signed_at: datetime
    place: Both
    zone: str
    is_binding: bool = False


@dataclass(frozen=True, slots=True)
class Memorandum(MemorandumDraft):
    """A signed memorandum."""

    id: MemorandumId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class PartnershipDraft:
    """A partnership as somebody proposes it, under a memorandum."""

    memorandum: MemorandumId
    title: Both
    sector: Sector
    institutions: tuple[InstitutionId, ...]
    lead: InstitutionId
    status: PartnershipStatus = PartnershipStatus.IDENTIFIED
    starts_on: date | None = None
    ends_on: date | None = None
    region: Both = Both("", "")


@dataclass(frozen=True, slots=True)
class Partnership(PartnershipDraft):
    """A partnership."""

    id: PartnershipId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """A promise as somebody proposes it.

    measure: the name of an insight figure, such as watch.counted_views; never a typed number.
    works: the works that count towards it.
    """

    partnership: PartnershipId
    kind: CommitmentKind
    title: Both
    measure: str
    target: int
    due_on: date
    starts_on: date | None = None
    works: tuple[WorkId, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment(CommitmentDraft):
    """A promise."""

    id: CommitmentId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """An agreement under a partnership.

    shares: who gets how much of what is earned, as weights in order.
    amends: the agreement whose terms it supersedes from its own date on; that one stays as it was signed.
    """

    partnership: PartnershipId
    kind: AgreementKind
    title: Both
    signed_on: date
    shares: tuple[tuple[InstitutionId, int], ...]
    amends: AgreementId | None = None


@dataclass(frozen=True, slots=True)
class Agreement(AgreementDraft):
    """An agreement."""

    id: AgreementId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class GrantDraft:
    """A right given under an agreement: these works, by these media, there, in this window."""

    agreement: AgreementId
    works: tuple[WorkId, ...]
    territories: Territories
    window: Window
    media: tuple[Medium, ...] = (Medium.STREAM,)
    languages: tuple[str, ...] = ()
    exclusivity: Exclusivity = Exclusivity.NON_EXCLUSIVE


@dataclass(frozen=True, slots=True)
class Grant(GrantDraft):
    """A grant; revoked_at: from when it no longer holds."""

    id: GrantId = field(kw_only=True)
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HoldbackDraft:
    """A right taken away under an agreement: these works may not be shown there, by these media, in this window."""

    agreement: AgreementId
    works: tuple[WorkId, ...]
    territories: Territories
    window: Window
    media: tuple[Medium, ...] = tuple(Medium)


@dataclass(frozen=True, slots=True)
class Holdback(HoldbackDraft):
    """A holdback; lifted_at: from when it no longer holds."""

    id: HoldbackId = field(kw_only=True)
    lifted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeliverableDraft:
    """A piece of content that a commitment owes."""

    commitment: CommitmentId
    title: Both
    due_on: date


@dataclass(frozen=True, slots=True)
class Deliverable(DeliverableDraft):
    """A deliverable and how far it has come."""

    id: DeliverableId = field(kw_only=True)
    delivered_on: date | None = None
    approved_on: date | None = None
    approved_by: InstitutionId | None = None

    @property
    def state(self) -> DeliverableState:
        """Return how far it has come."""
        if self.approved_on:
            return DeliverableState.APPROVED
        return DeliverableState.DELIVERED if self.delivered_on else DeliverableState.DUE


@dataclass(frozen=True, slots=True)
class CampaignLinkDraft:
    """A link that a campaign hands out; target: an https address or a path of this house."""

    commitment: CommitmentId
    title: Both
    target: str


@dataclass(frozen=True, slots=True)
class CampaignLink(CampaignLinkDraft):
    """A campaign's link."""

    id: CampaignLinkId = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class DeclarationDraft:
    """What an institution declares: money spent, in minor units of a currency, or jobs, in a region.

    currency: ISO 4217 for spend, empty for jobs.
    """

    partnership: PartnershipId
    subject: Subject
    region: Region
    amount: int
    declared_by: InstitutionId
    declared_on: date
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Declaration(DeclarationDraft):
    """A declaration; is_superseded: the same institution has declared the same thing anew since."""

    id: DeclarationId = field(kw_only=True)
    is_superseded: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a work may be shown, and what decided it.

    grant: the grant that decided, None when there is none for the work at all.
    holdback: the holdback that decided, where one did.
    clause: what that grant or holdback says, in words.
    reason: why, fit for the audience.
    opens_at, closes_at: the instants of the deciding window, where known; a yes closes when a holdback begins.
    """

    answer: Answer
    grant: GrantId | None
    clause: Both
    reason: Both
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    holdback: HoldbackId | None = None


class NotADeal(Exception):
    """A draft that can't be signed: ``field`` names what is wrong, the message says what to do."""

    def __init__(self, field: str, message: Both) -> None:
        super().__init__(f"{field}: {message.en}")
        self.field = field
        self.message = message


class NoSuchDeal(Exception):
    """There is nothing of that id among the deals."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.message = Both(f"There is no deal {what}.", f"没有编号为 {what} 的协议。")
