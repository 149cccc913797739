"""What is unusual in a file looks and sounds right in the ladder: colours, uprightness, surround; and its pictures."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footlights.ground.media.adapters import encoder, poster, storyboard
from footlights.ground.media.adapters.measure import read_rendition
from footlights.ground.media.adapters.probe import probe_file
from footlights.ground.media.core import dash
from footlights.ground.media.core import storyboard as board
from footlights.ground.media.core.ladder import plan_ladder
from footlights.ground.media.tests.fakes import convert, make, make_with_sound
from footlights.ground.media.types import VideoStream
from footlights.kernel.media.playlists import Segment, Track

# Standard colours written as HDR: white at 203 cd/m².
AS_HDR = (
    "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv,zscale=t=linear:npl=203,"
    "format=gbrpf32le,zscale=p=bt2020,zscale=t={curve}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le{more}"
)
X265 = "log-level=none:transfer={curve}:colorprim=bt2020:colormatrix=bt2020nc"
# Colours that standard and wide screens share, none of them a highlight, and what they are written down.
MIDDLE = (
    "format=gbrp,colorlevels=romax=0.6:gomax=0.6:bomax=0.6,scale=out_color_matrix=bt709,format=yuv420p,"
    "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
)
# The top left quarter is white, the rest dark grey.
CORNER = "drawbox=c=0x303030:t=fill,drawbox=w=iw/2:h=ih/2:c=white:t=fill"


def whole(folder: Path) -> Path:
    """Return a rendition as one file."""
    path = folder.parent / f"{folder.name}.whole.mp4"
    parts = sorted(folder.glob("*.m4s"))
    path.write_bytes((folder / "init.mp4").read_bytes() + b"".join(p.read_bytes() for p in parts))
    return path


def encode(film: Path, workshop: Path) -> tuple[Path, list[Path]]:
    """Return the first rung of a film as one file, and every folder made."""
    workshop.mkdir()
    verdict = probe_file(film)
    assert verdict.ok, verdict.reason
    plan = plan_ladder(verdict.video, has_audio=bool(verdict.audio), container=verdict.container)
    made = encoder.encode(
        film, workshop, plan, [plan.first], with_audio=bool(verdict.audio),
        on_progress=lambda _: None, should_stop=lambda: False,
    )  # fmt: skip
    return whole(made[0]), made


def grey(film: Path, width: int, height: int) -> np.ndarray:
    """Return the brightness of a film's picture at its first second, 0–255."""
    raw = convert(
        film, film.with_suffix(".raw"), "-frames:v", "1", "-vf", f"scale={width}:{height}",
        "-pix_fmt", "rgb24", "-f", "rawvideo", before=("-ss", "1"),
    )  # fmt: skip
    return np.frombuffer(raw.read_bytes(), np.uint8).reshape(height, width, 3).astype(float)


@pytest.mark.parametrize("curve", ["smpte2084", "arib-std-b67"])
@pytest.mark.parametrize("told", ["in full", "the curve alone"])
def test_wide_colours_come_back_as_they_were_meant(tmp_path, curve, told):
    plain = make(tmp_path / "plain.mp4", "-vf", MIDDLE, size="640x360", seconds=2)
    bare = told == "the curve alone"
    more = ",setparams=color_primaries=unknown:colorspace=unknown" if bare else ""
    words = f"log-level=none:transfer={curve}" if bare else X265.format(curve=curve)
    hdr = convert(
        plain, tmp_path / "hdr.mp4", "-vf", AS_HDR.format(curve=curve, more=more),
        "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", words,
    )  # fmt: skip
    shown, _ = encode(hdr, tmp_path / "work")
    error = np.mean((grey(plain, 160, 90) - grey(shown, 160, 90)) ** 2)
    assert 10 * np.log10(255**2 / error) > 25

    video = probe_file(hdr).video
    assert video is not None
    assert poster.write_still(hdr, 1.0, video, tmp_path / "still.jpg", longest=480)
    still = convert(tmp_path / "still.jpg", tmp_path / "still.mp4", "-t", "2", before=("-loop", "1"))
    error = np.mean((grey(plain, 160, 90) - grey(still, 160, 90)) ** 2)
    assert 10 * np.log10(255**2 / error) > 22


@pytest.mark.parametrize(
    ("turn", "lit"),
    [("0", (0, 0)), ("90", (1, 0)), ("180", (1, 1)), ("-90", (0, 1))],
)
def test_a_film_held_any_way_up_is_shown_upright(tmp_path, turn, lit):
    base = make(tmp_path / "base.mp4", "-vf", CORNER, size="320x240", seconds=2)
    turned = convert(base, tmp_path / "turned.mp4", "-c", "copy", before=("-display_rotation", turn))
    shown, _ = encode(turned, tmp_path / "work")
    upright = turn in ("90", "-90")
    picture = grey(shown, *((90, 120) if upright else (120, 90))).mean(axis=2)
    halves = [np.array_split(half, 2, axis=1) for half in np.array_split(picture, 2, axis=0)]
    brightest = max(
        ((row, column) for row in (0, 1) for column in (0, 1)), key=lambda at: halves[at[0]][at[1]].mean()
    )
    assert brightest == lit
    video = probe_file(turned).video
    assert video is not None
    assert (video.width > video.height) != upright


def test_speech_in_surround_stays_as_loud_and_nothing_is_cut_off(tmp_path):
    speech = make(
        tmp_path / "speech.mkv", "-f", "lavfi", "-i",
        "sine=frequency=330:duration=3,volume=-20dB,pan=5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL=0*c0|BR=0*c0",
        "-c:a", "flac", seconds=3,
    )  # fmt: skip
    loud = make(
        tmp_path / "loud.mkv", "-f", "lavfi", "-i",
        "sine=frequency=330:duration=3,volume=17dB,pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0",
        "-c:a", "flac", seconds=3,
    )  # fmt: skip
    _, made = encode(speech, tmp_path / "speech-work")
    # A centre at -3 dB in both speakers is as loud as it was in one.
    assert level(whole(made[1])) == pytest.approx(level(speech, centre=True) - 3.0, abs=0.7)
    _, made = encode(loud, tmp_path / "loud-work")
    assert np.abs(samples(whole(made[1]))).max() < 1.05


def samples(film: Path, *, centre: bool = False) -> np.ndarray:
    """Return a film's sound, channel by channel, from -1 to 1."""
    channel = ["-af", "pan=mono|c0=FC"] if centre else ["-ac", "2"]
    raw = convert(film, film.with_suffix(".pcm"), "-vn", *channel, "-f", "f32le", "-c:a", "pcm_f32le")
    return np.frombuffer(raw.read_bytes(), np.float32).reshape(-1, 1 if centre else 2)


def level(film: Path, *, centre: bool = False) -> float:
    """Return how loud a channel is on the whole, in decibels."""
    heard = samples(film, centre=centre)[12_000:-12_000]
    return float(20 * np.log10(np.sqrt(np.mean(heard[:, 0] ** 2))))


def test_sound_and_picture_begin_together_though_the_picture_comes_late(tmp_path):
    base = make_with_sound(tmp_path / "base.mkv", seconds=4)
    late = convert(
        base,
        tmp_path / "late.mkv",
        "-c",
        "copy",
        "-map",
        "1:v",
        "-map",
        "0:a",
        before=("-i", str(base), "-itsoffset", "1.5"),
    )
    _, made = encode(late, tmp_path / "work")
    seconds = [
        sum(map(float, re.findall(r"#EXTINF:([0-9.]+)", (each / "index.m3u8").read_text()))) for each in made
    ]
    assert seconds[0] == pytest.approx(5.5, abs=0.2)
    assert seconds[1] == pytest.approx(4, abs=0.2)


def test_a_storyboard_shows_each_part_of_the_film(tmp_path):
    colours = "[0]drawbox=c=red:t=fill[a];[1]drawbox=c=blue:t=fill[b];[a][b]concat"
    film = convert(
        make(tmp_path / "a.mp4", seconds=4), tmp_path / "film.mp4", "-filter_complex", colours,
        before=("-i", str(tmp_path / "a.mp4")),
    )  # fmt: skip
    _, made = encode(film, tmp_path / "work")
    track = read_rendition(made[0], width=320, height=240, frame_rate=25)
    sheet, listing = storyboard.draw(made[0].parent, track, tmp_path)
    still = convert(sheet, tmp_path / "sheet.mp4", "-t", "2", before=("-loop", "1"))
    picture = grey(still, 640, 120)
    reds = [picture[20:100, column * 160 + 20 : column * 160 + 140, 0].mean() for column in range(4)]
    assert reds[0] > 200 > 50 > reds[2]
    assert reds[1] > 200 > 50 > reds[3]
    assert listing.read_text().count("#xywh=") == 4
    assert "00:00:04.000 --> 00:00:06.000\nstoryboard-1.jpg#xywh=320,0,160,120" in listing.read_text()


@given(st.integers(1, 50_000), st.integers(16, 8192), st.integers(16, 4320))
def test_a_storyboard_covers_the_film_without_a_gap(segments, width, height):
    made = board.lay_out(segments, 2.0, width, height)
    assert made.pictures <= 400
    assert made.pictures * made.every >= segments > (made.pictures - 1) * made.every
    assert min(made.width, made.height) >= 2
    assert made.width % 2 == made.height % 2 == 0
    assert made.sheets * 100 >= made.pictures


MPD = "{urn:mpeg:dash:schema:mpd:2011}"
lengths = st.lists(st.sampled_from([2.0, 2.002, 1.96, 0.5]), min_size=1, max_size=50)


@given(lengths, lengths)
def test_a_manifest_names_every_segment_and_never_drifts(videos, sounds):
    made = tuple(Segment(f"{n:05}.m4s", seconds, 1000) for n, seconds in enumerate(videos))
    heard = tuple(Segment(f"{n:05}.m4s", seconds, 100) for n, seconds in enumerate(sounds))
    text = dash.manifest(
        [Track("v360/index.m3u8", "avc1.64001e", made, 640, 360, 23.976)],
        Track("sound/index.m3u8", "mp4a.40.2", heard, language="eng"),
    )
    root = ElementTree.fromstring(text.partition("\n")[2])
    told = {each.get("id"): each for each in root.iter(f"{MPD}Representation")}
    assert told["v360"].get("frameRate") == "24000/1001"
    for name, segments in (("v360", videos), ("sound", sounds)):
        entries = list(told[name].iter(f"{MPD}S"))
        assert sum(1 + int(each.get("r", "0")) for each in entries) == len(segments)
        ticks = sum(int(each.get("d")) * (1 + int(each.get("r", "0"))) for each in entries)
        assert ticks == pytest.approx(sum(segments) * 1_000_000, abs=1)


def test_a_film_offers_stills_and_the_best_of_the_early_ones_is_its_poster(tmp_path):
    dark_then_light = "fade=t=in:st=0:d=1.2"
    film = make(tmp_path / "film.mp4", "-vf", dark_then_light, size="640x360", seconds=8)
    video = VideoStream("h264", 640, 360, 25, "yuv420p")
    moments = poster.make_stills(film, 8.0, video, tmp_path / "stills")
    assert len(moments) == 9
    best = poster.choose(film, 8.0, moments, video)
    assert best is not None
    assert 1000 <= best <= 3200
