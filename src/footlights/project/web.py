"""`./footlights web`: the web process. The supervisor starts it; so may you, beside others, behind nginx."""

from __future__ import annotations

import argparse
import copy
from pathlib import Path
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces
from granian.log import LOGGING_CONFIG, LogLevels

from footlights.project import logs

KILL_SECONDS: Final = 4  # without it the server waits for ever for a stream that never ends


def add_verbs(commands: Any) -> None:
    """Add the command."""
    parser: argparse.ArgumentParser = commands.add_parser("web", help="the web process alone")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--tls", type=Path, metavar="FOLDER", help="of house.pem and house-key.pem")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Serve until told to stop."""
    logging_config: dict[str, Any] = copy.deepcopy(LOGGING_CONFIG)
    logging_config["formatters"]["generic"] = {"()": "footlights.project.logs.Line"}
    logging_config["handlers"]["console"]["stream"] = "ext://sys.stderr"
    logs.configure()
    Granian(
        "footlights.project.server.asgi:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGINL,
        workers=1,
        workers_kill_timeout=KILL_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=logging_config,
        ssl_cert=chosen.tls and chosen.tls / "house.pem",
        ssl_key=chosen.tls and chosen.tls / "house-key.pem",
    ).serve()
    return 0
