"""`./footlights people …`: accounts from the terminal, for the operator."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys

from django.conf import settings

from footlights.kernel.clock import utc_now
from footlights.kernel.ids import InstitutionId, PersonId
from footlights.kernel.territory import parse_territory
from footlights.kernel.text import Both, Language

from . import api
from .types import InvitationDraft, NoSuchInstitution, NoSuchPerson, Role

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
_SURE = Both(
    "This can't be undone. Add --yes to erase {email}.", "此操作无法撤销。确认删除 {email} 请加 --yes。"
)
_WHERE = Both("A producer or partner needs --institution.", "制作人与合作方需要 --institution。")
_COUNTRY = Both("{country} is no country's code.", "{country} 不是国家或地区代码。")


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of people."""
    add = verbs.add_parser("add", help="make an account, print its password · 新建账号并显示密码")
    add.add_argument("email")
    add.add_argument("--name", default="")
    add.add_argument("--role", choices=[role.value for role in Role])
    add.add_argument("--institution", help="its id or its name · 机构的编号或名称")
    add.add_argument("--language", choices=[each.value for each in Language], default="en")
    add.add_argument("--json", action="store_true")
    add.set_defaults(run=_add)
    institution = verbs.add_parser("institution", help="register an institution · 登记机构")
    institution.add_argument("--name-en", required=True)
    institution.add_argument("--name-zh", required=True)
    institution.add_argument("--country", required=True, help="GB, CN …")
    institution.add_argument("--invented", action="store_true", help="it does not exist · 虚构机构")
    institution.add_argument("--json", action="store_true")
    institution.set_defaults(run=_institution)
    passwd = verbs.add_parser("passwd", help="give a new password · 重设密码")
    passwd.add_argument("email")
    passwd.add_argument("--json", action="store_true")
    passwd.set_defaults(run=_passwd)
    asking = verbs.add_parser("invite", help="print a link that makes one account · 显示邀请链接")
    asking.add_argument("--email", default="")
    asking.add_argument("--role", choices=[role.value for role in Role])
    asking.add_argument("--institution", help="its id or its name · 机构的编号或名称")
    asking.add_argument("--language", choices=[each.value for each in Language], default="en")
    asking.add_argument("--json", action="store_true")
    asking.set_defaults(run=_invite)
    reset = verbs.add_parser("reset", help="print a link that sets one new password · 显示重设密码链接")
    reset.add_argument("email")
    reset.add_argument("--json", action="store_true")
    reset.set_defaults(run=_reset)
    export = verbs.add_parser("export", help="print all that is held of a person · 导出个人数据")
    export.add_argument("email")
    export.add_argument("--json", action="store_true", help="JSON it is either way · 总是 JSON")
    export.set_defaults(run=_export)
    erase = verbs.add_parser("erase", help="erase a person · 删除个人数据")
    erase.add_argument("email")
    erase.add_argument("--yes", action="store_true")
    erase.set_defaults(run=_erase)


def _add(chosen: argparse.Namespace) -> int:
    role, at = (Role(chosen.role) if chosen.role else None), utc_now()
    institution = _find_institution(chosen.institution) if chosen.institution else None
    if role in (Role.PRODUCER, Role.PARTNER) and institution is None:
        return _refuse(_WHERE, chosen, 2)
    password = _password()
    person = api.create_person(
        chosen.email,
        password,
        chosen.name,
        language=Language(chosen.language),
        is_operator=role is Role.OPERATOR,
        at=at,
    )
    if institution and role:
        api.add_member(institution, person, role, at)
    return _say_password(chosen, person, password)


def _institution(chosen: argparse.Namespace) -> int:
    try:
        country = parse_territory(chosen.country)
    except ValueError:
        return _refuse(_COUNTRY.filled(country=ascii(chosen.country)), chosen, 2)
    name = Both(chosen.name_en, chosen.name_zh)
    made = api.create_institution(name, country, is_invented=chosen.invented, at=utc_now())
    print(json.dumps({"institution": made}) if chosen.json else made)
    return 0


def _passwd(chosen: argparse.Namespace) -> int:
    person, password = _find(chosen.email), _password()
    api.set_password(person, password)
    return _say_password(chosen, person, password)


def _invite(chosen: argparse.Namespace) -> int:
    institution = _find_institution(chosen.institution) if chosen.institution else None
    role, language = (Role(chosen.role) if chosen.role else None), Language(chosen.language)
    made, secret = api.invite(InvitationDraft(role, institution, chosen.email, language), None, utc_now())
    return _say_link(chosen, {"invitation": made}, f"/{language.value}/people/invitation/{secret}")


def _reset(chosen: argparse.Namespace) -> int:
    person = api.get_person(_find(chosen.email))
    link = f"/{person.language.value}/people/reset/{person.id}/{api.make_reset(person.id)}"
    return _say_link(chosen, {"person": person.id}, link)


def _say_link(chosen: argparse.Namespace, made: dict[str, str], path: str) -> int:
    link = (settings.ADDRESS or "http://localhost:8000") + path
    print(json.dumps({**made, "link": link}) if chosen.json else link)
    return 0


def _export(chosen: argparse.Namespace) -> int:
    print(json.dumps(api.export_everything(_find(chosen.email)), ensure_ascii=False, indent=1))
    return 0


def _erase(chosen: argparse.Namespace) -> int:
    person = _find(chosen.email)
    if not chosen.yes:
        return _refuse(_SURE.filled(email=chosen.email), chosen, 2)
    api.erase_everything(person, utc_now())
    return 0


def _find(email: str) -> PersonId:
    person = api.find_person_by_email(email)
    if person is None:
        raise NoSuchPerson(email)
    return person.id


def _find_institution(named: str) -> InstitutionId:
    for each in api.list_institutions():
        if named in (each.id, each.name.en, each.name.zh):
            return each.id
    raise NoSuchInstitution(named)


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))


def _say_password(chosen: argparse.Namespace, person: PersonId, password: str) -> int:
    made = {"person": person, "email": chosen.email, "password": password}
    print(json.dumps(made) if chosen.json else f"{chosen.email}  {password}")
    return 0


def _refuse(message: Both, chosen: argparse.Namespace, status: int) -> int:
    language = getattr(chosen, "lang", None) or os.environ.get("LANG", "en")
    print(message.said_in(language), file=sys.stderr)
    return status
