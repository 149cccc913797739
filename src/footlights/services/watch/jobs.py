"""What workers do for watch."""

from __future__ import annotations

from footlights.ground.jobs.types import Refused, Task

from . import api
from .types import FilmId, NoSuchFilm


def hang_poster(task: Task) -> None:
    """Give a film's work its poster, once media has chosen one."""
    try:
        api.hang_poster(FilmId(task.arguments["film"]))
    except NoSuchFilm as gone:
        raise Refused(gone.message) from gone
