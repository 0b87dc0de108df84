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
    read: Directory | None = None
    called: Mapping[str, str] = {}

    async def account(person: str) -> str | None:
        async with store.reading() as tx:
            known = (await tx.directory.load()).person(person)
        return known.accounts.get(platform) if known else None

    async def where(key: str) -> MessageRef | None:
        async with store.reading() as tx:
            return await tx.outbox.where(key)

    async def names() -> Mapping[str, str]:
        nonlocal read, called
        async with store.reading() as tx:
            directory = await tx.directory.load()
        if directory is not read:
            read, called = directory, _names(directory, platform)
        return called

    async def kept(prefix: str) -> Mapping[str, Any]:
        begins = f"{platform}/{prefix}"
        async with store.reading() as tx:
            found = await tx.desk.under(begins)
        return {name.removeprefix(f"{platform}/"): value for name, value in found.items()}

    async def keep(name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        async with store.transaction() as tx:
            await tx.desk.set(f"{platform}/{name}", value)

    async def root(ref: MessageRef) -> str | None:
        async with store.reading() as tx:
            return await _root(tx, ref)

    async def asker(number: int) -> str | None:
        async with store.reading() as tx:
            question = await tx.questions.get(number)
            known = (await tx.directory.load()).person(question.asker) if question else None
        return known.accounts.get(platform) if known else None

    async def standing(key: str) -> Message | None:
        async with store.reading() as tx:
            said = await tx.outbox.said(key)
        return said.message if said else None

    async def is_contact(account_id: str) -> bool:
        async with store.reading() as tx:
            known = (await tx.directory.load()).person_of(platform, account_id)
        return known is not None and known.role is not Role.TEACHER

    return Directions(account=account, where=where, names=names, kept=kept, keep=keep, root=root, asker=asker,
                      standing=standing, is_contact=is_contact)  # fmt: skip


async def _root(tx: Transaction, ref: MessageRef) -> str | None:
    """Of what somebody wrote, as it is stored; of what we posted, the message that it was posted under."""
    if await tx.messages.get(ref):
        return ref.id
    thread = await tx.outbox.thread_of(ref)
    if thread and thread.startswith(OUR_KEY):
        there = await tx.outbox.where(thread)
        return there.id if there else None
    return thread


def _names(directory: Directory, platform: str) -> dict[str, str]:
    return {one.accounts[platform]: one.name for one in directory.people if one.name and platform in one.accounts}
