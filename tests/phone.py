"""The phone at the simulated messenger, as tests, the story and the tour use it: write, read, pay."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.house import CLI, House
from tests.rules.tree import REPOSITORY

SAID = ".bubbles .bubble-them:not(.bubble-typing)"
WORDS = {
    "en": {
        "help": ("help", "You can write"), "rate": ("Ocean 9/10 lovely", "9 out of 10"),
        "consult": ("consult", "agree"), "agree": ("agree", "what"), "ill": "a sore throat for two days", "no": "no",
        "over": "begin another", "ticket": ("ticket {title}", "Pay here"), "paid": "Paid: ",
        "refund": ("refund", "on its way back"), "back": "is back with you",
    },
    "zh": {
        "help": ("帮助", "您可以发送"), "rate": ("海洋 9分 好看", "已评 9 分"),
        "consult": ("咨询", "同意"), "agree": ("同意", "请"), "ill": "我嗓子疼两天了", "no": "否",
        "over": "可重新开始", "ticket": ("买票 {title}", "点此付款"), "paid": "付款成功",
        "refund": ("退款", "正在退回"), "back": "已退回",
    },
}  # fmt: skip


@contextmanager
def other_side(house: House, *words: str) -> Iterator[None]:
    """Play the messenger's side for a house for as long as the block lasts."""
    side = subprocess.Popen(
        [*CLI, "channels", "simulate", "--house", house.url, *words],
        cwd=REPOSITORY, env=house.environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert side.stdout is not None
        assert "127.0.0.1" in side.stdout.readline()
        yield
    finally:
        side.terminate()
        side.wait(timeout=10)
        assert side.stdout is not None
        side.stdout.close()


@dataclass
class Phone:
    """One phone in a browser, in one of the languages."""

    page: Page
    house: House
    language: str

    def open(self) -> None:
        """Open the phone; the house greets it."""
        self.page.goto(f"{self.house.url}/{self.language}/channels/phone")
        self.page.locator(SAID).first.wait_for(timeout=60_000)

    def say(self, text: str, expected: str = "") -> str:
        """Write a text and return what the house answers."""
        before = self.page.locator(SAID).count()
        self.page.fill("input[name=text]", text)
        self.page.locator(".chat-line button").click()
        return self.hear(before, expected)

    def hear(self, before: int, expected: str = "") -> str:
        """Wait for one more answer than there were, and return it."""
        self.page.wait_for_function(
            f"n => document.querySelectorAll('{SAID}').length > n", arg=before, timeout=90_000
        )
        said = self.page.locator(SAID).nth(before).inner_text()
        assert expected in said, said
        return said

    def ask(self, what: str) -> str:
        """Say what a word of WORDS stands for, and hear what it must be answered."""
        text, expected = WORDS[self.language][what]
        return self.say(text, expected)

    def consult(self) -> str:
        """Hold a whole consultation and return its result."""
        words = WORDS[self.language]
        self.ask("consult")
        self.ask("agree")
        said = self.say(words["ill"])
        for _ in range(20):
            if words["over"] in said:
                return said
            said = self.say(words["no"])
        raise AssertionError(said)

    def buy(self, title: str) -> str:
        """Buy a ticket and pay it; return what the house says once the money is there."""
        text, expected = WORDS[self.language]["ticket"]
        self.say(text.format(title=title), expected)
        before = self.page.locator(SAID).count()
        self.page.locator(f"{SAID} a").last.click()
        self.page.locator(".pay-sheet button").click()
        self.page.locator(".phone").wait_for(timeout=60_000)
        return self.hear(before, WORDS[self.language]["paid"])

    def give_back(self) -> str:
        """Give the ticket back; return what the house says once the money is back."""
        before = self.page.locator(SAID).count()
        self.ask("refund")
        return self.hear(before + 1, WORDS[self.language]["back"])
