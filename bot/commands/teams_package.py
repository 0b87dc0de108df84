"""The command `teams-package`: writes the file that is uploaded to Teams; leaves what is in it to the platform."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot.commands.common import CommandError
from bot.platforms.teams.manifest import NAME, VERSION, App
from bot.platforms.teams.package import contents, faults, packed
from bot.platforms.teams.schema import ICONS, icon_fault

_UNTOLD = "https://example.org"
"""Stands for an address that nobody has given: Teams wants one."""
_OPTIONS = {
    **dict.fromkeys(
        ("id", "bots.botId", "composeExtensions.botId", "webApplicationInfo.id", "webApplicationInfo.resource"),
        "--app-id",
    ),
    **dict.fromkeys(("name.short", "name.full"), "--name"),
    "version": "--version",
    "developer.name": "--developer",
    "developer.websiteUrl": "--website",
    "developer.privacyUrl": "--privacy",
    "developer.termsOfUseUrl": "--terms",
}
"""Where in the manifest -> the option that says it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--app-id", required=True, metavar="ID", help="the bot's Microsoft App ID, from the Azure portal"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("supportbot-teams.zip"), metavar="FILE", help="default: %(default)s"
    )
    parser.add_argument("--name", default=NAME, help="what the bot is called in Teams (default: %(default)s)")
    parser.add_argument("--developer", metavar="NAME", help="who stands behind it, for example your municipality")
    parser.add_argument("--website", metavar="ADDRESS", help="a page about the support desk; https://")
    parser.add_argument("--privacy", metavar="ADDRESS", help="how personal data is treated (default: the website)")
    parser.add_argument("--terms", metavar="ADDRESS", help="the terms of use (default: the website)")
    parser.add_argument(
        "--version", default=VERSION, metavar="N.N.N", help="raise it to put a package in place of an older one (default: %(default)s)"
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write the package when all is right with it; else say all that is wrong, and write nothing."""
    app = _app(arguments)
    files = contents(app)
    wrong = list(dict.fromkeys((*_faults(app), *_icon_faults(files))))
    if wrong:
        count = "one thing is" if len(wrong) == 1 else f"{len(wrong)} things are"
        raise CommandError(f"{count} wrong:\n" + "\n".join(f"  {one}" for one in wrong))
    try:
        arguments.out.write_bytes(packed(files))
    except OSError as error:
        raise CommandError(f"{arguments.out} cannot be written: {error.strerror}") from None
    print(f"{arguments.out}: {app.name} {app.version}, for upload to Teams (docs/teams.md)")
    if untold := [name for name in ("developer", "website") if getattr(arguments, name) is None]:
        words = f"under the app's name people read {app.developer}, {app.website}"
        print(f"Not said: {' and '.join(f'--{name}' for name in untold)}; {words}.")
    return 0


def _app(arguments: argparse.Namespace) -> App:
    website = _UNTOLD if arguments.website is None else arguments.website.strip()
    return App(
        id=arguments.app_id.strip().lower(),
        version=arguments.version.strip(),
        name=arguments.name.strip(),
        developer=NAME if arguments.developer is None else arguments.developer.strip(),
        website=website,
        privacy=website if arguments.privacy is None else arguments.privacy.strip(),
        terms=website if arguments.terms is None else arguments.terms.strip(),
    )


def _faults(app: App) -> Iterator[str]:
    """Each fault under the option that can mend it, and once where one option is said in several places."""
    told: set[str] = set()
    for where, words in faults(app):
        option = _OPTIONS.get(where)
        if option is None:
            yield f"{where}: {words}"
        elif option not in told:
            told.add(option)
            yield f"{option}: {words}"


def _icon_faults(files: dict[str, bytes]) -> Iterator[str]:
    for name in ICONS:
        if words := icon_fault(name, files[f"{name}.png"]):
            yield f"{name}.png: {words}"
