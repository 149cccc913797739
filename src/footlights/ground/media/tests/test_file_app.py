"""Files over ASGI as browsers and proxies expect them, and nothing that was not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from footlights.ground.media.adapters.file_app import serve_file
from footlights.ground.media.adapters.media_types import type_of
from footlights.ground.media.tests.fakes import Reply, ask

CONTENT = bytes(range(256)) * 4096


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "00001.m4s"
    path.write_bytes(CONTENT)
    return path


def get(
    path: Path | str, method: str = "GET", *, pathsend: bool = False, immutable: bool = False, **headers: str
) -> Reply:
    async def app(scope, receive, send):
        await serve_file(scope, receive, send, path, immutable=immutable, headers=[(b"x-more", b"1")])

    return ask(
        app,
        "/f",
        method,
        {name.replace("_", "-"): value for name, value in headers.items()},
        pathsend=pathsend,
    )


def test_a_whole_file_is_sent_by_the_server_where_it_can(file):
    reply = get(file, pathsend=True)
    assert (reply.status, reply.path, reply.body) == (200, str(file), b"")
    assert reply.headers["content-length"] == str(len(CONTENT))
    assert reply.headers["content-type"] == "video/iso.segment"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["x-more"] == "1"


def test_a_whole_file_is_read_in_threads_where_it_cannot(file):
    reply = get(file)
    assert (reply.status, reply.body == CONTENT) == (200, True)


def test_head_tells_all_and_sends_nothing(file):
    reply = get(file, "HEAD", pathsend=True)
    assert (reply.status, reply.body, reply.path) == (200, b"", None)
    assert reply.headers["content-length"] == str(len(CONTENT))


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=-10", len(CONTENT) - 10, len(CONTENT)),
        ("bytes=1048570-", 1048570, 1 << 20),
    ],
)
def test_a_part_is_that_part(file, asked, begin, end):
    reply = get(file, pathsend=True, range=asked)
    assert (reply.status, reply.body) == (206, CONTENT[begin:end])
    assert reply.headers["content-range"] == f"bytes {begin}-{end - 1}/{len(CONTENT)}"


def test_a_part_beyond_the_end_is_refused(file):
    reply = get(file, range="bytes=9999999-")
    assert (reply.status, reply.headers["content-range"]) == (416, f"bytes */{len(CONTENT)}")


def test_a_part_of_another_version_becomes_the_whole(file):
    version = get(file, "HEAD").headers["etag"]
    assert get(file, range="bytes=0-0", if_range=version).status == 206
    assert get(file, range="bytes=0-0", if_range='"another"').status == 200


def test_what_the_reader_has_is_not_sent_again(file):
    version = get(file, "HEAD").headers["etag"]
    reply = get(file, if_none_match=version)
    assert (reply.status, reply.body) == (304, b"")
    assert get(file, if_none_match='"another"').status == 200


def test_only_reading_is_allowed(file):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        reply = get(file, method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


def test_what_is_no_file_is_not_there(tmp_path):
    for path in (tmp_path, tmp_path / "gone", "/\x00", str(tmp_path) + "/a\x00b"):
        assert get(path).status == 404


def test_an_empty_file_is_empty(tmp_path):
    (tmp_path / "empty.vtt").touch()
    reply = get(tmp_path / "empty.vtt", pathsend=True)
    assert (reply.status, reply.headers["content-length"], reply.path) == (200, "0", None)
    assert get(tmp_path / "empty.vtt", range="bytes=0-0").status == 416


def test_names_with_a_digest_are_kept_for_ever_and_others_asked_for(file):
    assert "immutable" in get(file, immutable=True).headers["cache-control"]
    assert get(file).headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.m3u8", "application/vnd.apple.mpegurl"), ("a.css", "text/css; charset=utf-8"), ("a.mjs", "text/javascript; charset=utf-8"),
     ("a.wasm", "application/wasm"), ("A.JPG", "image/jpeg"), ("a.woff2", "font/woff2"), ("a", "application/octet-stream")],
)  # fmt: skip
def test_every_kind_of_file_has_its_type(name, kind):
    assert type_of(name).decode() == kind
