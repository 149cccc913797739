"""The three people who can sign in to a new house; their passwords are made here and kept in its folder."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Final

from footlights.ground.people import api as people
from footlights.ground.people.types import Role
from footlights.kernel.clock import utc_now
from footlights.kernel.territory import Territory
from footlights.kernel.text import Both, Language

# (role, its name in both languages, e-mail, the person's name, language)
CAST: Final = (
    ("producer", Both("Producer", "制作人"), "producer@footlights.example", "Aurora", Language.EN),
    ("viewer", Both("Viewer", "观众"), "viewer@footlights.example", "Chen", Language.ZH),
    ("operator", Both("Operator", "运营者"), "operator@footlights.example", "Odette", Language.EN),
)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


def read_or_make(path: Path) -> list[dict[str, str]]:
    """Return who may sign in and how, as the file keeps it; made when the house opens for the first time."""
    if path.exists():
        found: list[dict[str, str]] = json.loads(path.read_text("utf-8"))
        if all(people.find_person_by_email(each["email"]) for each in found):
            return found
    made = [_make(*each) for each in CAST]
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(made, file, ensure_ascii=False, indent=1)
    draft.replace(path)
    return made


def _make(role: str, title: Both, email: str, name: str, language: Language) -> dict[str, str]:
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    at = utc_now()
    known = people.find_person_by_email(email)
    person = known.id if known else people.create_person(
        email, password, name, language=language, is_operator=role == "operator", at=at
    )  # fmt: skip
    if known:
        people.set_password(person, password)
    if role == "producer" and not known:
        house = people.create_institution(
            Both("This house", "本馆"), Territory("GB"), is_invented=True, at=at
        )
        people.add_member(house, person, Role.PRODUCER, at)
    return {"role": role, **title.as_json(), "email": email, "password": password}
