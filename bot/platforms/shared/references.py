"""What the desk's own references in a message mean on one service; leaves the addresses that open messages to the service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from bot.platforms.base import AccountOf, Whereabouts
from knowledge.conversation.event import MessageRef

_MESSAGE = "message/"
"""`desk:message/<platform>/<channel>/<id>` names a message that a person wrote."""


async def ref_of(key: str, where: Whereabouts) -> MessageRef | None:
    """The message that a `desk:` link names, if it stands anywhere."""
    if key.startswith(_MESSAGE):
        platform, _, rest = key.removeprefix(_MESSAGE).partition("/")
        channel, _, message = rest.rpartition("/")
        return MessageRef(platform=platform, channel=channel, id=message) if channel else None
    return await where(key)


async def accounts_of(people: Iterable[str], account: AccountOf) -> dict[str, str]:
    """Person -> account, of those who have one there."""
    found = {person: await account(person) for person in people}
    return {person: one for person, one in found.items() if one}


async def links_of(keys: Iterable[str], link: Callable[[str], Awaitable[str | None]]) -> dict[str, str]:
    """Our key -> the address that opens the message, of those that have one."""
    found = {key: await link(key) for key in keys}
    return {key: address for key, address in found.items() if address}
