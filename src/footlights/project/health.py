"""Whether the house is well: database, event writer, worker, disk. For balancers, people and `status`."""

from __future__ import annotations

import shutil
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from footlights.ground.events import api as events
from footlights.ground.jobs import api as jobs
from footlights.ground.jobs.types import JobState
from footlights.kernel.clock import utc_now

DISK_FLOOR: Final = 256 << 20  # bytes; below it an upload or an encode is about to fail


def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything is well, 503 with what is not."""
    parts = read_health()
    return JsonResponse({"well": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503)


def read_health() -> dict[str, bool]:
    """Return each part and whether it is well."""
    database = _database_answers()
    return {
        "database": database,
        "writer": events.is_writer_alive(),
        "worker": database and jobs.count_live_workers(utc_now()) > 0,
        "disk": shutil.disk_usage(settings.HOME).free > DISK_FLOOR,
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def count_waiting() -> int:
    """Return how many jobs wait for a worker."""
    return jobs.count_jobs(JobState.QUEUED)
