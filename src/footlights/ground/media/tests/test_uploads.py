"""tus 1.0: what has arrived stays, nothing else is believed, and only a whole file is taken."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from footlights.ground.media import api
from footlights.ground.media.adapters import uploads
from footlights.ground.media.adapters.upload_app import UploadApp
from footlights.ground.media.core.tus import BLOCK, BadUpload, read_metadata, tree_hash
from footlights.ground.media.types import FileRefused
from footlights.kernel.ids import PersonId

APP = UploadApp(api.read_upload_ticket)
OWNER = PersonId("per-owner")
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def ask(
    method: str, path: str, headers: dict[str, str], *parts: bytes, cut: bool = False
) -> tuple[int, dict[str, str]]:
    """Send a request in parts, cut off after them or not, and return the status and headers of the answer."""
    waiting: list[dict[str, Any]] = [
        {"type": "http.request", "body": part, "more_body": cut or place < len(parts) - 1}
        for place, part in enumerate(parts or (b"",))
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(APP(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def begin(length: int, name: str = "film.mp4", **more: str) -> str:
    metadata = "filename " + base64.b64encode(name.encode()).decode()
    ticket = api.make_upload_ticket(OWNER)
    status, headers = ask(
        "POST",
        "/uploads/",
        {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata, "Upload-Ticket": ticket, **more},
    )
    assert status == 201, status
    return headers["location"]


def patch(
    address: str, offset: int, *parts: bytes, cut: bool = False, **more: str
) -> tuple[int, dict[str, str]]:
    headers = {
        **TUS,
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return ask("PATCH", address, headers, *parts, cut=cut)


def offset_of(address: str) -> int:
    status, headers = ask("HEAD", address, TUS)
    assert status == 200
    assert headers["cache-control"] == "no-store"
    return int(headers["upload-offset"])


def test_the_house_says_what_it_can():
    status, headers = ask("OPTIONS", "/uploads/", {})
    assert status == 204
    assert headers["tus-version"] == "1.0.0"
    assert set(headers["tus-extension"].split(",")) == {"creation", "checksum", "termination", "expiration"}
    assert "sha256" in headers["tus-checksum-algorithm"]


def test_a_file_comes_in_pieces_and_is_taken_whole(home):
    content = os.urandom(3_000_000)
    address = begin(len(content), "海洋 film.mp4")
    assert patch(address, 0, content[:1000], content[1000:70_000], cut=True)[0] == 204
    assert offset_of(address) == 70_000
    with pytest.raises(FileRefused, match="70000 of 3000000"), api.take_upload(address, OWNER):
        pass
    assert patch(address, 70_000, content[70_000:])[1]["upload-offset"] == "3000000"

    with pytest.raises(FileRefused, match="no such upload"), api.take_upload(address, PersonId("per-other")):
        pass
    with api.take_upload(address, OWNER, tree_hash([content])) as (path, name):
        assert (path.read_bytes(), name) == (content, "海洋 film.mp4")
    assert ask("HEAD", address, TUS)[0] == 404
    assert not list((home / "uploads").iterdir())


def test_a_file_that_is_not_the_one_sent_is_refused():
    address = begin(3)
    patch(address, 0, b"abc")
    with pytest.raises(FileRefused, match="not the one"), api.take_upload(address, OWNER, "0" * 64):
        pass


def test_a_piece_that_came_damaged_is_taken_back():
    address = begin(10)
    good = base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
    assert patch(address, 0, b"hellO", Upload_Checksum=f"sha256 {good}")[0] == 460
    assert offset_of(address) == 0
    assert patch(address, 0, b"hello", Upload_Checksum=f"sha256 {good}")[0] == 204
    assert patch(address, 5, b"there", Upload_Checksum=f"md5 {good}")[0] == 400
    assert patch(address, 5, b"there", Upload_Checksum="sha256 AAAA")[0] == 400
    assert offset_of(address) == 5


def test_what_breaks_the_protocol_changes_nothing():
    address = begin(10)
    plain = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    assert ask("PATCH", address, plain, b"abc")[0] == 412
    assert ask("PATCH", address, {**TUS, **plain, "Tus-Resumable": "0.2.2"}, b"abc")[0] == 412
    assert ask("PATCH", address, {**TUS, **plain, "Content-Type": "text/plain"}, b"abc")[0] == 415
    assert ask("PATCH", address, {**TUS, **plain, "Upload-Offset": "-1"}, b"abc")[0] == 400
    assert patch(address, 5, b"abc")[0] == 409
    assert patch(address, 0, b"far too long")[0] == 413
    assert ask("PUT", address, TUS)[0] == 405
    assert offset_of(address) == 0
    assert ask("HEAD", "/uploads/upl-0000000000000000-0", TUS)[0] == 404
    assert ask("HEAD", address[:-1] + ("a" if address[-1] != "a" else "b"), TUS)[0] == 404
    assert ask("HEAD", "/uploads/../../etc/passwd", TUS)[0] == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Upload-Length": "x"}, 400), ({"Upload-Length": str(1 << 60)}, 400), ({"Upload-Length": str(1 << 40)}, 413),
     ({"Upload-Ticket": "per-owner"}, 401), ({"Upload-Metadata": "filename %%%"}, 400)],
)  # fmt: skip
def test_not_everything_may_begin(headers, status):
    sent = {**TUS, "Upload-Length": "5", "Upload-Ticket": api.make_upload_ticket(OWNER), **headers}
    assert ask("POST", "/uploads/", sent)[0] == status


def test_one_person_does_not_fill_the_disk(monkeypatch):
    for _ in range(20):
        begin(5)
    sent = {**TUS, "Upload-Length": "5", "Upload-Ticket": api.make_upload_ticket(OWNER)}
    assert ask("POST", "/uploads/", sent)[0] == 429
    other = {**sent, "Upload-Ticket": api.make_upload_ticket(PersonId("per-other"))}
    assert ask("POST", "/uploads/", {**other, "Upload-Length": str(uploads.LARGEST)})[0] in (201, 507)


def test_two_writers_never_mix():
    address = begin(10)
    upload = uploads.find(address.rpartition("/")[2])
    with uploads.opened(upload, 0):
        assert patch(address, 0, b"abc")[0] == 423
    assert offset_of(address) == 0


def test_it_can_be_ended_and_is_forgotten_after_a_day():
    address = begin(10)
    assert ask("DELETE", address, TUS)[0] == 204
    assert ask("HEAD", address, TUS)[0] == 404
    kept, old = begin(10), begin(10)
    data = uploads.find(old.rpartition("/")[2]).data
    os.utime(data, (time.time() - 90_000,) * 2)
    assert api.sweep_uploads() == 1
    assert offset_of(kept) == 0
    assert ask("HEAD", old, TUS)[0] == 404


@rules(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(min_size=1, max_size=4000),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000), st.booleans()), max_size=12),
)
def test_whatever_is_sent_the_file_is_a_beginning_of_the_right_one(content, tries):
    """A client that sends any stretch from any place, whole or cut, never makes a wrong file."""
    address = begin(len(content))
    for offset, size, cut in tries:
        before = offset_of(address)
        status, _ = patch(address, offset, content[offset : offset + size], cut=cut)
        after = offset_of(address)
        assert status == (204 if offset == before else 409)
        assert after == (before + len(content[offset : offset + size]) if offset == before else before)
    here = offset_of(address)
    assert patch(address, here, content[here:])[0] == 204
    with api.take_upload(address, OWNER) as (path, _):
        assert path.read_bytes() == content


def test_metadata_is_read_or_refused():
    assert read_metadata("filename YS5tcDQ=, is_confidential") == {"filename": "a.mp4", "is_confidential": ""}
    with pytest.raises(BadUpload):
        read_metadata("filename /w==")  # not UTF-8


def test_the_tree_hash_is_of_blocks():
    assert tree_hash([]) == hashlib.sha256().hexdigest()
    two = [b"a" * BLOCK, b"b"]
    assert (
        tree_hash(two) == hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in two)).hexdigest()
    )
