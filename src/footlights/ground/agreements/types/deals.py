"""The records of deals, from memoranda down to verdicts, and the ways agreements says no."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

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
from footlights.kernel.money import Money
from footlights.kernel.territory import Territories
from footlights.kernel.text import Both
from footlights.kernel.window import Window

from .words import (
    AgreementKind,
    CommitmentKind,
    DeliverableState,
    Exclusivity,
    Medium,
    PartnershipStatus,
    Region,
    Sector,
    Subject,
)


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
    """A partnership as somebody proposes it, under a memorandum; of its institutions the lead is told first."""

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
    per_thousand: what a thousand counted views earn; None where no price was agreed.
    amends: the agreement whose terms it supersedes from its own date on; that one stays as it was signed.
    """

    partnership: PartnershipId
    kind: AgreementKind
    title: Both
    signed_on: date
    shares: tuple[tuple[InstitutionId, int], ...]
    amends: AgreementId | None = None
    per_thousand: Money | None = None


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
