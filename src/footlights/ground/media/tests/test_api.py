"""Films come in whole or not at all, are handed out under tokens, and their beats are kept for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from footlights.ground.events import api as events
from footlights.ground.events.types import WriterAway
from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import JobState
from footlights.ground.media import api, models
from footlights.ground.media.events import PlayingStarted
from footlights.ground.media.tests.fakes import make
from footlights.ground.media.types import AssetState, Beat, FileRefused, NoSuchAsset, NotPlayable
from footlights.kernel.ids import AssetId, EventId, JobId, Pseudonym, WorkId
from footlights.kernel.media import token as tokens
from footlights.kernel.territory import CN, GB

pytestmark = pytest.mark.django_db
AT = datetime(2027, 1, 1, 12, tzinfo=UTC)
MEDIA = Path(settings.HOME) / "media"


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("films") / "film.mp4", seconds=1)


@pytest.fixture
def playable(film) -> AssetId:
    asset = api.add_asset(film, "film.mp4", at=AT)
    models.Asset.objects.filter(id=asset).update(state=AssetState.PLAYABLE.value)
    return asset


def start(asset: AssetId, **changes):
    facts = {
        "work": WorkId("wrk-1"), "pseudonym": Pseudonym("viewer-1"), "session": "chen", "territory": GB,
        "age_band": None, "licence": "grt-1", "closes_at": None, "at": AT,
    }  # fmt: skip
    return api.start_playing(asset, **{**facts, **changes})


def folders() -> set[str]:
    return {path.name for path in MEDIA.iterdir()}


def test_a_film_comes_in_and_waits_for_a_worker(film):
    asset = api.get_asset(api.add_asset(film, "../../C:\\films\\my\x00 film.mp4", at=AT))
    assert (asset.state, asset.name, asset.share) == (AssetState.RECEIVED, "my film.mp4", 0.0)
    assert asset.duration_seconds == pytest.approx(1)
    assert (MEDIA / asset.id / "source.mp4").read_bytes() == film.read_bytes()
    assert film.exists()
    assert jobs.get_job(JobId(asset.job or "")).name == "media.prepare"


def test_a_film_may_come_as_a_stream_or_be_moved(film, tmp_path):
    streamed = api.add_asset(BytesIO(film.read_bytes()), "a.mov", at=AT)
    assert (MEDIA / streamed / "source.mov").read_bytes() == film.read_bytes()
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(film.read_bytes())
    moved = api.add_asset(copy, "copy.mp4", at=AT, copy=False)
    assert (MEDIA / moved / "source.mp4").stat().st_size == film.stat().st_size


def test_what_is_no_film_leaves_nothing_behind(tmp_path):
    before = folders()
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear Bo")
    for source in (letter, tmp_path / "gone.mp4", BytesIO(b""), BytesIO(b"#EXTM3U\nfile:///etc/passwd")):
        with pytest.raises(FileRefused) as refusal:
            api.add_asset(source, "letter.mp4", at=AT)
        assert refusal.value.message.zh
    assert folders() == before
    assert not models.Asset.objects.exists()
    assert jobs.list_jobs() == []


def test_a_film_that_was_discarded_is_gone(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    api.discard_asset(asset)
    assert asset not in folders()
    with pytest.raises(NoSuchAsset):
        api.get_asset(asset)
    api.discard_asset(asset)


def test_a_job_that_was_lost_for_good_shows_on_the_film(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    job = JobId(api.get_asset(asset).job or "")
    jobs.cancel(job, AT)
    assert jobs.get_job(job).state is JobState.CANCELLED
    found = api.get_asset(asset)
    assert found.state is AssetState.FAILED
    assert found.verdict is not None


def test_a_film_is_not_handed_out_before_it_plays(film):
    asset = api.add_asset(film, "film.mp4", at=AT)
    with pytest.raises(NotPlayable):
        start(asset)
    assert events.count_waiting() == 0


def test_a_playing_is_told_to_the_house_and_has_its_tokens(playable):
    playing = start(playable)
    assert events.count_waiting() == 1
    text = playing.master_url.split("/")[2]
    token = tokens.read_path(text, settings.MEDIA_KEY, now_s=AT.timestamp())
    assert (token.asset, token.territory, token.licence) == (playable, "GB", "grt-1")
    facts = api.read_playing(playing.beat_token, session="chen", at=AT)
    event = PlayingStarted(facts).as_event(EventId("evt-1"), AT)
    assert (event.name, event.at) == ("media.playing_started", AT)
    assert event.body == {
        "playing": playing.id, "asset": playable, "work": "wrk-1", "viewer": "viewer-1", "territory": "GB",
        "age_band": None, "duration_ms": 1000,
    }  # fmt: skip


def test_a_playing_ends_with_its_window(playable):
    closes_at = AT + timedelta(seconds=40)
    assert start(playable, closes_at=closes_at).expires_at == closes_at
    assert start(playable).expires_at == AT + timedelta(minutes=5)


def test_a_playing_is_renewed_for_the_same_viewer_in_the_same_place_only(playable):
    playing = start(playable)
    later = AT + timedelta(minutes=3)
    facts = {"session": "chen", "territory": GB, "licence": "grt-2", "closes_at": None, "at": later}
    again = api.renew(playing.beat_token, **facts)
    assert (again.id, again.started_at, again.expires_at) == (playing.id, AT, later + timedelta(minutes=5))
    assert "grt-2" in again.master_url
    with pytest.raises(tokens.Foreign):
        api.renew(playing.beat_token, **{**facts, "session": "bo"})
    with pytest.raises(tokens.Foreign):
        api.renew(playing.beat_token, **{**facts, "territory": CN})
    with pytest.raises(tokens.Expired):
        api.renew(playing.beat_token, **{**facts, "at": AT + timedelta(hours=51)})


def test_beats_are_refused_with_a_wrong_token_and_kept_or_not_at_all(playable):
    playing = start(playable)
    beat = Beat("b1", AT + timedelta(seconds=10), 10_000, 10_000, 1.0)
    with pytest.raises(tokens.Foreign):
        api.record_beats(playing.beat_token, [beat], session="bo", at=AT)
    with pytest.raises(tokens.TokenRefused):
        api.record_beats(playing.master_url.split("/")[2], [beat], session="chen", at=AT)
    assert api.record_beats(playing.beat_token, [], session="chen", at=AT) == 0
    with pytest.raises(WriterAway):  # no writer runs here: nothing is said to be kept
        api.record_beats(playing.beat_token, [beat], session="chen", at=AT)


def test_a_withdrawn_licence_is_listed_as_long_as_tokens_may_be_about():
    api.revoke_licence("grt-1", AT)
    api.revoke_licence("grt-1", AT)
    assert api.list_revoked(AT + timedelta(minutes=1)) == {"grt-1"}
    assert api.list_revoked(AT + timedelta(hours=1)) == frozenset()
