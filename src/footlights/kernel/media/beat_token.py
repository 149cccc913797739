"""The token that a playing's beats carry: who plays what, since when, so that no beat needs a table."""

from __future__ import annotations

from dataclasses import dataclass

from footlights.kernel.ids import AssetId, PlayingId, Pseudonym, WorkId
from footlights.kernel.territory import Territory

from .token import NOWHERE, Expired, Malformed, read_fields, sign_fields


@dataclass(frozen=True, slots=True)
class BeatToken:
    """What a beat token says.

    started_us: when the house handed out the playing, in microseconds since 1970.
    expires_s:  until when its beats are taken, in seconds since 1970.
    """

    playing: PlayingId
    asset: AssetId
    work: WorkId
    viewer: Pseudonym
    territory: Territory | None
    age_band: str | None
    duration_ms: int
    session_mark: str
    licence: str
    started_us: int
    expires_s: int


def sign_beats(token: BeatToken, key: str) -> str:
    """Return the text of a beat token.

    Raises ValueError when a field holds a character that may not stand in a token.
    """
    fields = (
        token.playing,
        token.asset,
        token.work,
        token.viewer,
        token.territory or NOWHERE,
        token.age_band or NOWHERE,
        str(token.duration_ms),
        token.session_mark,
        token.licence or NOWHERE,
        str(token.started_us),
        str(token.expires_s),
    )
    return sign_fields("beat", fields, key)


def read_beats(text: str, key: str, *, now_s: float) -> BeatToken:
    """Return what a beat token says.

    Raises Malformed, Forged or Expired.
    """
    playing, asset, work, viewer, territory, age, duration, mark, licence, started, expires = read_fields(
        "beat", text, key, count=11
    )
    if not (duration.isdecimal() and started.isdecimal() and expires.isdecimal()):
        raise Malformed
    if now_s >= int(expires):
        raise Expired
    return BeatToken(
        PlayingId(playing),
        AssetId(asset),
        WorkId(work),
        Pseudonym(viewer),
        None if territory == NOWHERE else Territory(territory),
        None if age == NOWHERE else age,
        int(duration),
        mark,
        "" if licence == NOWHERE else licence,
        int(started),
        int(expires),
    )
