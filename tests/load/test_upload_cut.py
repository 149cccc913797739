"""An upload whose connection is cut twenty times, and whose server is killed once, arrives whole."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import random
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.house import House, make_film
from tests.pages.forms import forms_of

pytestmark = pytest.mark.house
CUTS = 20
RESENT = 0.01
BLOCK = 64 << 10
MIB = 1 << 20


@pytest.fixture(scope="module")
def producer(house: House) -> Iterator[httpx.Client]:
    """Return a client in which the operator is signed in."""
    people = json.loads((house.home / "sign-ins.json").read_text("utf-8"))
    who = next(each for each in people if each["role"] == "operator")
    with httpx.Client(base_url=house.url, follow_redirects=True, timeout=60) as client:
        page = client.get("/en/account/login/")
        form = next(form for form in forms_of(page.text) if "password" in form.fields)
        sent = {**form.fields, "login": who["email"], "password": who["password"]}
        assert client.post("/en/account/login/", data=sent).status_code == 200
        yield client


class Sender:
    """A tus client that counts each byte it gives to the network, and whose line is cut on purpose."""

    def __init__(self, house: House, address: str) -> None:
        self.place = urlsplit(house.url)
        self.address = address
        self.bytes_sent = 0

    def offset(self) -> int:
        """Return how much has arrived, asked until the house answers."""
        while True:
            with contextlib.suppress(httpx.TransportError):
                headers = {"Tus-Resumable": "1.0.0"}
                reply = httpx.head(
                    f"{self.place.scheme}://{self.place.netloc}{self.address}", headers=headers
                )
                if reply.status_code == 200:
                    return int(reply.headers["upload-offset"])
            time.sleep(0.1)

    def send(self, content: memoryview, offset: int, most: int) -> None:
        """Send on from an offset, and hang up after so many bytes."""
        head = (
            f"PATCH {self.address} HTTP/1.1\r\nHost: {self.place.netloc}\r\nTus-Resumable: 1.0.0\r\n"
            f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: {offset}\r\n"
            f"Content-Length: {len(content) - offset}\r\n\r\n"
        )
        end = min(len(content), offset + most)
        with contextlib.suppress(OSError), socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BLOCK)
            line.settimeout(30)
            line.connect(("127.0.0.1", self.place.port or 80))
            line.sendall(head.encode())
            while offset < end:
                sent = line.send(content[offset : min(end, offset + BLOCK)])
                offset += sent
                self.bytes_sent += sent
            if end == len(content):
                line.recv(4096)


def web_of(house: House) -> int:
    status = json.loads((house.home / "run" / "status.json").read_text("utf-8"))
    return int(next(each["pid"] for each in status["processes"] if each["name"] == "web"))


def begin(house: House, producer: httpx.Client, size: int) -> Sender:
    page = producer.get("/en/watch/add").text
    found = re.search(r'data-ticket="([^"]+)"', page)
    assert found, page[:500]
    name = base64.b64encode("海洋 film.mp4".encode()).decode()
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(size),
        "Upload-Metadata": f"filename {name}",
        "Upload-Ticket": found[1],
    }
    made = httpx.post(f"{house.url}/uploads/", headers=headers)
    assert made.status_code == 201, made.text
    return Sender(house, made.headers["location"])


@pytest.mark.parametrize(
    "size", [64 * MIB + 12_345, pytest.param(1024 * MIB, marks=pytest.mark.long)], ids=["64 MiB", "1 GiB"]
)
def test_twenty_cuts_and_a_kill_lose_nothing(size: int, house: House, producer: httpx.Client):
    chance = random.Random(size)
    content = memoryview(chance.randbytes(MIB) * (size // MIB + 1))[:size]
    sender = begin(house, producer, size)
    for cut in range(CUTS):
        offset = sender.offset()
        sender.send(content, offset, chance.randrange(size // (CUTS + 1)))
        if cut == CUTS // 2:
            os.kill(web_of(house), signal.SIGKILL)
    while (offset := sender.offset()) < size:
        sender.send(content, offset, size)

    upload = next((house.home / "uploads").glob("upl-*"))
    with (upload / "data").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").digest() == hashlib.sha256(content).digest()
    again = sender.bytes_sent - size
    print(f"{size} bytes, {CUTS} cuts, one kill -9: {again} bytes sent again, {again / size:.4%}")
    assert again <= RESENT * size
    shutil.rmtree(upload)


def test_an_uploaded_film_goes_on_stage(house: House, producer: httpx.Client, tmp_path: Path):
    content = memoryview(make_film(tmp_path / "short.mp4", 3, "640x360").read_bytes())
    sender = begin(house, producer, len(content))
    sender.send(content, 0, len(content) // 2)
    page = producer.get("/en/watch/add")
    form = next(form for form in forms_of(page.text) if "title_en" in form.fields)
    typed = {**form.fields, "title_en": "The Tide", "title_zh": "潮汐", "upload": sender.address}
    typed.pop("file", None)

    early = producer.post("/en/watch/add", data=typed)
    assert (early.status_code, "not complete yet" in early.text) == (422, True)
    sender.send(content, sender.offset(), len(content))
    added = producer.post("/en/watch/add", data=typed)

    assert added.status_code == 200
    assert "/en/watch/film/" in str(added.url)
    assert not list((house.home / "uploads").glob("upl-*"))
