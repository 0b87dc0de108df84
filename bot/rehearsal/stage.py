"""The stage of a rehearsal: the municipality and a desk with a set clock; leaves the steps to `play`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot import config
from bot.app import App, build
from bot.clock import Clocks, SetClock
from bot.embedding.meanings import Meanings
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.platforms.local.adapter import LocalPlatform
from bot.platforms.local.log import Log
from bot.platforms.local.record import Record
from bot.rehearsal.script import Script
from bot.settings_values import Settings
from knowledge.conversation.message import Shown
from knowledge.support.directory import Directory
from storage.store import Store

UNHURRIED = timedelta(minutes=1)
"""How long an event of a play may take on a busy machine, so that a play is always the same."""


class Chat(Protocol):
    """What people do in a chat, and what stands there; the local chat is one."""

    @property
    def name(self) -> str:
        """The platform's name."""

    @property
    def log(self) -> Log:
        """Everything that stands there."""

    def stranger(self, name: str) -> str:
        """The account of somebody whom the directory does not know."""

    async def say(
        self, who: str, channel: str, text: str, thread: str | None = None, *, mentions_bot: bool = False
    ) -> str:
        """Write something; gives the message's id."""

    async def edit(self, post_id: str, text: str) -> None:
        """Change one's own message."""

    async def delete(self, post_id: str) -> None:
        """Remove one's own message."""

    async def react(self, who: str, post_id: str, reaction: str) -> None:
        """Set a reaction, `done` or `looking`."""

    async def press(self, who: str, key_or_id: str, action: str) -> Shown | None:
        """Press a button."""

    async def fill(self, who: str, form: str, about: str, values: dict[str, Any]) -> Shown | None:
        """Send a form."""

    async def join(self, who: str, channel: str) -> None:
        """Come into a channel."""


@dataclass(kw_only=True)
class Stage:
    """Everything that the play is played on."""

    app: App
    chat: Chat
    clock: SetClock
    zone: ZoneInfo
    channels: dict[str, str]
    """Place id -> channel of the local chat."""
    records: list[Record]
    """What the bot has done and nobody has written down yet."""


def settings_of(script: Script) -> Settings:
    """The script's settings on the defaults of rehearsals. Raises ConfigError."""
    return config.load({}, overrides=script.settings, rehearsal=True)


async def prepare(script: Script, store: Store, meanings: Meanings | None = None) -> Stage:
    """Fill an empty, migrated database and build the desk on it. Raises ConfigError or FileErrors.

    `meanings`: None = questions are compared by words alone.
    """
    settings = settings_of(script)
    directory = everybody_local(read_directory(script.directory).value)
    zone = ZoneInfo(directory.organisation.time_zone)
    clock = await filled(script, store, directory)
    chat = _chat(clock, directory)
    app = build(store, settings, {"local": chat}, Clocks(desk=clock), meanings=meanings, patience=None)
    app.bot.patience = UNHURRIED
    channels = {place.id: place.channels["local"] for place in directory.places}
    records: list[Record] = []
    chat.on_bot = records.append
    await app.listen()
    return Stage(app=app, chat=chat, clock=clock, zone=zone, records=records, channels=channels)


async def filled(script: Script, store: Store, directory: Directory) -> SetClock:
    """Put the script's municipality and answers into an empty database; gives the clock, set to its start."""
    entries = read_faq(script.faq).value
    start = moment(script.start, ZoneInfo(directory.organisation.time_zone))
    async with store.transaction() as tx:
        await tx.directory.replace(directory)
        await tx.faq.replace(entries, None, start)
    return SetClock(start)


def _chat(clock: SetClock, directory: Directory) -> LocalPlatform:
    names = {person.accounts["local"]: person.name for person in directory.people}
    numbers = iter(range(1, 10**9))
    return LocalPlatform(
        clock=clock.now,
        names=lambda account: names.get(account, account),
        accounts=lambda: names,
        new_id=lambda: f"m{next(numbers)}",
    )


def everybody_local(directory: Directory) -> Directory:
    """The directory with a local account for every person and a local channel for every place, named by their ids."""
    people = tuple(
        replace(person, accounts={**person.accounts, "local": person.accounts.get("local", person.id)})
        for person in directory.people
    )
    places = tuple(
        replace(place, channels={**place.channels, "local": place.channels.get("local", place.id)})
        for place in directory.places
    )
    return replace(directory, people=people, places=places)


def moment(local: datetime, zone: ZoneInfo) -> datetime:
    """A script's local time as a moment."""
    return local.replace(tzinfo=zone).astimezone(UTC)
