"""What the house says, in both of its languages at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The two languages of the house, as they stand in addresses (/en/, /zh/)."""

    EN = "en"
    ZH = "zh"

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for a page's lang attribute."""
        return {"en": "en-GB", "zh": "zh-Hans"}[self.value]

    @property
    def other(self) -> Language:
        """Return the language this one is not."""
        return Language.ZH if self is Language.EN else Language.EN


@dataclass(frozen=True, slots=True)
class Both:
    """One message in English and in Simplified Chinese; neither is a fallback for the other."""

    en: str
    zh: str

    def said_in(self, language: Language | str) -> str:
        """Return the text in one language; a tag such as ``zh-hans`` or ``en-gb`` will do."""
        return self.zh if str(language).lower().startswith("zh") else self.en

    def filled(self, **values: object) -> Both:
        """Return both texts with their {names} filled; a Both value is filled language by language."""
        return Both(
            self.en.format(**{k: v.en if isinstance(v, Both) else v for k, v in values.items()}),
            self.zh.format(**{k: v.zh if isinstance(v, Both) else v for k, v in values.items()}),
        )

    def as_json(self) -> dict[str, str]:
        """Return {"en": …, "zh": …}, the shape of every message in the house's JSON."""
        return {"en": self.en, "zh": self.zh}

    def __str__(self) -> str:
        return f"{self.en} · {self.zh}"
