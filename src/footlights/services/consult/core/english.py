"""English: phrases, what "no" reaches, whose complaint it is, ages and how long. After NegEx (Chapman 2001)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from .knowledge import Finding

_TOKEN: Final = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_SEGMENT: Final = re.compile(
    r",|:|\(|\)|\bbut\b|\bhowever\b|\balthough\b|\bthough\b|\bexcept\b|\s-\s|—|\.|;|\?|!|\n"
)
_NO: Final = {"no", "not", "denies", "denied", "deny", "denying", "without", "never", "nor", "neither", "negative", "absent",
              "doesn't", "don't", "didn't", "hasn't", "haven't", "hadn't", "isn't", "wasn't", "aren't", "weren't", "none"}  # fmt: skip
_NOT_A_NO: Final = {"only", "longer", "relief", "improvement", "improving", "better", "relieved", "sure", "known", "just", "able",
                    "resolving", "change", "certain"}  # fmt: skip
_GO_ON: Final = {"or", "nor", "and", "no", "any"}
_STARTS: Final = {"i've", "i'm", "i'll", "i'd", "he's", "she's", "it's", "we're", "we've", "they're", "there's", "he", "she", "i", "we", "they", "it", "has", "have", "had", "with", "reports", "reported", "complains", "complaining",
                  "presents", "presented", "now", "feels", "felt", "is", "are", "was", "the", "patient", "my", "his", "her", "since",
                  "for", "started", "then", "today", "this", "there", "also", "which", "when", "after", "because"}  # fmt: skip
_KIN: Final = {"mother", "father", "mom", "dad", "mum", "brother", "sister", "parents", "aunt", "uncle", "grandmother", "grandfather",
               "cousin", "family", "son", "daughter", "siblings", "sibling", "husband", "wife", "relatives"}  # fmt: skip
_KIN_HAD: Final = {"had", "diagnosed", "died", "suffered", "history", "suffers"}
_PAST: Final = re.compile(
    r"\b(?:previously|previous(?! (?:day|night|evening|morning|week|few|two|three))|in the past|years? ago|childhood|used to have|past (?:medical )?history|prior|"
    r"(?<!with )(?<!with a )(?<!hours )(?<!hour )(?<!days )(?<!day )(?<!weeks )(?<!week )(?<!months )(?<!month )(?<!years )(?<!year )history of|"
    r"had resolved|has resolved)\b"
)
_SUPPOSED: Final = re.compile(
    r"\b(?:if|worried about|afraid of|in case of|risk of|prevent|fear of having|screening for)\b"
)
_TRIGGER: Final = re.compile(
    r"\b(?:when|while|upon|by|on|straining)\b(?:\s+\w+){0,3}?\s+(?:cough|sneez|laugh)\w*(?:\W+(?:or|and)?\W*(?:cough|sneez|laugh)\w*)*"
)
_TRIGGERS: Final = {"cough", "sneezing"}  # which may be told of as what sets something else off
_AGE: Final = re.compile(
    r"\b(\d{1,3})[\s-]*(?:and a half\s*)?(years?|yrs?|y|months?|weeks?|days?)[\s-]*(?:old|/o|of age)\b|\bage[d:]?\s*(\d{1,3})\b"
)
_LASTS: Final = re.compile(
    r"\b(?:(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|many|couple of|past|last)[\s-]+)"
    r"(week|month|year)s?\b(?!\s*(?:-|\s)?(?:old|ago|pregnan|gestation|of gestation|estimated|after|before|earlier|later|prior))"
)
_UNITS: Final = {"y": 1.0, "m": 1 / 12, "w": 1 / 52, "d": 1 / 365}
_WOMAN: Final = re.compile(r"\b(?:female|woman|girl|lady|she|her)\b")
_MAN: Final = re.compile(r"\b(?:male|man|boy|gentleman|he|his)\b")
_NOW_ONLY: Final = {"pregnant", "postpartum", "breastfeeding"}
_FITS: Final = {
    "cough",
    "coughing",
    "sneezing",
    "laughing",
    "laughter",
    "giggling",
    "giggles",
    "crying",
    "rage",
    "anger",
}
_BREATHLESS: Final = {"not_breathing", "dyspnoea", "severe_dyspnoea"}
_TAKES_ES: Final = ("s", "x", "z", "ch", "sh", "o")
_REACH: Final = 6  # words between the two of a + form

Word = tuple[str, bool]


class Lexicon:
    """Every English form of every finding, ready to be looked up by its first word."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._exact: defaultdict[str, list[tuple[str, list[Word], list[Word]]]] = defaultdict(list)
        self._starts: defaultdict[str, list[tuple[str, list[Word], list[Word]]]] = defaultdict(list)
        self._past = {each.id for each in findings if each.is_past}
        for finding in findings:
            for form in finding.forms_en:
                first, _, second = form.lower().partition("+")
                words, others = _words(first), _words(second)
                if words:
                    entry = (finding.id, words, others)
                    table = self._starts if words[0][1] else self._exact
                    table[words[0][0][:3] if words[0][1] else words[0][0]].append(entry)

    def find(self, sentence: str) -> list[tuple[str, bool]]:
        """Return (finding, whether it is asserted) for each that a sentence tells of today's patient."""
        found: list[tuple[str, bool]] = []
        reach = False  # whether a "no" of the segment before reaches into this one
        for segment in _SEGMENT.split(sentence):
            tokens = _TOKEN.findall(segment)
            if not tokens:
                continue
            hits = self._hits(tokens)
            goes_on = reach and len(tokens) <= 6 and not _STARTS & set(tokens[:3])
            found_here, reach = self._judge(segment, tokens, hits, goes_on=goes_on)
            found += found_here
        return found

    def _judge(
        self, segment: str, tokens: list[str], hits: list[tuple[int, int, str]], *, goes_on: bool
    ) -> tuple[list[tuple[str, bool]], bool]:
        covered = {place for start, end, _ in hits for place in range(start, end)}
        denials = [
            place
            for place, word in enumerate(tokens)
            if word in _NO
            and place not in covered
            and not (set(tokens[place + 1 : place + 2]) & _NOT_A_NO and word != "no")
        ]
        is_kin, is_past, supposed = _is_of_kin(tokens), bool(_PAST.search(segment)), _SUPPOSED.search(segment)
        supposed_from = len(_TOKEN.findall(segment[: supposed.start()])) if supposed else len(tokens)
        trigger = _TRIGGER.search(segment)
        edges = trigger.span() if trigger else (0, 0)
        sets_off = range(*(len(_TOKEN.findall(segment[:place])) for place in edges))
        found: list[tuple[str, bool]] = []
        for start, end, name in hits:
            if (name in _TRIGGERS and start in sets_off) or _means_less(name, tokens, start, end):
                continue
            denied = goes_on or any(place < start and _reaches(tokens, place, start) for place in denials)
            if start >= supposed_from:
                continue
            if is_kin and not denied:
                found.append(("family_same", True))
            elif is_past and (name not in self._past or name in _NOW_ONLY) and not denied:
                continue
            else:
                found.append((name, not denied))
        last = denials[-1] if denials else None
        return found, goes_on or (last is not None and _reaches(tokens, last, len(tokens)))

    def _hits(self, tokens: list[str]) -> list[tuple[int, int, str]]:
        """Return (start, end, finding) of every form; of one finding's forms at one place, the longest."""
        best: dict[tuple[str, int], int] = {}
        for start, word in enumerate(tokens):
            for name, words, others in (
                *self._exact.get(word, ()),
                *self._exact_plural(word),
                *self._starts.get(word[:3], ()),
            ):
                if not _matches(tokens, start, words):
                    continue
                end = start + len(words)
                if others and not _is_near(tokens, start, end, others):
                    continue
                best[name, start] = max(best.get((name, start), 0), end)
        return sorted((start, end, name) for (name, start), end in best.items())

    def _exact_plural(self, word: str) -> list[tuple[str, list[Word], list[Word]]]:
        for ending in ("s", "es"):
            stem = word.removesuffix(ending)
            if stem != word and stem in self._exact and word in _forms(stem):
                return self._exact[stem]
        return []


def _means_less(name: str, tokens: list[str], start: int, end: int) -> bool:
    """Return whether words beside a form take its weight: a fit of sneezing, not breathing through the nose."""
    if name == "seizure":
        return bool(_FITS & {*tokens[max(0, start - 1) : end], *tokens[end : end + 2]})
    return name in _BREATHLESS and bool({"nose", "nostril", "nostrils"} & set(tokens[end : end + 4]))


def _words(form: str) -> list[Word]:
    return [(part.rstrip("*"), part.endswith("*")) for part in form.replace("-", " ").split()]


def _is_word(heard: str, word: Word) -> bool:
    plain, may_go_on = word
    return heard.startswith(plain) if may_go_on else heard in _forms(plain)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and its plural: hives are not two of HIV."""
    return (word, word + "s", word + "es") if word.endswith(_TAKES_ES) else (word, word + "s")


def _matches(tokens: list[str], start: int, words: list[Word]) -> bool:
    return len(tokens) >= start + len(words) and all(
        _is_word(tokens[start + place], word) for place, word in enumerate(words)
    )


def _is_near(tokens: list[str], start: int, end: int, words: list[Word]) -> bool:
    low, high = max(0, start - _REACH), min(len(tokens), end + _REACH)
    places = [place for place in range(low, high) if not start <= place < end]
    return any(_matches(tokens, place, words) for place in places)


def _reaches(tokens: list[str], denial: int, to: int) -> bool:
    """Return whether a denial still holds at a later word: nothing between begins a statement of its own."""
    between = tokens[denial + 1 : to]
    return not (
        _STARTS
        - {
            "the",
            "is",
            "are",
            "was",
            "his",
            "her",
            "my",
            "any",
            "have",
            "had",
            "has",
            "it",
            "with",
            "for",
            "this",
            "there",
        }
    ) & set(between)


def is_elsewhere(text: str) -> bool:
    """Return whether a text tells of kin, of the past, or of what might be."""
    return _is_of_kin(_TOKEN.findall(text)) or bool(_PAST.search(text)) or bool(_SUPPOSED.search(text))


def _is_of_kin(tokens: list[str]) -> bool:
    for place, word in enumerate(tokens):
        if word in _KIN:
            after = tokens[place + 1 : place + 5]
            if word == "family" and after[:1] == ["history"]:
                return True
            if _KIN_HAD & set(after):
                return True
    return False


def find_age(text: str) -> float | None:
    """Return an age in years, or None when the text tells none."""
    match = _AGE.search(text)
    if match is None:
        return None
    if match[3]:
        return float(match[3])
    return float(match[1]) * _UNITS[match[2][0]]


def find_sex(text: str) -> str | None:
    """Return "female" or "male" when the text tells, else None."""
    woman, man = _WOMAN.search(text), _MAN.search(text)
    if bool(woman) == bool(man):
        return None
    return "female" if woman else "male"


def lasts_weeks(text: str) -> bool:
    """Return whether something has lasted four weeks or more."""
    for count, unit in _LASTS.findall(text):
        if unit != "week" or count in (
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "twelve",
            "several",
            "many",
        ):
            return True
        if count.isdigit() and int(count) >= 4:
            return True
    return False
