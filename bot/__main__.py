"""The command line: which commands there are and how errors end them; leaves each command to bot/commands."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Protocol, cast

COMMANDS = {
    "demo": ("demo", "start with a sample municipality and a chat page; no accounts needed"),
    "chat": ("chat", "the same in the terminal: talk as anybody of the sample municipality"),
    "run": ("run", "start the desk: Slack and/or Teams, the worker and the web server"),
    "check": ("check", "say what is wrong or risky; ends with 1 if anything is wrong"),
    "import": ("import_files", "read an FAQ or a directory from files, all or nothing"),
    "export": ("export_files", "write the FAQ, the directory or the questions to a file"),
    "report": ("report", "tell what became of the questions of a period, as Markdown or XLSX, with a picture"),
    "match": ("match", "answer each line of standard input with FAQ entries, as JSON"),
    "why": ("why", "explain what the bot would do with a message, and why"),
    "evaluate": ("evaluate", "measure the matcher on labelled messages, or on recorded days"),
    "train": (
        "train",
        "make the matcher's weights from labelled messages, or refit its odds on the desk's own presses",
    ),
    "rehearse": ("rehearse", "play a scripted day with a clock that jumps"),
    "slack-manifest": ("slack_manifest", "print the app's manifest, to be pasted where Slack asks for it"),
    "teams-package": ("teams_package", "make the file that is uploaded to Teams"),
    "migrate": ("migrate", "bring the database up to date"),
    "person": ("person", "write all that is stored about somebody, or erase it"),
    "backup": ("backup", "copy the database to a file, also while the desk runs"),
    "restore": ("restore", "put a backup in the database's place"),
    "retry-events": ("retry_events", "play events again that met an error"),
}
"""Command -> (module in bot/commands, what it does)."""

_TOLD = (
    ("bot.settings_problems", "ConfigError"),
    ("bot.files.faults", "FileErrors"),
    ("bot.commands.common", "CommandError"),
    ("bot.embedding.base", "EmbedderError"),
    ("storage.errors", "StorageError"),
)
"""Errors that are told in plain words. They are looked up by name, so that `match` need not import a database."""


class Command(Protocol):
    """What a module in bot/commands holds."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; gives the exit code."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 1 something is wrong, 2 wrong usage. Raises SystemExit."""
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in words if not word.startswith("-")), "")
    command = cast("Command", import_module(f"bot.commands.{COMMANDS[name][0]}")) if name in COMMANDS else None
    arguments = _parser(name, command).parse_args(words)
    if command is None:  # no command at all: argparse has refused the others
        _parser("", None).print_help()
        sys.exit(2)
    sys.exit(_outcome(command, arguments, name))


def _parser(chosen: str, command: Command | None) -> argparse.ArgumentParser:
    """All commands with their help, and the arguments of the chosen one: the others are not imported."""
    parser = argparse.ArgumentParser(prog="supportbot", description="A support desk in Slack, Teams or a local chat.")
    parser.add_argument("--version", action="version", version=f"supportbot {version('unikum-supportbot')}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    for name, (_module, words) in COMMANDS.items():
        one = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if command is not None and name == chosen:
            command.add_arguments(one)
    return parser


def _outcome(command: Command, arguments: argparse.Namespace, name: str) -> int:
    try:
        code = command.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`); the interpreter must not try to flush the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        if not _is_told(error):
            raise
        print(f"supportbot {name}: {error}", file=sys.stderr)
        return 1
    return code


def _is_told(error: Exception) -> bool:
    loaded = ((sys.modules.get(module), name) for module, name in _TOLD)
    return any(module is not None and isinstance(error, getattr(module, name)) for module, name in loaded)


def _speak_utf8() -> None:
    """Whatever the locale: files and pipes are UTF-8, and a broken character stops nothing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
