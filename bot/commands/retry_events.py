"""The command `retry-events`: plays events again that met an error; leaves the playing to bot/app."""

from __future__ import annotations

import argparse
from importlib import import_module

from bot.commands.common import add_config, run_async, settings_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play all failed events, oldest first; 1 when some fail again."""
    # Only now: the whole desk comes with it, and wrong settings should be told first.
    settings = settings_of(arguments)
    played, failed = run_async(import_module("bot.app").replay(settings))
    print(f"{played} events played again, {failed} failed again.")
    return 1 if failed else 0
