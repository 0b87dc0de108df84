"""The desk that `why` looks into, from the database or from files, and who writes where; leaves explaining to bot/why."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz import process

from bot.commands.common import CommandError, database_as_it_is, database_file
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.rehearsal.stage import everybody_local
from bot.settings_values import Settings
from knowledge.conversation.event import DIRECT, MessageRef
from knowledge.conversation.fold import fold
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Directory, Person, Place, PlaceKind, Role
from storage.store import Store

NO_FAQ = "there is no FAQ to look in; `supportbot import faq FILE` stores one, `--faq FILE` looks into a file"
DIRECT_PLACE = "direct"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def opened(settings: Settings, faq: Path | None, directory: Path | None) -> AsyncIterator[Store]:
    """The desk's own database, read only; with a file, a desk for the moment, where the file stands in for its part.

    Raises CommandError when there is no FAQ at all, FileErrors when a file cannot be used.
    """
    if faq is None and directory is None:
        if not _is_there(settings):
            raise CommandError(NO_FAQ)
        async with database_as_it_is(settings) as store:
            await store.refuse_newer()
            if not (await _stored(store))[0]:
                raise CommandError(NO_FAQ)
            yield store
        return
    entries, everybody = await _of_the_desk(settings)
    entries = read_faq(faq).value if faq else entries
    everybody = read_directory(directory).value if directory else everybody
    if not entries:
        raise CommandError(NO_FAQ)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/why.db")
        try:
            await store.migrate()
            async with store.transaction() as tx:
                await tx.directory.replace(everybody_local(everybody))
                await tx.faq.replace(entries, None, _LONG_AGO)
            yield store
        finally:
            await store.close()


def _is_there(settings: Settings) -> bool:
    file = database_file(settings)
    return file is None or (file.exists() and file.stat().st_size > 0)


async def _of_the_desk(settings: Settings) -> tuple[list[FaqEntry], Directory]:
    """What the database has for the part that no file is given for; nothing when there is none."""
    if not _is_there(settings):
        return [], Directory()
    async with database_as_it_is(settings) as store:
        await store.refuse_newer()
        return await _stored(store)


async def _stored(store: Store) -> tuple[list[FaqEntry], Directory]:
    async with store.reading() as tx:
        return list(await tx.faq.entries()), await tx.directory.load()


def person_named(directory: Directory, wanted: str | None, nobody: str) -> Person:
    """The person with that id or name; without one, the first teacher with a school. Raises CommandError."""
    if wanted is None:
        teachers = [one for one in directory.people if one.role is Role.TEACHER and len(one.schools) == 1]
        return next(iter((*teachers, *directory.people)), Person(id="", name=nobody))
    found = directory.person(wanted) or next((one for one in directory.people if fold(one.name) == fold(wanted)), None)
    if found is None:
        raise CommandError(f"nobody is called ”{wanted}”; {_like(wanted, [one.name for one in directory.people])}")
    return found


def place_named(directory: Directory, wanted: str | None) -> Place | None:
    """The place with that id, None for `direct`; without one, the first support place. Raises CommandError."""
    if wanted == DIRECT_PLACE:
        return None
    if wanted is None:
        return next(iter(directory.places_of(PlaceKind.SUPPORT)), Place(id="support", kind=PlaceKind.SUPPORT))
    found = directory.place(wanted)
    if found is None:
        ids = [*(one.id for one in directory.places), DIRECT_PLACE]
        raise CommandError(f"no place is called ”{wanted}”; {_like(wanted, ids)}")
    return found


def _like(wanted: str, names: list[str]) -> str:
    near = [name for name, _score, _place in process.extract(wanted, names, limit=3)]
    return f"nearest: {', '.join(near)}" if near else "the directory is empty"


def ref_of(settings: Settings, person: Person, place: Place | None, *, in_thread: bool) -> MessageRef:
    """Where the message would stand: on the service in use that has the place and the person."""
    here = place.channels if place else person.accounts
    used = [name for name, on in (("slack", settings.slack.is_on), ("teams", settings.teams.is_on)) if on]
    able = [name for name in (*used, *here) if name in here]
    platform = next((name for name in able if name in person.accounts), next(iter(able), "local"))
    channel = place.channels.get(platform, place.id) if place else f"{DIRECT}:{person.accounts.get(platform, '')}"
    return MessageRef(platform=platform, channel=channel, id="why", thread="thread" if in_thread else None)
