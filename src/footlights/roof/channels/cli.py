"""`./footlights channels …`: answer what comes in, connect an account, play the other side, compare the books."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from footlights.kernel.clock import utc_now
from footlights.kernel.text import Both

from . import api
from .adapters.other_side.faults import Faults
from .adapters.other_side.server import OtherSide
from .adapters.place import house_address
from .adapters.rounds import Rounds, Work, hold_inbox
from .types import BadAccount, MessageId

_ANOTHER = Both("Another messenger process runs for this house.", "本馆的消息进程已在运行。")
_REAL = Both(
    "A real account is connected: the other side does not take its place. Remove messenger.json from the house's folder first.",
    "已连接真实账号，模拟端不会取代它。请先从站点目录移除 messenger.json。",
)
_NOT_JSON = Both("The file is no JSON.", "该文件不是 JSON。")
_CONNECTED = Both("Connected. The messenger calls {callback}.", "已连接。回调地址：{callback}。")
_SIMULATES = Both(
    "The other side is at {address}; its phone is {house}/en/channels/phone",
    "模拟端：{address}；手机页面：{house}/zh/channels/phone",
)
_COMPARED = Both(
    "Asked about {asked}: {credited} credited, {closed} closed, {refunded} refunded.",
    "查询 {asked} 笔：入账 {credited}，关闭 {closed}，退款 {refunded}。",
)


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add channels' verbs."""
    answers = verbs.add_parser("answer", help="answer what comes in · 处理来信")
    answers.set_defaults(run=_answer)
    connects = verbs.add_parser("connect", help="connect an account · 连接账号")
    connects.add_argument("file", type=Path, metavar="ACCOUNT.json")
    connects.set_defaults(run=_connect)
    simulates = verbs.add_parser("simulate", help="play the messenger's side on loopback · 在本机模拟对方")
    simulates.add_argument("--house", default="", metavar="URL")
    simulates.add_argument("--port", type=int, default=0)
    simulates.add_argument("--mode", choices=["plain", "compat", "secure"], default="secure")
    for fault in ("drop", "repeat", "forge"):
        simulates.add_argument(f"--{fault}", type=float, default=0.0, metavar="SHARE")
    simulates.add_argument("--seed", type=int, default=1)
    simulates.set_defaults(run=_simulate)
    compares = verbs.add_parser("reconcile", help="compare the books with the payment service's · 对账")
    compares.set_defaults(run=_reconcile)
    for verb in (connects, compares):
        verb.add_argument("--json", action="store_true", help="print JSON · 输出 JSON")


def _answer(arguments: argparse.Namespace) -> int:
    lock = hold_inbox(settings.HOME)
    if lock is None:
        print(_ANOTHER, file=sys.stderr)
        return 1
    other_side = _play_in_a_demo()
    rounds = Rounds(_work())
    loop = asyncio.new_event_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, rounds.stopping.set)
    try:
        loop.run_until_complete(rounds.run())
    finally:
        if other_side:
            other_side.terminate()
            other_side.wait(timeout=3)
        lock.close()
    return 0


def _work() -> Work:
    """Return what the loop does, each act with the clock's now and a live connection."""

    def fresh(act: Any) -> Any:
        def run(*arguments: Any) -> Any:
            close_old_connections()
            return act(*arguments)

        return run

    return Work(
        waiting=fresh(api.list_waiting),
        answer=fresh(lambda message: api.answer(MessageId(message), utc_now())),
        due=fresh(lambda: api.list_due(utc_now())),
        send=fresh(lambda answer: api.send(answer, utc_now())),
        books=fresh(lambda: api.reconcile(utc_now())),
        clear=fresh(lambda: api.clear_up(utc_now())),
    )


def _play_in_a_demo() -> subprocess.Popen[bytes] | None:
    """Start the other side in a demo house to which no real account is connected."""
    account = api.find_account()
    if not settings.DEMO or (account and not account.is_simulated):
        return None
    return subprocess.Popen([sys.executable, "-m", "footlights.project.cli", "channels", "simulate"])


def _connect(arguments: argparse.Namespace) -> int:
    try:
        told = json.loads(arguments.file.read_text("utf-8"))
    except ValueError as fault:
        raise BadAccount(_NOT_JSON) from fault
    shown = api.describe_account(api.connect(told))
    print(json.dumps(shown) if arguments.json else _CONNECTED.filled(callback=shown["callback"]))
    return 0


def _simulate(arguments: argparse.Namespace) -> int:
    account = api.find_account()
    if account and not account.is_simulated:
        raise BadAccount(_REAL)
    faults = Faults(arguments.drop, arguments.repeat, arguments.forge, seed=arguments.seed)
    house = arguments.house.rstrip("/") or house_address(settings.HOME)
    side = OtherSide(house, faults, mode=arguments.mode, port=arguments.port)
    api.connect(side.keys.account)
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))
    print(_SIMULATES.filled(address=side.address, house=house), flush=True)
    try:
        side.serve()
    finally:
        side.server.server_close()
    return 0


def _reconcile(arguments: argparse.Namespace) -> int:
    api.get_account()
    found = api.reconcile(utc_now(), patience=timedelta(0))
    told = {
        "asked": found.asked,
        "credited": found.credited,
        "closed": found.closed,
        "refunded": found.refunded,
    }
    print(json.dumps(told) if arguments.json else _COMPARED.filled(**told))
    return 0
