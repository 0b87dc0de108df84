"""The command `slack-manifest`: prints what Slack needs to know of the app; leaves what that is to the platform."""

from __future__ import annotations

import argparse
import json

from bot.commands.common import CommandError
from bot.platforms.slack.manifest import manifest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--url",
        default="",
        metavar="ADDRESS",
        help="the bot's public address, https://host: Slack calls it there (default: Socket Mode, no address is needed)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the manifest as JSON, to be pasted where Slack asks for it."""
    try:
        made = manifest(arguments.url)
    except ValueError as error:
        raise CommandError(str(error)) from None
    print(json.dumps(made, ensure_ascii=False, indent=2))
    return 0
