"""`./footlights <folder> <verb>`: each folder's cli.py brings its verbs, project the house's own."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, Final

from footlights.kernel.text import Both, Language
from footlights.project import lifeline, logs
from footlights.project.build.places import terminal_language
from footlights.project.discovery import Folder, folders

# The house's own commands and the modules that add them; only the one asked for is read.
HOUSE: Final = {
    "up": "footlights.project.up",
    "web": "footlights.project.web",
    "status": "footlights.project.status",
    "pack": "footlights.project.pack",
    "backup": "footlights.project.backup",
    "restore": "footlights.project.backup",
    "map": "footlights.project.map",
    "test": "footlights.project.testing",
    "bench": "footlights.project.testing",
    "tour": "footlights.project.testing",
    "shots": "footlights.project.testing",
    "licences": "footlights.project.licences",
}
Parsers = Any  # argparse's type of add_subparsers() is private


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "footlights.project.settings")
    parser = _parser(words)
    chosen = parser.parse_args(words)
    language = language_of(chosen.lang)
    try:
        return int(chosen.run(chosen) or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        message = getattr(fault, "message", None)
        if not isinstance(message, Both):
            raise
        print(message.said_in(language), file=sys.stderr)
        return 1


def language_of(chosen: str | None) -> Language:
    """Return the language to speak to whoever typed the command."""
    return terminal_language(["--lang", chosen] if chosen else [])


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    language = terminal_language(words)
    parser = argparse.ArgumentParser(prog="footlights", description=_DESCRIPTION.said_in(language))
    parser.add_argument("--lang", choices=["en", "zh"], help=_LANG.said_in(language))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    named = next((word for word in words if not word.startswith("-") and word not in ("en", "zh")), None)
    for name in {HOUSE[named]} if named in HOUSE else dict.fromkeys(HOUSE.values()):
        importlib.import_module(name).add_verbs(commands)
    for folder in folders():
        if (folder.path / "cli.py").exists():
            own = commands.add_parser(folder.name, help=folder.summary.said_in(language))
            if folder.name == named:
                _add_folder(own, folder)
    return parser


def _add_folder(own: argparse.ArgumentParser, folder: Folder) -> None:
    """Import one folder's cli with Django ready; the others stay unread, which keeps commands quick."""
    import django  # noqa: PLC0415  # a third of a second that the house's own commands can do without

    logs.configure()
    django.setup()
    verbs = own.add_subparsers(dest="verb", required=True, metavar="VERB")
    importlib.import_module(f"{folder.package}.cli").add_verbs(verbs)


_DESCRIPTION = Both("Footlights, an open house for culture.", "Footlights，开放的文化之家。")
_LANG = Both("the language to answer in", "用哪种语言回答")

if __name__ == "__main__":
    sys.exit(main())
