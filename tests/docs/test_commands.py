"""docs/commands.md tells of every command, every verb and every option there is, and of none that is not."""

from __future__ import annotations

import argparse
import importlib
import re

import pytest

from footlights.project import cli
from footlights.project.discovery import modules
from tests.rules.tree import REPOSITORY

PAGE = (REPOSITORY / "docs" / "commands.md").read_text("utf-8")
SECTIONS = re.compile(r"^### `\./footlights (.+?)`\n(.*?)(?=^##|\Z)", re.M | re.S)


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return every command of the house by what a person types after ./footlights."""
    found: dict[str, argparse.ArgumentParser] = {}
    house = argparse.ArgumentParser().add_subparsers()
    for name in sorted(set(cli.HOUSE.values())):
        importlib.import_module(name).add_verbs(house)
    found.update(house.choices)
    for folder, module in modules("cli"):
        own = argparse.ArgumentParser().add_subparsers()
        module.add_verbs(own)
        found.update({f"{folder.name} {verb}": parser for verb, parser in own.choices.items()})
    return found


COMMANDS = commands()


def section(command: str) -> str:
    """Return what the page says under the heading of a command."""
    return next((text for head, text in SECTIONS.findall(PAGE) if head == command), "")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_a_section_that_names_its_options(command):
    said = section(command)
    options = {
        option
        for action in COMMANDS[command]._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    }

    assert said, f"docs/commands.md has no section ### `./footlights {command}`"
    assert not {option for option in options if option not in said}


def test_the_page_tells_of_no_command_that_is_not_there():
    launcher = {"lock"}  # the root script answers these before the package is there

    assert not {head for head, _ in SECTIONS.findall(PAGE)} - set(COMMANDS) - launcher
