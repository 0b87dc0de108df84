"""The command `retry-events`: plays events again that met an error; leaves the playing to bot/app."""

from __future__ import annotations

import argparse

from bot.app import replay
from bot.commands.common import add_config, run_async, settings_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add_config(parser)


def run(arguments: argparse.Namespace) -> int:
    """Play all failed events, oldest first; 1 when some fail again."""
    played, failed = run_async(replay(settings_of(arguments)))
    print(f"{played} events played again, {failed} failed again.")
    return 1 if failed else 0
