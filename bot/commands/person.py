"""The command `person`: all that is stored about somebody, or its removal; leaves the rules to handlers/erasing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bot.app import App, build
from bot.clock import Clocks
from bot.commands.common import (
    CommandError,
    add_config,
    database,
    database_as_it_is,
    run_async,
    settings_of,
    write_whole,
)
from bot.settings_values import Settings
from handlers import erasing
from handlers.context import Desk
from knowledge.conversation.event import Event
from knowledge.conversation.fold import fold
from knowledge.support.directory import Directory, Person
from knowledge.support.retention import is_nobody
from storage.identity import Identity
from storage.personal import WORDS
from storage.transaction import Transaction

LEFT = "{given} is not in the directory (any more), so no name is known: only this id is searched for, nothing that was written in words"


class _OnlyLooked(Exception):  # noqa: N818 - no error: it takes everything back
    """A dry run ends here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    person = "id, name, e-mail address or account (slack:U01)"
    export = what.add_parser("export", help="everything that is stored about somebody, as JSON")
    export.add_argument("person", metavar="PERSON", help=person)
    export.add_argument("--output", type=Path, metavar="FILE", help="where to; default: standard output")
    erase = what.add_parser("erase", help="forget somebody, in every table")
    erase.add_argument("person", metavar="PERSON", help=person)
    erase.add_argument("--hand-to", metavar="PERSON", help="who takes over open questions, roles and answers")
    erase.add_argument("--dry-run", action="store_true", help="only say what would be done")
    erase.add_argument("--yes", action="store_true", help="do it; without this nothing is done")
    add_config(export)
    add_config(erase)


def run(arguments: argparse.Namespace) -> int:
    """Export or erase. Raises CommandError for a person whom nobody knows, or who cannot go yet."""
    settings = settings_of(arguments)
    if arguments.what == "export":
        return _export(settings, arguments.person, arguments.output)
    if not (arguments.yes or arguments.dry_run):
        raise CommandError("nothing is done: look with --dry-run what would be, and add --yes to do it for good")
    only = bool(arguments.dry_run)
    print(run_async(_erase(settings, arguments.person, arguments.hand_to, only_look=only)))
    return 0


def person_named(directory: Directory, given: str) -> Person:
    """The person by id, account, address or name. Raises CommandError for none and for several."""
    platform, _, account = given.partition(":")
    known = directory.person(given) or (directory.person_of(platform, account) if account else None)
    if known is not None:
        return known
    found = directory.with_email(given) if "@" in given else ()
    found = (
        found
        or tuple(one for one in directory.people if fold(one.name) == fold(given))
        or directory.called(fold(given))
    )
    if not found:
        raise CommandError(
            f"nobody is called {given}; write an id, a name, an e-mail address or an account (slack:U01)"
        )
    if len(found) > 1:
        listed = "\n".join(f"  {one.id}  {one.name}  {one.email or ''}".rstrip() for one in found)
        raise CommandError(f"{given} may be several people; write the id of one:\n{listed}")
    return found[0]


async def somebody(tx: Transaction, directory: Directory, given: str) -> tuple[Person, str]:
    """The person, also one who has left the directory, by an id or an account that is still there; and what is to be said of that.

    Raises CommandError for none and for several.
    """
    platform, _, account = given.partition(":")
    known = {one for person in directory.people for one in (person.id, *person.accounts.values())}
    for one in filter(None, (given, account)):
        if one not in known and not is_nobody(one) and await tx.erasing.stands(one):
            accounts = {platform: one} if one == account else {}
            return Person(id=one, name="", accounts=accounts, known=False), LEFT.format(given=one)
    return person_named(directory, given), ""


def _export(settings: Settings, given: str, output: Path | None) -> int:
    written = run_async(_told(settings, given))
    if output is None:
        sys.stdout.write(written)
        return 0
    write_whole(output, written.encode("utf-8"), private=True)
    print(f"Written to {output}.")
    return 0


async def _told(settings: Settings, given: str) -> str:
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        async with store.reading() as tx:
            person, note = await somebody(tx, await tx.directory.load(), given)
            rows = await tx.erasing.told(Identity.of(person))
    stored = {table: {"what": WORDS.get(table, table), "rows": found} for table, found in rows.items()}
    about = {"person": person.id, "name": person.name or None} | ({"note": note} if note else {})
    return json.dumps({**about, "stored": stored}, ensure_ascii=False, indent=2) + "\n"


async def _erase(settings: Settings, given: str, hand_to: str | None, *, only_look: bool) -> str:
    words = ""
    async with database(settings) as store:
        app = build(store, settings, {}, Clocks())
        await app.brain.refresh(app.clocks.desk.now())
        try:
            async with store.transaction() as tx:
                words = await _erased(app, tx, given, hand_to)
                _only_look(only_look)
        except _OnlyLooked:
            return f"{words}\nNothing was done (--dry-run)."
        finally:
            await app.brain.close()
    return f"{words}\nA directory file that still names the person would bring them back at its next import."


def _only_look(only_look: bool) -> None:  # noqa: FBT001 - it says what is asked
    if only_look:
        raise _OnlyLooked


async def _erased(app: App, tx: Transaction, given: str, hand_to: str | None) -> str:
    event = Event(id="person/erase", at=app.clocks.desk.now())
    desk = app.bot.desk(tx, await tx.directory.load(), event, None)
    person, note = await somebody(tx, desk.directory, given)
    hangs = await erasing.hangs_on(desk, person)
    if hangs.settings:
        raise CommandError(f"{person.id} is named in the settings: {', '.join(hangs.settings)}; take the id out first")
    if hangs.words():
        await _handed(desk, person, hand_to, hangs)
    count = await erasing.erase(desk, person, hangs)
    withdrawn = ", ".join(str(one.number) for one in hangs.asked)
    lines = [*([note] if note else []), f"{person.id} is erased. Rows changed or taken away:"]
    lines += [f"  {done:>6}  {WORDS.get(table, table)}" for table, done in count.items()]
    return "\n".join([*lines, *([f"Questions withdrawn: {withdrawn}."] if withdrawn else [])])


async def _handed(desk: Desk, person: Person, hand_to: str | None, hangs: erasing.Hangs) -> None:
    if hand_to is None:
        listed = "\n".join(f"  {line}" for line in hangs.words())
        raise CommandError(
            f"{person.id} cannot be erased yet:\n{listed}\nHand this on, or name who takes over: --hand-to PERSON"
        )
    to = person_named(desk.directory, hand_to)
    why = erasing.cannot_take_over(person, to, hangs, desk.voice().today)
    if why:
        raise CommandError(why)
    await erasing.hand_over(desk, person, to, hangs)
