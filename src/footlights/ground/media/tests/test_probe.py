"""Whatever file someone sends, the house looks at it without harm and says what it is."""

from __future__ import annotations

import http.server
import threading
import time
from pathlib import Path

import pytest

from footlights.ground.media import api
from footlights.ground.media.tests.fakes import convert, make, make_with_sound


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    return make_with_sound(tmp_path_factory.mktemp("films") / "film.mp4", "-movflags", "+faststart")


def look(path: Path):
    begun = time.monotonic()
    verdict = api.probe(path)
    assert time.monotonic() - begun < 10
    assert verdict.reason.en
    assert verdict.reason.zh
    return verdict


def test_a_film_is_seen_as_it_is(film):
    verdict = look(film)
    assert verdict.ok
    assert verdict.video is not None
    assert (verdict.video.width, verdict.video.height, verdict.video.frame_rate) == (320, 240, 25)
    assert verdict.duration_seconds == pytest.approx(3, abs=0.1)
    assert [track.channels for track in verdict.audio] == [2]


def test_a_film_may_be_silent_upright_or_in_surround(film, tmp_path):
    silent = look(convert(film, tmp_path / "silent.mp4", "-an", "-c:v", "copy"))
    assert (silent.ok, silent.audio) == (True, ())
    turned = look(convert(film, tmp_path / "turned.mp4", "-c", "copy", before=("-display_rotation", "90")))
    assert turned.video is not None
    assert (turned.video.width, turned.video.height) == (240, 320)
    surround = look(make_with_sound(tmp_path / "surround.mkv", channels=6))
    assert [track.channels for track in surround.audio] == [6]


def test_pictures_with_oblong_pixels_are_measured_as_seen(tmp_path):
    verdict = look(make(tmp_path / "wide.mp4", "-vf", "setsar=2/1"))
    assert verdict.video is not None
    assert (verdict.video.width, verdict.video.height) == (640, 240)


def test_names_with_anything_in_them_are_only_names(film, tmp_path):
    for name in ("-i.mp4", "测试 film.mp4", "a'b\"c;$(x).mp4", "http:.mp4", "concat:a|b.mp4"):
        path = tmp_path / name
        path.write_bytes(film.read_bytes())
        assert look(path).ok


def hostile(tmp_path: Path, film: Path) -> dict[str, tuple[bytes, str]]:
    whole = film.read_bytes()
    moov_last = convert(film, tmp_path / "last.mp4", "-c", "copy").read_bytes()
    matroska = convert(film, tmp_path / "m.mkv", "-c", "copy").read_bytes()
    return {
        "empty.mp4": (b"", "empty"),
        "text.mp4": (b"This is a letter, not a film.\n" * 500, "not a film"),
        "html.mp4": (b"<!doctype html><title>x</title>" * 50, "not a film"),
        "zeros.mp4": (bytes(100_000), "not a film"),
        "picture.mp4": (b"\x89PNG\r\n\x1a\n" + bytes(500), "not a film"),
        "list.mp4": (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "playlist"),
        "bom.mp4": (b"\xef\xbb\xbf\n #EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/x\n", "playlist"),
        "concat.mp4": (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist"),
        "dash.mp4": (b'<?xml version="1.0"?><MPD><BaseURL>http://10.0.0.1/</BaseURL></MPD>', "playlist"),
        "sdp.mp4": (b"v=0\r\no=- 0 0 IN IP4 10.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n", "playlist"),
        "truncated.mp4": (moov_last[: len(moov_last) // 2], "missing"),
        "cut.mp4": (whole[: len(whole) // 3], "cut off"),
        "cut.mkv": (matroska[: len(matroska) // 3], "cut off"),
        "head.mp4": (whole[:64], "neither"),
    }


def test_each_bad_file_is_refused_for_what_it_is(film, tmp_path):
    for name, (content, word) in hostile(tmp_path, film).items():
        path = tmp_path / name
        path.write_bytes(content)
        verdict = look(path)
        assert not verdict.ok, name
        assert word in verdict.reason.en, (name, verdict.reason.en)


def test_sound_alone_is_no_film(film, tmp_path):
    assert "no picture" in look(convert(film, tmp_path / "sound.mp4", "-vn", "-c:a", "copy")).reason.en


def test_a_song_with_a_cover_is_no_film(film, tmp_path):
    cover = convert(film, tmp_path / "cover.jpg", "-frames:v", "1", "-update", "1")
    song = tmp_path / "song.mp4"
    arguments = (
        "-i",
        str(cover),
        "-map",
        "0:a",
        "-map",
        "1:v",
        "-c:a",
        "copy",
        "-c:v",
        "mjpeg",
        "-disposition:v",
        "attached_pic",
    )
    assert "no picture" in look(convert(film, song, *arguments)).reason.en


def test_a_picture_too_large_is_refused_before_it_is_decoded(tmp_path):
    big = make(tmp_path / "big.mkv", "-frames:v", "1", "-c:v", "mjpeg", size="9000x9000", seconds=1, rate="1")
    assert "9000" in look(big).reason.en


def test_a_header_that_claims_more_than_any_screen_has_is_refused(tmp_path):
    raw = make(tmp_path / "raw.avi", "-c:v", "rawvideo", size="64x64", seconds=1, rate="5").read_bytes()
    at = raw.index(b"strf") + 12  # biWidth of the BITMAPINFOHEADER
    for side, word in ((16_000, "16000"), (32_768, "cannot be decoded")):
        huge = tmp_path / f"{side}.avi"
        huge.write_bytes(raw[:at] + side.to_bytes(4, "little") * 2 + raw[at + 8 :])
        verdict = look(huge)
        assert not verdict.ok
        assert word in verdict.reason.en


def test_a_film_of_random_bytes_inside_is_refused_or_survives(film, tmp_path):
    content = bytearray(film.read_bytes())
    start = content.index(b"mdat") + 4
    content[start : start + 20_000] = bytes(range(256)) * 78 + bytes(32)
    path = tmp_path / "noise.mp4"
    path.write_bytes(bytes(content))
    look(path)


def test_a_playlist_inside_a_good_name_reaches_nobody(tmp_path):
    asked: list[str] = []

    class Watch(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Watch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/a.ts"
    try:
        for name, text in {
            "a.mp4": f" \n#EXTM3U\n#EXTINF:1,\n{address}\n",
            "b.mp4": f"\x00#EXTM3U\n#EXTINF:1,\n{address}\n",
            "c.ts": f"ffconcat version 1.0\nfile {address}\n",
            "d.mp4": f"[Reference]\nRef1={address}\n",
        }.items():
            path = tmp_path / name
            path.write_text(text)
            assert not look(path).ok
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_what_is_not_there_is_said_to_be_missing(tmp_path):
    assert "no such file" in look(tmp_path / "gone.mp4").reason.en
    assert "no such file" in look(tmp_path).reason.en
