"""Playing: tokens handed out and renewed, licences revoked, beats noted for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from footlights.ground.events import api as events
from footlights.ground.media import models
from footlights.ground.media.core.beats import LATEST, name_beat, settle
from footlights.ground.media.events import Beaten, PlayingStarted
from footlights.ground.media.types import Beat, NotPlayable, Playing, PlayingFacts
from footlights.kernel.clock import instant, microseconds
from footlights.kernel.ids import AssetId, EventId, PlayingId, Pseudonym, WorkId, new_id
from footlights.kernel.media.beat_token import BeatToken, read_beats, sign_beats
from footlights.kernel.media.token import Foreign, PathToken, mark_session, sign_path
from footlights.kernel.territory import Territory

from .assets import get_asset

TOKEN_LIFE: Final = timedelta(minutes=5)  # the player renews at half of it
# Beats are taken for as long as they count, and a little, so that one sent in time is not lost on the way.
_BEAT_LIFE: Final = LATEST + timedelta(hours=2)


def start_playing(
    asset: AssetId,
    *,
    work: WorkId,
    pseudonym: Pseudonym,
    session: str,
    territory: Territory | None,
    age_band: str | None,
    licence: str,
    closes_at: datetime | None,
    at: datetime,
) -> Playing:
    """Hand a film to a viewer who may see it: the address to play it from, and the token for its beats.

    licence: what lets them see it; its revocation ends the playing.
    closes_at: the end of the licence's window; the address works no longer than that.
    Joins the caller's transaction. Raises NoSuchAsset, or NotPlayable while no rung stands.
    """
    found = get_asset(asset)
    if not found.state.can_play:
        raise NotPlayable(found)
    facts = PlayingFacts(
        playing=PlayingId(new_id("pla")),
        asset=asset,
        work=work,
        viewer=pseudonym,
        territory=territory,
        age_band=age_band,
        licence=licence,
        duration_ms=round((found.duration_seconds or 0) * 1000),
        started_at=at,
    )
    events.post([PlayingStarted(facts).as_event(EventId(new_id("evt")), at)])
    return _hand_out(facts, session, closes_at, at)


def read_playing(beat_token: str, *, session: str, at: datetime) -> PlayingFacts:
    """Return what a beat token says of its playing.

    Raises a TokenRefused of kernel.media.token: Malformed, Forged, Expired, or Foreign for another session.
    """
    token = read_beats(beat_token, settings.MEDIA_KEY, now_s=at.timestamp())
    if token.session_mark != mark_session(session, settings.MEDIA_KEY):
        raise Foreign
    return PlayingFacts(
        playing=token.playing,
        asset=token.asset,
        work=token.work,
        viewer=token.viewer,
        territory=token.territory,
        age_band=token.age_band,
        licence=token.licence,
        duration_ms=token.duration_ms,
        started_at=instant(token.started_us),
    )


def renew(
    beat_token: str,
    *,
    session: str,
    territory: Territory | None,
    licence: str,
    closes_at: datetime | None,
    at: datetime,
) -> Playing:
    """Return fresh tokens for a playing that goes on; whoever asks has looked again whether it may.

    Raises a TokenRefused; Foreign also when the viewer is in another territory than at the start.
    """
    facts = read_playing(beat_token, session=session, at=at)
    if facts.territory != territory:
        raise Foreign
    again = PlayingFacts(
        playing=facts.playing,
        asset=facts.asset,
        work=facts.work,
        viewer=facts.viewer,
        territory=territory,
        age_band=facts.age_band,
        licence=licence,
        duration_ms=facts.duration_ms,
        started_at=facts.started_at,
    )
    return _hand_out(again, session, closes_at, at)


def record_beats(beat_token: str, beats: Sequence[Beat], *, session: str, at: datetime) -> int:
    """Note beats for good, and return how many still count; a beat sent again counts once.

    Raises a TokenRefused, or events' WriterAway when they could not be kept: send them again later.
    """
    facts = read_playing(beat_token, session=session, at=at)
    settled = [settle(beat, started_at=facts.started_at, received_at=at) for beat in beats]
    kept = [beat for beat in settled if beat is not None]
    if kept:
        events.record(
            [Beaten(facts, beat).as_event(name_beat(facts.playing, beat.id), beat.sent_at) for beat in kept]
        )
    return len(kept)


def revoke_licence(licence: str, at: datetime) -> None:
    """Withdraw a licence: within two seconds no token under it opens anything. Again is no fault."""
    models.Revocation.objects.update_or_create(licence=licence, defaults={"revoked_at": at})


def list_revoked(at: datetime) -> frozenset[str]:
    """Return the licences withdrawn so lately that tokens under them may still be about."""
    since = at - 2 * TOKEN_LIFE
    return frozenset(
        models.Revocation.objects.filter(revoked_at__gte=since).values_list("licence", flat=True)
    )


def _hand_out(facts: PlayingFacts, session: str, closes_at: datetime | None, at: datetime) -> Playing:
    key = settings.MEDIA_KEY
    mark = mark_session(session, key)
    expires_at = min(at + TOKEN_LIFE, closes_at) if closes_at else at + TOKEN_LIFE
    path = sign_path(
        PathToken(
            facts.asset,
            facts.territory,
            mark,
            facts.licence,
            int(expires_at.timestamp()),
            int(at.timestamp()),
        ),
        key,
    )
    beats = sign_beats(
        BeatToken(
            playing=facts.playing,
            asset=facts.asset,
            work=facts.work,
            viewer=facts.viewer,
            territory=facts.territory,
            age_band=facts.age_band,
            duration_ms=facts.duration_ms,
            session_mark=mark,
            licence=facts.licence,
            started_us=microseconds(facts.started_at),
            expires_s=int((at + _BEAT_LIFE).timestamp()),
        ),
        key,
    )
    return Playing(facts.playing, f"/m/{path}/{facts.asset}/master.m3u8", beats, facts.started_at, expires_at)
