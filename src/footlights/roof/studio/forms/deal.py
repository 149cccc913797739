"""The four steps of a deal: memorandum, partnership, commitment, licence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from footlights.ground.agreements.types import (
    AgreementDraft,
    AgreementKind,
    CommitmentDraft,
    CommitmentKind,
    Exclusivity,
    GrantDraft,
    Medium,
    MemorandumDraft,
    PartnershipDraft,
    PartnershipStatus,
    Party,
    Sector,
)
from footlights.ground.people.types import Institution
from footlights.ground.works.types import Work
from footlights.kernel.ids import AgreementId, InstitutionId, MemorandumId, PartnershipId, WorkId
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
    text,
)
from .base import zone as chosen_zone


class MemorandumForm(DealForm):
    """Sign a memorandum between two institutions."""

    title_en = line()
    title_zh = line()
    text_en = text()
    text_zh = text()
    sectors = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    first = forms.ChoiceField()
    first_signatory_en = line(200)
    first_signatory_zh = line(200)
    first_office_en = line(200)
    first_office_zh = line(200)
    second = forms.ChoiceField()
    second_signatory_en = line(200)
    second_signatory_zh = line(200)
    second_office_en = line(200)
    second_office_zh = line(200)
    signed_at = forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    zone = chosen_zone()
    place_en = line(200)
    place_zh = line(200)
    is_binding = forms.BooleanField(required=False)

    LABELS = {
        "title_en": Both("Title in English", "英文标题"),
        "title_zh": Both("Title in Chinese", "中文标题"),
        "text_en": Both("Text in English", "英文文本"),
        "text_zh": Both("Text in Chinese", "中文文本"),
        "sectors": Both("Sectors", "领域"),
        "first": Both("First party", "甲方"),
        "first_signatory_en": Both("Signs for it, in English", "甲方签署人（英文）"),
        "first_signatory_zh": Both("Signs for it, in Chinese", "甲方签署人（中文）"),
        "first_office_en": Both("Office, in English", "职务（英文）"),
        "first_office_zh": Both("Office, in Chinese", "职务（中文）"),
        "second": Both("Second party", "乙方"),
        "second_signatory_en": Both("Signs for it, in English", "乙方签署人（英文）"),
        "second_signatory_zh": Both("Signs for it, in Chinese", "乙方签署人（中文）"),
        "second_office_en": Both("Office, in English", "职务（英文）"),
        "second_office_zh": Both("Office, in Chinese", "职务（中文）"),
        "signed_at": Both("Signed at", "签署时间"),
        "zone": Both("In the time of", "所用时区"),
        "place_en": Both("Place in English", "地点（英文）"),
        "place_zh": Both("Place in Chinese", "地点（中文）"),
        "is_binding": Both("It is legally binding", "具有法律约束力"),
    }

    def __init__(self, *arguments: Any, institutions: Sequence[Institution], **named: Any) -> None:
        """Offer these institutions as parties."""
        super().__init__(*arguments, **named)
        self.choose("sectors", [(sector.value, sector.said) for sector in Sector])
        self.choose("first", [(each.id, each.name) for each in institutions])
        self.choose("second", [(each.id, each.name) for each in institutions])

    def draft(self) -> MemorandumDraft:
        """Return what was typed; the time is read in the chosen zone."""
        said = self.cleaned_data
        local = said["signed_at"].replace(tzinfo=None)
        return MemorandumDraft(
            title=self.both("title"),
            text=self.both("text"),
            parties=tuple(
                Party(InstitutionId(said[side]), self.both(f"{side}_signatory"), self.both(f"{side}_office"))
                for side in ("first", "second")
            ),
            sectors=tuple(Sector(each) for each in said["sectors"]),
            signed_at=local.replace(tzinfo=ZoneInfo(said["zone"])).astimezone(UTC),
            place=self.both("place"),
            zone=said["zone"],
            is_binding=said["is_binding"],
        )


class PartnershipForm(DealForm):
    """Open a partnership under a memorandum."""

    title_en = line()
    title_zh = line()
    sector = forms.ChoiceField()
    institutions = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    lead = forms.ChoiceField()
    status = forms.ChoiceField()
    starts_on = day(required=False)
    ends_on = day(required=False)

    LABELS = {
        "title_en": Both("Title in English", "英文标题"),
        "title_zh": Both("Title in Chinese", "中文标题"),
        "sector": Both("Sector", "领域"),
        "institutions": Both("Institutions", "合作机构"),
        "lead": Both("Who leads", "牵头机构"),
        "status": Both("Status", "状态"),
        "starts_on": Both("From", "开始日期"),
        "ends_on": Both("Until", "结束日期"),
    }

    def __init__(
        self, *arguments: Any, memorandum: MemorandumId, institutions: Sequence[Institution], **named: Any
    ) -> None:
        """Offer these institutions."""
        super().__init__(*arguments, **named)
        self.memorandum = memorandum
        self.choose("sector", [(sector.value, sector.said) for sector in Sector])
        self.choose("status", [(status.value, status.said) for status in PartnershipStatus])
        self.choose("institutions", [(each.id, each.name) for each in institutions])
        self.choose("lead", [(each.id, each.name) for each in institutions])

    def draft(self) -> PartnershipDraft:
        """Return what was typed."""
        said = self.cleaned_data
        return PartnershipDraft(
            memorandum=self.memorandum,
            title=self.both("title"),
            sector=Sector(said["sector"]),
            institutions=tuple(map(InstitutionId, said["institutions"])),
            lead=InstitutionId(said["lead"]),
            status=PartnershipStatus(said["status"]),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )


class CommitmentForm(DealForm):
    """Make a promise under a partnership; its measure is one of the house's figures."""

    title_en = line()
    title_zh = line()
    kind = forms.ChoiceField()
    measure = forms.ChoiceField()
    target = forms.IntegerField(min_value=1, max_value=2**53)
    starts_on = day(required=False)
    due_on = day()
    works = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    LABELS = {
        "title_en": Both("What is promised, in English", "承诺内容（英文）"),
        "title_zh": Both("What is promised, in Chinese", "承诺内容（中文）"),
        "kind": Both("Kind", "类型"),
        "measure": Both("Measured by", "衡量指标"),
        "target": Both("Target", "目标"),
        "starts_on": Both("Counted from", "起算日期"),
        "due_on": Both("Due on", "截止日期"),
        "works": Both("Works that count", "计入的作品"),
    }
    HELP = {"works": Both("None chosen: every work counts.", "不选则计入全部作品。")}

    def __init__(
        self,
        *arguments: Any,
        partnership: PartnershipId,
        measures: Sequence[tuple[str, Both]],
        works: Sequence[Work],
        **named: Any,
    ) -> None:
        """Offer these figures and works."""
        super().__init__(*arguments, **named)
        self.partnership = partnership
        self.choose("kind", [(kind.value, kind.said) for kind in CommitmentKind])
        self.choose("measure", measures)
        self.choose("works", [(work.id, work.title) for work in works])

    def draft(self) -> CommitmentDraft:
        """Return what was typed."""
        said = self.cleaned_data
        return CommitmentDraft(
            partnership=self.partnership,
            kind=CommitmentKind(said["kind"]),
            title=self.both("title"),
            measure=said["measure"],
            target=said["target"],
            starts_on=said["starts_on"],
            due_on=said["due_on"],
            works=tuple(map(WorkId, said["works"])),
        )


class AgreementForm(DealForm):
    """Make an agreement between the partners, and give its first grant."""

    title_en = line()
    title_zh = line()
    kind = forms.ChoiceField()
    signed_on = day()
    works = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    shown_by = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, initial=["stream"])
    territories = forms.CharField(max_length=2_000, initial="GB CN")
    first_day = day()
    last_day = day(required=False)
    zone = chosen_zone()
    exclusivity = forms.ChoiceField(initial=Exclusivity.NON_EXCLUSIVE.value)
    weights = forms.CharField(max_length=100, required=False)
    per_thousand = price()

    LABELS = {
        "title_en": Both("Title in English", "英文标题"),
        "title_zh": Both("Title in Chinese", "中文标题"),
        "kind": Both("Kind", "类型"),
        "signed_on": Both("Signed on", "签署日期"),
        "works": Both("Works", "作品"),
        "shown_by": Both("How they may be shown", "展示方式"),
        "territories": Both("Where", "地区"),
        "first_day": Both("First day", "首日"),
        "last_day": Both("Last day", "末日"),
        "zone": Both("Whose dates", "日期所依时区"),
        "exclusivity": Both("Exclusivity", "独家性"),
        "weights": Both("Shares", "份额"),
        "per_thousand": PRICE_SAID,
    }
    HELP = {
        "per_thousand": PRICE_HELP,
        "territories": Both(
            "Country codes such as GB CN, or “world”, or “world except FR”.",
            "国家代码，如 GB CN；或 world；或 world except FR。",
        ),
        "last_day": Both("Left empty, it has no end.", "留空表示没有截止日期。"),
    }

    def __init__(
        self,
        *arguments: Any,
        partnership: PartnershipId,
        institutions: Sequence[Institution],
        works: Sequence[Work],
        **named: Any,
    ) -> None:
        """Share between these institutions; offer these works."""
        super().__init__(*arguments, **named)
        self.partnership, self.institutions = partnership, institutions
        self.choose("kind", [(kind.value, kind.said) for kind in AgreementKind])
        self.choose("shown_by", [(medium.value, medium.said) for medium in Medium])
        self.choose("exclusivity", [(each.value, each.said) for each in Exclusivity])
        self.choose("works", [(work.id, work.title) for work in works])
        ask_shares(self, institutions)

    def draft(self) -> tuple[AgreementDraft, Callable[[AgreementId], GrantDraft]]:
        """Return the agreement, and its grant once the agreement has an id.

        Raises NotADeal when territories or dates make no sense.
        """
        said = self.cleaned_data
        territories = read_territories(said["territories"])
        window = read_window(said["first_day"], said["last_day"], said["zone"])
        agreement = AgreementDraft(
            partnership=self.partnership,
            kind=AgreementKind(said["kind"]),
            title=self.both("title"),
            signed_on=said["signed_on"],
            shares=read_shares(said["weights"], self.institutions),
            per_thousand=read_price(said["per_thousand"], "per_thousand"),
        )
        return agreement, lambda made: GrantDraft(
            agreement=made,
            works=tuple(map(WorkId, said["works"])),
            territories=territories,
            window=window,
            media=tuple(map(Medium, said["shown_by"])),
            exclusivity=Exclusivity(said["exclusivity"]),
        )
