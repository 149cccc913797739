"""Callbacks that nobody should send: whatever comes, the house answers, and nothing of it breaks anything."""

from __future__ import annotations

import random

import pytest

from footlights.roof.channels import api, models
from footlights.roof.channels.core import xml
from footlights.roof.channels.types import Callback

from .letters import AT, letter, push
from .test_core import BOMB, XXE

pytestmark = pytest.mark.django_db
COUNT = 20_000
NAMES = [
    "ToUserName",
    "FromUserName",
    "CreateTime",
    "MsgType",
    "Content",
    "MsgId",
    "Event",
    "EventKey",
    "Encrypt",
]
ODD = [
    "",
    "\0",
    "text",
    "event",
    "🎭" * 9,
    "x" * 5000,
    "<![CDATA[",
    "]]>",
    "-1",
    "1e400",
    "\ud7ff",
    "&amp;",
    "\u202e",
]


def spoil(rng: random.Random, sent: Callback) -> Callback:
    """Return a callback with something wrong, or odd, about it."""
    body, query = bytearray(sent.body), dict(sent.query)
    for _ in range(rng.randint(1, 4)):
        act = rng.randrange(7)
        if act == 0 and body:
            body[rng.randrange(len(body))] ^= 1 << rng.randrange(8)
        elif act == 1:
            del body[rng.randrange(len(body) + 1) :]
        elif act == 2:
            at = rng.randrange(len(body) + 1)
            body[at:at] = rng.randbytes(rng.randint(1, 20))
        elif act == 3:
            query[rng.choice([*query, "echostr", "encrypt_type"])] = rng.choice(ODD)
        elif act == 4 and query:
            query.pop(rng.choice(list(query)))
        elif act == 5:
            body = bytearray(rng.choice([XXE, BOMB, b"{}", b"<xml>" * 3000, rng.randbytes(200)]))
        else:
            body *= rng.choice([1, 2, 3])
    return Callback(rng.choice(["POST", "GET", "PUT"]), query, {}, bytes(body))


def signed_nonsense(rng: random.Random, keys) -> Callback:
    """Return a rightly signed message whose fields are anything."""
    fields = {name: rng.choice(ODD) for name in rng.sample(NAMES, rng.randint(0, 9))}
    return push(
        keys, rng.choice([xml.write(fields), XXE, rng.randbytes(60), b"<xml><a><b><c/></b></a></xml>"])
    )


@pytest.mark.parametrize("keys", ["compat"], indirect=True)
def test_twenty_thousand_odd_callbacks_raise_nothing(keys, account):
    rng = random.Random(20_000)
    good = [letter(keys, text) for text in ("买票", "海洋 9分 好看", "help")]
    statuses: dict[int, int] = {}
    for _ in range(COUNT // 100):
        batch = [
            spoil(rng, rng.choice(good)) if rng.random() < 0.85 else signed_nonsense(rng, keys)
            for _ in range(80)
        ]
        others = [spoil(rng, rng.choice(good)) for _ in range(20)]
        acks = [*api.take_in(batch, AT), *(api.echo(each, AT) for each in others[:10])]
        acks += [api.take_notice(each, AT) for each in others[10:]]
        for ack in acks:
            statuses[ack.status] = statuses.get(ack.status, 0) + 1

    assert sum(statuses.values()) == COUNT
    assert set(statuses) <= {200, 400, 401, 403}
    assert statuses[403] > COUNT / 5
    assert models.Notice.objects.count() == 0
