"""The door to media: films come in, are prepared, are played by token, and their watch time is noted."""

from .assets import (
    add_asset,
    discard_asset,
    find_asset,
    get_asset,
    list_assets,
    poster_url,
    probe,
)
from .playing import (
    list_revoked,
    read_playing,
    record_beats,
    renew,
    revoke_licence,
    start_playing,
)
from .preparing import fail_asset, prepare_asset
from .streams import close_stream, make_gate, open_stream, send_short, serve_file, stream_workshop
from .subtitles import list_subtitles, remove_subtitles, set_subtitles, subtitles_url
from .uploads import make_upload_ticket, read_upload_ticket, sweep_uploads, take_upload

__all__ = [
    "add_asset",
    "close_stream",
    "discard_asset",
    "fail_asset",
    "find_asset",
    "get_asset",
    "list_assets",
    "list_revoked",
    "list_subtitles",
    "make_gate",
    "make_upload_ticket",
    "open_stream",
    "poster_url",
    "prepare_asset",
    "probe",
    "read_playing",
    "read_upload_ticket",
    "record_beats",
    "remove_subtitles",
    "renew",
    "revoke_licence",
    "send_short",
    "serve_file",
    "set_subtitles",
    "start_playing",
    "stream_workshop",
    "subtitles_url",
    "sweep_uploads",
    "take_upload",
]
