"""Tells a platform what the desk's own references mean: people as its accounts, keys as messages; leaves links to it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.platforms.base import Directions
from knowledge.conversation.event import MessageRef
from knowledge.support.directory import Directory
from storage.store import Store


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

    return Directions(account=account, where=where, names=names)


def _names(directory: Directory, platform: str) -> dict[str, str]:
    return {one.accounts[platform]: one.name for one in directory.people if one.name and platform in one.accounts}
