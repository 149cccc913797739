"""No process outlives the one that started it, however that one ended."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

SUPERVISOR: Final = "FOOTLIGHTS_SUPERVISOR"  # environment: the process id of the supervisor
LOOK_SECONDS: Final = 0.5
GRACE_SECONDS: Final = 4.0


def hold() -> None:
    """End this process when its parent ends: by SIGTERM, and by SIGKILL when that was not enough.

    Only under a supervisor; a process started by hand is left alone. It watches the parent's id, which works
    on every Unix; the supervisor's own id covers a supervisor that was gone before we looked.
    """
    if SUPERVISOR in os.environ:
        threading.Thread(target=_watch, args=(os.getppid(),), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    supervisor = int(os.environ[SUPERVISOR])
    while os.getppid() == parent and _is_there(supervisor):
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
