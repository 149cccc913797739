"""Which ports the relay listens on."""

from __future__ import annotations

import os
import socket

RTMP_PORT = 1935  # registered for RTMP
SRT_FIRST = 9710
_SRT_MOST = 200


def rtmp_port() -> int:
    """Return the port for RTMP: FOOTLIGHTS_LIVE_RTMP or the registered one."""
    return int(os.environ.get("FOOTLIGHTS_LIVE_RTMP", RTMP_PORT))


def host() -> str:
    """Return the address to listen at: FOOTLIGHTS_LIVE_HOST, or this machine alone."""
    return os.environ.get("FOOTLIGHTS_LIVE_HOST", "127.0.0.1")


def srt_port(taken: set[int]) -> int:
    """Return a port for a contributor's SRT that is free here and not promised to another.

    Raises OSError when there is none.
    """
    first = int(os.environ.get("FOOTLIGHTS_LIVE_SRT", SRT_FIRST))
    for port in range(first, first + _SRT_MOST):
        if port not in taken and _is_free(port):
            return port
    raise OSError("no free port for SRT")


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        try:
            held.bind((host(), port))
        except OSError:
            return False
    return True
