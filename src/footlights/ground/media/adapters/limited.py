"""Start a program that may go wrong: bounded in memory, time and files, cut from the network, gone with its parent.

Run as a file, not as a module, so that it imports nothing of the house:
``python -I limited.py '{"memory": 1073741824, …}' program argument …``
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # linux/sched.h


def main() -> None:
    """Bind this process by the limits of the first argument, then become the program of the others."""
    limits = json.loads(sys.argv[1])
    os.nice(limits.get("nice", 0))
    for name, kind in (
        ("memory", resource.RLIMIT_AS),
        ("cpu_seconds", resource.RLIMIT_CPU),
        ("file_bytes", resource.RLIMIT_FSIZE),
        ("files", resource.RLIMIT_NOFILE),
    ):
        if name in limits:
            _bound(kind, int(limits[name]))
    _bound(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _bind_on_linux(int(limits["parent"]), is_offline=bool(limits.get("offline")))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  # an argument list, no shell


def _bound(kind: int, value: int) -> None:
    try:
        _, hardest = resource.getrlimit(kind)
        value = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):
        pass  # macOS knows no RLIMIT_AS; the wall clock and the other bounds still hold


def _bind_on_linux(parent: int, *, is_offline: bool) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before the line above
        os._exit(1)
    # An empty network needs a privilege, or a user namespace; where neither is allowed the
    # protocol whitelist of the reader stands alone.
    if is_offline and libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


if __name__ == "__main__":
    main()
