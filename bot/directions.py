"""Tells a platform what the desk's own references mean: people as its accounts, keys as messages; leaves links to it."""

from __future__ import annotations

from bot.platforms.base import Directions
from knowledge.conversation.event import MessageRef
from storage.store import Store


def directions(store: Store, platform: str) -> Directions:
    """For one platform, always as the database has it now."""

    async def account(person: str) -> str | None:
        async with store.reading() as tx:
            known = (await tx.directory.load()).person(person)
        return known.accounts.get(platform) if known else None

    async def where(key: str) -> MessageRef | None:
        async with store.reading() as tx:
            return await tx.outbox.where(key)

    return Directions(account=account, where=where)
