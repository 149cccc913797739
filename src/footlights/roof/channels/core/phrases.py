"""What somebody means by a message: help, a rating, a ticket, a refund, a consultation, or words within one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from footlights.kernel.text import Language

LONGEST: Final = 2_000
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_RATING: Final = re.compile(
    r"(?:rate\s+|评分?\s*)?[《“\"]?(?P<title>[^《》“”\"]{1,80}?)[》”\"]?\s*(?P<rating>\d{1,2})\s*"
    r"(?:分(?!钟)|/\s*10|points?\b|out of (?:10|ten)\b)[\s,，。.!！:：]*(?P<comment>.*)",
    re.I | re.S,
)
_TICKET: Final = re.compile(
    r"(?:buy(?: a)?(?: ticket(?:s)?)?(?: for)?|tickets?(?: for)?|(?:我要|我想)?(?:买|购)?票|买)(?P<title>[\s:：]+.*|)",
    re.I | re.S,
)
_REFUND: Final = re.compile(
    r"(?:refund|money back|(?:我要)?退(?:款|票))[\s:：]*(?P<order>\S*).*", re.I | re.S
)
_WORDS: Final = {
    "help": {"help", "?", "？", "hi", "hello", "menu", "帮助", "你好", "您好", "菜单", "在吗"},
    "consult": {
        "consult",
        "consultation",
        "doctor",
        "i feel ill",
        "咨询",
        "看病",
        "健康咨询",
        "问诊",
        "不舒服",
    },
    "stop": {"stop", "end", "quit", "cancel", "结束", "退出", "停止", "取消"},
    "agree": {"agree", "i agree", "同意", "我同意"},
}


class Act(StrEnum):
    """What a message asks for."""

    HELP = "help"
    CONSULT = "consult"
    STOP = "stop"
    AGREE = "agree"
    RATE = "rate"
    TICKET = "ticket"
    REFUND = "refund"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Intent:
    """A message, understood. title: of a work, "" for none; rating: 1–10 as it was written, unchecked."""

    act: Act
    language: Language
    title: str = ""
    rating: int = 0
    comment: str = ""
    order: str = ""


def language_of(text: str, usual: Language = Language.EN) -> Language:
    """Return the language of a text: Chinese when it has a Chinese character, English when it has letters, else the usual."""
    if _HAN.search(text):
        return Language.ZH
    return Language.EN if re.search(r"[A-Za-z]", text) else usual


def understand(text: str, usual: Language = Language.EN) -> Intent:
    """Return what a message asks for. Any string is a message."""
    text = text[:LONGEST].strip()
    language = language_of(text, usual)
    bare = text.lower().strip(" \t\n。.!！,，~～")
    for act, words in _WORDS.items():
        if bare in words:
            return Intent(Act(act), language)
    if match := _RATING.fullmatch(text):
        title, comment = match["title"].strip(), match["comment"].strip()
        return Intent(Act.RATE, language, title=title, rating=int(match["rating"]), comment=comment)
    if match := _REFUND.fullmatch(text):
        return Intent(Act.REFUND, language, order=match["order"].strip(" 。.!！"))
    if match := _TICKET.fullmatch(text):
        return Intent(Act.TICKET, language, title=match["title"].strip(' \t\n:：《》“”"。.!！'))
    return Intent(Act.WORDS, language)


def cut(text: str, longest_bytes: int) -> list[str]:
    """Return a text in pieces of at most so many bytes of UTF-8, cut at lines where that can be; never an empty piece."""
    pieces, now = [], ""
    for line in text.split("\n"):
        while len(line.encode()) > longest_bytes:
            head = line.encode()[:longest_bytes].decode("utf-8", "ignore")
            if now.strip():
                pieces.append(now)
            pieces.append(head)
            now, line = "", line[len(head) :]
        joined = f"{now}\n{line}" if now else line
        if len(joined.encode()) > longest_bytes:
            pieces.append(now)
            joined = line
        now = joined
    return [each.strip() for each in [*pieces, now] if each.strip()]
