"""What people hands out: people, viewers, roles, consents, institutions, and the ways it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.http import HttpRequest

from footlights.kernel.ids import ApiTokenId, InstitutionId, InvitationId, PersonId
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both, Language


class Role(StrEnum):
    """What a person may do in the house."""

    OPERATOR = "operator"
    PRODUCER = "producer"
    PARTNER = "partner"

    @property
    def said(self) -> Both:
        """Return the role in words."""
        return {
            "operator": Both("Operator", "运维人员"),
            "producer": Both("Producer", "制作人"),
            "partner": Both("Partner", "合作方"),
        }[self.value]


class Purpose(StrEnum):
    """What a consent is for; each is given and withdrawn by itself."""

    ANALYTICS = "analytics"
    HEALTH = "health"
    MARKETING = "marketing"
    CROSS_BORDER = "cross_border"

    @property
    def said(self) -> Both:
        """Return what it allows, in words fit for a tick box."""
        return {
            "analytics": Both(
                "Use what I watch to recommend works and to compare groups of viewers",
                "用我的观看记录推荐作品，并比较不同观众群体",
            ),
            "health": Both("Keep what I tell the health consultation", "保存我在健康咨询中提供的内容"),
            "marketing": Both("Send me news of the house", "向我发送本站消息"),
            "cross_border": Both(
                "Store or use my data outside the country I live in", "在我居住地以外存储或使用我的数据"
            ),
        }[self.value]


class AgeBand(StrEnum):
    """How old someone is, as coarsely as the house needs to know it; never a birth date."""

    UNDER_14 = "0-13"
    FROM_14 = "14-17"
    FROM_18 = "18-24"
    FROM_25 = "25-34"
    FROM_35 = "35-49"
    FROM_50 = "50-64"
    FROM_65 = "65+"

    @property
    def oldest(self) -> int | None:
        """Return the highest age in the band in years; None where there is none."""
        high = self.value.partition("-")[2]
        return int(high) if high else None

    @property
    def said(self) -> Both:
        """Return the band in words."""
        low, _, high = self.value.partition("-")
        if not high:
            return Both("65 or over", "65 岁及以上")
        if self is AgeBand.UNDER_14:
            return Both("under 14", "未满 14 岁")
        return Both(f"{low} to {high}", f"{low} 至 {high} 岁")


class TieKind(StrEnum):
    """What one person has to do with another, by their own choice."""

    FOLLOW = "follow"
    BLOCK = "block"

    @property
    def said(self) -> Both:
        """Return it in words."""
        return {"follow": Both("Follows", "关注"), "block": Both("Blocks", "屏蔽")}[self.value]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever made a request: signed in or not.

    session: an opaque id of this browser; media tokens are bound to it.
    territory: where they are now, for rights; None when unknown.
    residence: where they live, for statistics and minors; None when not told.
    """

    session: str
    person: PersonId | None
    name: str
    territory: Territory | None
    residence: Territory | None
    age_band: AgeBand | None
    language: Language
    roles: frozenset[Role] = frozenset()
    institutions: frozenset[InstitutionId] = frozenset()
    consents: frozenset[Purpose] = frozenset()

    @property
    def is_operator(self) -> bool:
        """Return whether they keep the house running."""
        return Role.OPERATOR in self.roles

    @property
    def is_producer(self) -> bool:
        """Return whether they may register deals and put works on stage."""
        return bool(self.roles & {Role.OPERATOR, Role.PRODUCER})


@dataclass(frozen=True, slots=True)
class Person:
    """An account, as the house speaks of it."""

    id: PersonId
    email: str
    name: str
    language: Language
    residence: Territory | None
    data_region: str
    age_band: AgeBand | None
    is_operator: bool
    is_active: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent: granted at, and withdrawn at unless it still stands."""

    purpose: Purpose
    granted_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Institution:
    """A broadcaster, an opera house, a studio: a party to memoranda and agreements."""

    id: InstitutionId
    name: Both
    country: Territory
    is_invented: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Someone's role at an institution, since when."""

    person: PersonId
    institution: Institution
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True)
class InvitationDraft:
    """Who is asked in: with a role, a producer or partner at an institution; email "" lets them choose."""

    role: Role | None = None
    institution: InstitutionId | None = None
    email: str = ""
    language: Language = Language.EN


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation, as the house speaks of it; ended_at: taken or withdrawn."""

    id: InvitationId
    role: Role | None
    institution: Institution | None
    email: str
    language: Language
    made_at: datetime
    closes_at: datetime
    taken_by: PersonId | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key by which a person's programs read, without its secret."""

    id: ApiTokenId
    name: str
    made_at: datetime
    closes_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tie:
    """A person whom somebody follows or blocks."""

    person: PersonId
    name: str
    kind: TieKind
    since: datetime


class HouseRequest(HttpRequest):
    """A request as the house's middleware leaves it."""

    language: Language
    viewer: Viewer
    now: datetime


class NoSuchPerson(Exception):
    """There is no such person."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.message = Both(f"There is nobody called {who} here.", f"这里没有 {who}。")


class NoSuchInstitution(Exception):
    """There is no such institution."""

    def __init__(self, institution: str) -> None:
        super().__init__(institution)
        self.message = Both(f"There is no institution {institution}.", f"没有机构 {institution}。")


class EmailTaken(Exception):
    """Someone signs in with this address already."""

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.message = Both(
            f"Someone signs in as {email} already. Choose another address.",
            f"{email} 已被使用，请换一个邮箱。",
        )


class NotAnEmail(Exception):
    """The text is no e-mail address."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        shown = ascii(text[:60])
        self.message = Both(f"{shown} is not an e-mail address.", f"{shown} 不是邮箱地址。")


class BadName(Exception):
    """A name is empty, too long, or holds characters that can't be seen."""

    def __init__(self, longest: int) -> None:
        super().__init__(longest)
        self.message = Both(
            f"A name has 1 to {longest} characters, all of which can be seen.",
            f"名称须为 1 至 {longest} 个可见字符。",
        )


class TooYoung(Exception):
    """Someone under 14 can't give a consent without a guardian."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose.value)
        self.message = Both(
            "Under 14, this needs a parent or guardian; it stays switched off.",
            "未满 14 岁须由父母或监护人同意，此项保持关闭。",
        )


class NoSuchInvitation(Exception):
    """The invitation was taken, withdrawn, has lapsed, or never was."""

    def __init__(self) -> None:
        super().__init__("no such invitation")
        self.message = Both(
            "This invitation is no longer open: it was used, withdrawn, or its time is over. Ask for a new one.",
            "此邀请已失效：可能已被使用、撤回或过期。请索取新的邀请。",
        )


class NoSuchReset(Exception):
    """The link for a new password was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__("no such reset")
        self.message = Both(
            "This link for a new password is no longer good. Ask the operator for another; your old password still works.",
            "此重设密码链接已失效。请向运营者索取新的链接；原密码仍然有效。",
        )


class NeedsInstitution(Exception):
    """A producer or partner belongs to an institution."""

    def __init__(self) -> None:
        super().__init__("no institution")
        self.message = Both(
            "Choose the institution that this producer or partner works for.",
            "请选择该制作人或合作方所属的机构。",
        )


class NotOneself(Exception):
    """Nobody follows or blocks themselves."""

    def __init__(self) -> None:
        super().__init__("oneself")
        self.message = Both("That is you.", "这是您本人。")


class NoSuchToken(Exception):
    """The person has no such API token."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.message = Both("You have no such token.", "您没有这个令牌。")
