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
from .chapters import chapters_url, list_chapters, read_chapters, set_chapters, write_chapters
from .pictures import choose_poster, has_storyboard, list_stills, storyboard_url
from .players import answer_renewal, from_players, lasts_ms, read_beats, read_token
from .playing import (
    list_revoked,
    read_playing,
    record_beats,
    renew,
    revoke_licence,
    start_playing,
)
from .preparing import fail_asset, prepare_asset
from .shots import find_shots, list_shots, seek_shots, suggest_chapters, suggest_posters
from .streams import close_stream, make_gate, open_stream, send_short, serve_file, stream_workshop
from .subtitles import copy_texts, list_subtitles, remove_subtitles, set_subtitles, subtitles_url
from .uploads import make_upload_ticket, read_upload_ticket, sweep_uploads, take_upload

__all__ = [
    "add_asset",
    "answer_renewal",
    "chapters_url",
    "choose_poster",
    "close_stream",
    "copy_texts",
    "discard_asset",
    "fail_asset",
    "find_asset",
    "find_shots",
    "from_players",
    "get_asset",
    "has_storyboard",
    "lasts_ms",
    "list_assets",
    "list_chapters",
    "list_revoked",
    "list_shots",
    "list_stills",
    "list_subtitles",
    "make_gate",
    "make_upload_ticket",
    "open_stream",
    "poster_url",
    "prepare_asset",
    "probe",
    "read_beats",
    "read_chapters",
    "read_playing",
    "read_token",
    "read_upload_ticket",
    "record_beats",
    "remove_subtitles",
    "renew",
    "revoke_licence",
    "seek_shots",
    "send_short",
    "serve_file",
    "set_chapters",
    "set_subtitles",
    "start_playing",
    "storyboard_url",
    "stream_workshop",
    "subtitles_url",
    "suggest_chapters",
    "suggest_posters",
    "sweep_uploads",
    "take_upload",
    "write_chapters",
]
