"""Tells a platform what the desk's own references mean, and keeps what it wants kept; leaves links and addresses to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.platforms.base import Directions
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from knowledge.support.directory import Directory, Role
from storage.store import Store
from storage.transaction import Transaction

OUR_KEY = "question/"
"""How a thread is named that a message of our own begins: by that message's key."""


def directions(store: Store, platform: str) -> Directions:
    """For one platform, always as the database has it now."""
    people, things = _People(store, platform), _Things(store, platform)
    return Directions(
        account=people.account, names=people.names, asker=people.asker, is_contact=people.is_contact,
        where=things.where, root=things.root, key_of=things.key_of, standing=things.standing, kept=things.kept, keep=things.keep,
    )  # fmt: skip


class _People:
    """Who is who on one platform."""

    def __init__(self, store: Store, platform: str) -> None:
        self._store, self._platform = store, platform
        self._read: Directory | None = None
        self._called: Mapping[str, str] = {}

    async def account(self, person: str) -> str | None:
        async with self._store.reading() as tx:
            known = (await tx.directory.load()).person(person)
        return known.accounts.get(self._platform) if known else None

    async def names(self) -> Mapping[str, str]:
        async with self._store.reading() as tx:
            directory = await tx.directory.load()
        if directory is not self._read:
            self._read, self._called = directory, _names(directory, self._platform)
        return self._called

    async def asker(self, number: int) -> str | None:
        async with self._store.reading() as tx:
            question = await tx.questions.get(number)
        return await self.account(question.asker) if question else None

    async def is_contact(self, account: str) -> bool:
        async with self._store.reading() as tx:
            known = (await tx.directory.load()).person_of(self._platform, account)
        return known is not None and known.role is not Role.TEACHER


class _Things:
    """Messages under our own keys, and what the platform itself wants kept."""

    def __init__(self, store: Store, platform: str) -> None:
        self._store, self._platform = store, platform

    async def where(self, key: str) -> MessageRef | None:
        async with self._store.reading() as tx:
            return await tx.outbox.where(key)

    async def root(self, ref: MessageRef) -> str | None:
        async with self._store.reading() as tx:
            return await _root(tx, ref)

    async def key_of(self, ref: MessageRef) -> str | None:
        async with self._store.reading() as tx:
            return await tx.outbox.by_remote(ref.platform, ref.channel, ref.id)

    async def standing(self, key: str) -> Message | None:
        async with self._store.reading() as tx:
            said = await tx.outbox.said(key)
        return said.message if said else None

    async def kept(self, prefix: str) -> Mapping[str, Any]:
        ours = f"{self._platform}/"
        async with self._store.reading() as tx:
            found = await tx.desk.under(ours + prefix)
        return {name.removeprefix(ours): value for name, value in found.items()}

    async def keep(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        async with self._store.transaction() as tx:
            await tx.desk.set(f"{self._platform}/{name}", value)


async def _root(tx: Transaction, ref: MessageRef) -> str | None:
    """Of what somebody wrote, its own thread; of what we posted, the message that it was posted under."""
    if written := await tx.messages.get(ref):
        return written.ref.root
    thread = await tx.outbox.thread_of(ref)
    if thread and thread.startswith(OUR_KEY):
        there = await tx.outbox.where(thread)
        return there.id if there else None
    return thread


def _names(directory: Directory, platform: str) -> dict[str, str]:
    return {one.accounts[platform]: one.name for one in directory.people if one.name and platform in one.accounts}
