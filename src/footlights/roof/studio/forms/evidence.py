"""What a producer adds to a deal once it stands: deliverables, links, declarations, amendments, holdbacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from footlights.ground.agreements.types import (
    Agreement,
    AgreementDraft,
    CampaignLinkDraft,
    Commitment,
    DeclarationDraft,
    DeliverableDraft,
    HoldbackDraft,
    Medium,
    NotADeal,
    Region,
    Subject,
)
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.kernel.ids import AgreementId, CommitmentId, InstitutionId, PartnershipId, WorkId
from footlights.kernel.money import exponent_of
from footlights.kernel.text import Both

from .base import (
    PRICE_HELP,
    PRICE_SAID,
    DealForm,
    ask_shares,
    day,
    line,
    price,
    read_price,
    read_shares,
    read_territories,
    read_window,
)
from .base import zone as chosen_zone

CURRENCIES = ("GBP", "CNY", "EUR", "USD")


class _CommitmentPart(DealForm):
    """Something titled in both languages that belongs to one of a partnership's commitments."""

    commitment = forms.ChoiceField()
    title_en = line()
    title_zh = line()

    def __init__(self, *arguments: Any, commitments: Sequence[Commitment], **named: Any) -> None:
        """Offer these commitments."""
        super().__init__(*arguments, **named)
        self.choose("commitment", [(each.id, each.title) for each in commitments])


class DeliverableForm(_CommitmentPart):
    """Ask for a piece of content."""

    due_on = day()

    LABELS = {
        "commitment": Both("Under the commitment", "所属承诺"),
        "title_en": Both("What is to come, in English", "交付物（英文）"),
        "title_zh": Both("What is to come, in Chinese", "交付物（中文）"),
        "due_on": Both("Due on", "截止日期"),
    }

    def draft(self) -> DeliverableDraft:
        """Return what was typed."""
        said = self.cleaned_data
        return DeliverableDraft(CommitmentId(said["commitment"]), self.both("title"), said["due_on"])


class LinkForm(_CommitmentPart):
    """Make a campaign's link."""

    target = line(1_000)

    LABELS = {
        "commitment": Both("Under the commitment", "所属承诺"),
        "title_en": Both("Where it is seen, in English", "投放位置（英文）"),
        "title_zh": Both("Where it is seen, in Chinese", "投放位置（中文）"),
        "target": Both("Leads to", "目标地址"),
    }
    HELP = {
        "target": Both(
            "A full https:// address, or a path of this house such as /en/watch/.",
            "完整的 https:// 地址，或本站路径，如 /zh/watch/。",
        )
    }

    def draft(self) -> CampaignLinkDraft:
        """Return what was typed."""
        said = self.cleaned_data
        return CampaignLinkDraft(CommitmentId(said["commitment"]), self.both("title"), said["target"].strip())


class DeclarationForm(DealForm):
    """Write down what a partner declares that it spent or employed in a region."""

    subject = forms.ChoiceField()
    region = forms.ChoiceField()
    amount = forms.DecimalField(min_value=0, max_digits=15, decimal_places=2)
    currency = forms.ChoiceField(choices=[(each, each) for each in CURRENCIES])
    declared_by = forms.ChoiceField()
    declared_on = day()

    LABELS = {
        "subject": Both("What is declared", "申报内容"),
        "region": Both("Nation or region of the United Kingdom", "英国地区"),
        "amount": Both("How much, or how many", "金额或数量"),
        "currency": Both("Currency of the spend", "支出货币"),
        "declared_by": Both("As declared by", "申报机构"),
        "declared_on": Both("On", "申报日期"),
    }
    HELP = {
        "amount": Both(
            "The page will say who declared it and when. A later declaration supersedes it and leaves it readable.",
            "页面将注明申报机构与日期。之后的申报会取代本次申报，但原申报仍可查看。",
        )
    }

    def __init__(
        self, *arguments: Any, partnership: PartnershipId, institutions: Sequence[Institution], **named: Any
    ) -> None:
        """Offer these institutions."""
        super().__init__(*arguments, **named)
        self.partnership = partnership
        self.choose("subject", [(each.value, each.said) for each in Subject])
        self.choose("region", [(each.value, each.said) for each in Region])
        self.choose("declared_by", [(each.id, each.name) for each in institutions])

    def draft(self) -> DeclarationDraft:
        """Return what was typed.

        Raises NotADeal for half a job.
        """
        said = self.cleaned_data
        subject, amount = Subject(said["subject"]), said["amount"]
        is_money = subject is Subject.SPEND
        if not is_money and amount != int(amount):
            raise NotADeal("amount", Both("Write a whole number of jobs.", "就业岗位须为整数。"))
        return DeclarationDraft(
            partnership=self.partnership,
            subject=subject,
            region=Region(said["region"]),
            amount=int(amount.scaleb(exponent_of(said["currency"]))) if is_money else int(amount),
            currency=said["currency"] if is_money else "",
            declared_by=InstitutionId(said["declared_by"]),
            declared_on=said["declared_on"],
        )


class AmendmentForm(DealForm):
    """Supersede an agreement's shares from a day on."""

    title_en = line()
    title_zh = line()
    signed_on = day()
    weights = forms.CharField(max_length=100, required=False)
    per_thousand = price()

    LABELS = {
        "title_en": Both("Title in English", "英文标题"),
        "title_zh": Both("Title in Chinese", "中文标题"),
        "signed_on": Both("Signed on, and in force from then", "签署并生效日期"),
        "weights": Both("Shares from then on", "此后的份额"),
        "per_thousand": PRICE_SAID,
    }
    HELP = {"per_thousand": PRICE_HELP}

    def __init__(
        self, *arguments: Any, amended: Agreement, institutions: Sequence[Institution], **named: Any
    ) -> None:
        """Amend this agreement."""
        super().__init__(*arguments, **named)
        self.amended, self.institutions = amended, institutions
        self.fields["per_thousand"].initial = str(amended.per_thousand or "")
        ask_shares(self, institutions)

    def draft(self) -> AgreementDraft:
        """Return what was typed.

        Raises NotADeal.
        """
        return AgreementDraft(
            partnership=self.amended.partnership,
            kind=self.amended.kind,
            title=self.both("title"),
            signed_on=self.cleaned_data["signed_on"],
            shares=read_shares(self.cleaned_data["weights"], self.institutions),
            amends=self.amended.id,
            per_thousand=read_price(self.cleaned_data["per_thousand"], "per_thousand"),
        )


class HoldbackForm(DealForm):
    """Hold works back for a time."""

    works = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    shown_by = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, initial=[medium.value for medium in Medium]
    )
    territories = forms.CharField(max_length=2_000, initial="world")
    first_day = day()
    last_day = day(required=False)
    zone = chosen_zone()

    LABELS = {
        "works": Both("Works", "作品"),
        "shown_by": Both("Not to be shown by", "不得以下列方式展示"),
        "territories": Both("Where", "地区"),
        "first_day": Both("First day", "首日"),
        "last_day": Both("Last day", "末日"),
        "zone": Both("Whose dates", "日期所依时区"),
    }
    HELP = {
        "territories": Both(
            "Country codes such as GB CN, or “world”, or “world except FR”.",
            "国家代码，如 GB CN；或 world；或 world except FR。",
        ),
        "last_day": Both("Left empty, it holds until it is lifted.", "留空则持续至解除为止。"),
    }

    def __init__(self, *arguments: Any, agreement: Agreement, works: Sequence[Work], **named: Any) -> None:
        """Hold these works back under this agreement."""
        super().__init__(*arguments, **named)
        self.agreement = agreement
        self.choose("works", [(work.id, work.title) for work in works])
        self.choose("shown_by", [(medium.value, medium.said) for medium in Medium])

    def draft(self) -> HoldbackDraft:
        """Return what was typed.

        Raises NotADeal.
        """
        said = self.cleaned_data
        return HoldbackDraft(
            agreement=self.agreement.id,
            works=tuple(map(WorkId, said["works"])),
            territories=read_territories(said["territories"]),
            window=read_window(said["first_day"], said["last_day"], said["zone"]),
            media=tuple(map(Medium, said["shown_by"])),
        )


class StatementForm(DealForm):
    """Issue a statement of an agreement's use."""

    since = day()
    until = day()

    LABELS = {"since": Both("From", "起始日期"), "until": Both("Until, included", "截止日期（含）")}
    HELP = {
        "until": Both(
            "UTC days that are over. Beats still come in for 48 hours; what changes then is corrected by reversal.",
            "须为已结束的 UTC 日期。此后 48 小时内仍可能收到数据；届时以冲销方式更正。",
        )
    }

    def __init__(self, *arguments: Any, stated: Agreement, **named: Any) -> None:
        """State this agreement's use."""
        super().__init__(*arguments, **named)
        self.stated = stated

    def draft(self) -> tuple[AgreementId, date, date]:
        """Return the agreement and the days that were typed."""
        return self.stated.id, self.cleaned_data["since"], self.cleaned_data["until"]
