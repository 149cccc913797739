"""What a text says: findings that it asserts or denies, an age, a temperature, how long. Nothing is asserted by guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from . import chinese, english
from .knowledge import Knowledge
from .measurements import Vitals, name_worrying, read_vitals

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE: Final = re.compile(r"[!?;\n。！？；]|\.(?!\d)")  # a point within a number ends none
LONGEST: Final = 10_000  # characters; the rest is not read


@dataclass(slots=True)
class Understood:
    """What was understood. present and absent: findings' ids, in the order of the text, with all that follows from
    them; denied: those alone whose absence the words name; unsure: neither yes nor no.
    """

    present: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    age: float | None = None
    sex: str | None = None
    vitals: Vitals = field(default_factory=Vitals)


class Reader:
    """Reads texts with the words of a knowledge; built once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._english = english.Lexicon(knowledge.findings)
        self._chinese = chinese.Lexicon(knowledge.findings)

    def read(self, text: str) -> Understood:
        """Return what a text says, in English, Chinese or both."""
        plain = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("’", "'")
        found = Understood()
        for is_chinese, part in _by_script(plain):
            lexicon = self._chinese if is_chinese else self._english
            for name, holds in lexicon.find(part):
                (found.present if holds else found.absent).append(name)
        found.vitals = read_vitals([part for part in _SENTENCE.split(plain) if not _is_elsewhere(part)])
        found.present += self._fever(found.vitals)
        found.age = (
            english.find_age(plain) if english.find_age(plain) is not None else chinese.find_age(plain)
        )
        found.sex = english.find_sex(plain) or chinese.find_sex(plain)
        if english.lasts_weeks(plain) or chinese.lasts_weeks(plain):
            found.present.append("lasting_weeks")
        self._settle(found)
        return found

    def _fever(self, vitals: Vitals) -> list[str]:
        warm = name_worrying(vitals, None) & {"fever", "high_fever"}
        return ["high_fever"] if "high_fever" in warm else sorted(warm)

    def _settle(self, found: Understood) -> None:
        """Let narrower findings imply wider ones; what is said to be there outweighs what is said not to be."""
        wider, narrower = self.knowledge.wider, self.knowledge.narrower
        present = dict.fromkeys(found.present)
        for name in list(present):
            present.update(dict.fromkeys(wider[name]))
        absent = dict.fromkeys(each for each in found.absent if each not in present)
        found.denied = list(absent)
        for name in list(absent):
            absent.update(dict.fromkeys(each for each in narrower[name] if each not in present))
        found.present, found.absent = list(present), list(absent)


def _by_script(text: str) -> list[tuple[bool, str]]:
    """Return a text's sentences, each with whether it is Chinese."""
    parts = [part for part in re.split(r"(?<=[.!?;\n。！？；])", text) if part.strip()]
    return [(bool(_HAN.search(part)), part) for part in parts]


def _is_elsewhere(sentence: str) -> bool:
    """Return whether a sentence tells of kin, of the past, or of what might be."""
    return english.is_elsewhere(sentence) or chinese.is_elsewhere(sentence)
