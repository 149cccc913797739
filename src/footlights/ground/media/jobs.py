"""What workers do for media."""

from __future__ import annotations

import logging

from footlights.ground.jobs.types import Refused, Stopped, Task
from footlights.kernel.clock import utc_now
from footlights.kernel.ids import AssetId
from footlights.kernel.text import Both

from . import api
from .adapters.encoder import EncoderStopped, EncodingFailed
from .adapters.measure import Unfinished
from .types import FileRefused, NoSuchAsset

log = logging.getLogger("footlights.media")

ATTEMPTS = 3
SCHEDULE = {"sweep": 3600.0, "seek_shots": 300.0}
_FAILED = Both(
    "The encoder could not prepare this film. The file that you sent is kept; export it again as H.264 and send that.",
    "编码器无法制作此影片。您提交的文件已保留；请重新导出为 H.264 后提交。",
)


def prepare(task: Task) -> None:
    """Make a film ready for browsers: the ladder, its playlists, its poster."""
    asset = AssetId(task.arguments["asset"])
    try:
        api.prepare_asset(asset, task, at=utc_now())
    except (FileRefused, NoSuchAsset) as refusal:
        raise Refused(refusal.message) from refusal
    except EncoderStopped as stopped:
        raise Stopped from stopped
    except (EncodingFailed, Unfinished) as fault:
        log.warning("preparing %s failed, attempt %s: %s", asset, task.attempt, fault)
        if task.attempt < ATTEMPTS:
            raise
        api.fail_asset(asset, _FAILED)
        raise Refused(_FAILED) from fault


def find_shots(task: Task) -> None:
    """Find a film's shots, for its chapters and its poster."""
    try:
        api.find_shots(AssetId(task.arguments["asset"]))
    except NoSuchAsset as gone:
        raise Refused(gone.message) from gone


def seek_shots(task: Task) -> None:
    """Queue a look for the shots of films that have not been looked at."""
    api.seek_shots(utc_now())


def sweep(task: Task) -> None:
    """Forget the uploads that nobody went on with."""
    api.sweep_uploads()
