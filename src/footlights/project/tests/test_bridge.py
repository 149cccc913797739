"""The bridge under the real server: what hostile and unlucky clients do to it."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from footlights.project.tests.bridged import LIMIT
from footlights.project.tests.serving import Server, read_all, serving, wait_until

POST = b"POST /form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("bridge")) as server:
        yield server


def test_pages_stay_quick_while_eight_posts_never_finish(shared: Server) -> None:
    lines = [shared.connect() for _ in range(8)]
    for line in lines:
        line.sendall(POST + b"Content-Length: 100000\r\n\r\nonly this")
    began = time.monotonic()
    assert shared.get().startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 1
    for line in lines:
        line.close()


def test_a_body_comes_whole_whatever_its_size(shared: Server) -> None:
    for size in (0, 1, 65_537, 1 << 20, (2 << 20) + 3):
        body = os.urandom(size)
        reply = shared.ask(POST + b"Content-Length: %d\r\n\r\n" % size + body)
        assert reply.endswith(f"{size} {hashlib.sha256(body).hexdigest()}".encode()), size


def test_a_body_in_chunks_comes_whole(shared: Server) -> None:
    reply = shared.ask(POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
    assert reply.endswith(f"11 {hashlib.sha256(b'hello world').hexdigest()}".encode())


@pytest.mark.parametrize(
    "head", [b"Content-Length: 1000\r\n\r\nhalf", b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel"]
)
def test_a_body_that_is_cut_off_reaches_no_view(shared: Server, head: bytes) -> None:
    before = len(shared.views())
    with shared.connect() as line:
        line.sendall(POST.replace(b"/form", b"/cut") + head)
    time.sleep(0.3)
    shared.get("/after")
    assert not [view for view in shared.views()[before:] if "/cut" in view]


@pytest.mark.parametrize(
    "announced",
    [b"Content-Length: %d\r\n\r\n" % (LIMIT + 1), b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (LIMIT + 1)],
    ids=["announced", "chunked"],
)
def test_a_body_over_the_limit_gets_413_and_one_line_in_the_log(shared: Server, announced: bytes) -> None:
    before = shared.log().count("\n")
    with shared.connect() as line:
        line.sendall(POST + announced)
        try:
            for _ in range(LIMIT // 65536 + 2):
                line.sendall(b"x" * 65536)
        except OSError:
            pass  # it had heard enough
        assert read_all(line).startswith(b"HTTP/1.1 413")
    assert shared.log().count("\n") - before == 1
    assert "413" in shared.log()


def test_a_body_that_stops_coming_gets_408(tmp_path: Path) -> None:
    with serving(tmp_path, IDLE="0.5") as server:
        assert server.ask(POST + b"Content-Length: 10\r\n\r\nhalf").startswith(b"HTTP/1.1 408")
        assert server.get().startswith(b"HTTP/1.1 200")


def test_nothing_of_a_large_body_stays_on_the_disk(shared: Server) -> None:
    shared.ask(POST + b"Content-Length: %d\r\n\r\n" % (2 << 20) + bytes(2 << 20))
    assert {path.name for path in shared.folder.iterdir()} <= {"server.log", "views", "closed"}


def test_a_header_with_an_underscore_cannot_pose_as_another(shared: Server) -> None:
    reply = shared.get(
        "/headers", "X_Forwarded_For: 1.2.3.4", "X-Real-IP: 1.2.3.4", "X-Forwarded-For: 1.2.3.4"
    )
    assert b"1.2.3.4" not in reply
    assert b"'REMOTE_ADDR': '127.0.0.1'" in reply


def test_a_trusted_proxy_is_believed(tmp_path: Path) -> None:
    with serving(tmp_path, TRUSTED="127.0.0.1") as server:
        assert b"'HTTP_X_FORWARDED_FOR': '1.2.3.4'" in server.get("/headers", "X-Forwarded-For: 1.2.3.4")


def test_cookies_are_joined_as_cookies_and_other_headers_by_commas(shared: Server) -> None:
    reply = shared.get("/headers", "Cookie: a=1", "Cookie: b=2", "X-Seen: x", "X-Seen: y")
    assert b"'HTTP_COOKIE': 'a=1; b=2'" in reply
    assert b"'HTTP_X_SEEN': 'x,y'" in reply


def test_a_reply_has_its_length_and_every_cookie(shared: Server) -> None:
    head = shared.get().partition(b"\r\n\r\n")[0].lower()
    assert b"content-length:" in head
    assert b"transfer-encoding" not in head
    assert head.count(b"set-cookie:") == 2


def test_head_has_the_length_and_no_body(shared: Server) -> None:
    head, _, body = shared.ask(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").partition(
        b"\r\n\r\n"
    )
    assert b"content-length: 66" in head.lower()
    assert body == b""


def test_two_lengths_are_refused(shared: Server) -> None:
    reply = shared.ask(POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")
    assert not reply.startswith(b"HTTP/1.1 200")


def test_a_client_who_leaves_a_stream_ends_it(shared: Server) -> None:
    (shared.folder / "closed").unlink(missing_ok=True)
    with shared.connect() as line:
        line.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1000)
    assert wait_until((shared.folder / "closed").exists, 3)


def test_streams_leave_threads_for_pages(shared: Server) -> None:
    lines = [shared.connect() for _ in range(5)]
    for line in lines:
        line.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
    heads = [line.recv(12) for line in lines]
    began = time.monotonic()
    assert shared.get().startswith(b"HTTP/1.1 200")
    assert time.monotonic() - began < 1
    assert sorted(heads) == [b"HTTP/1.1 200"] * 2 + [b"HTTP/1.1 503"] * 3
    for line in lines:
        line.close()


def test_a_stream_that_breaks_is_not_taken_for_whole(shared: Server) -> None:
    reply = shared.get("/broken")
    assert not reply.endswith(b"0\r\n\r\n")


def test_sigterm_with_an_open_stream_and_half_a_post_stops_within_five_seconds(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        stream, post = server.connect(), server.connect()
        stream.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        post.sendall(POST + b"Content-Length: 100\r\n\r\nhalf")
        assert stream.recv(100)
        began = time.monotonic()
        server.process.terminate()
        server.process.wait(8)
        assert time.monotonic() - began < 5
        stream.close()
        post.close()
