"""What a platform tells the desk beside words and presses: profiles, channels, lost messages; leaves the plays to the tests."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.platforms.base import Gone
from knowledge.conversation.event import Account, PersonKnown, PlaceChanged
from knowledge.support.directory import Person

if TYPE_CHECKING:
    from bot.platforms.base import Address
    from bot.rehearsal.transcript import Line
    from knowledge.conversation.event import Event
    from knowledge.conversation.message import Message
    from knowledge.support.directory import Directory
    from storage.store import Store
    from tests.journeys.day import Day

_NUMBERS = count(1)


async def heard(day: Day, event: Event) -> list[Line]:
    """The event, and what comes of it within a second."""
    await day.play.stage.app.bot.hear(event)
    return await day.passes("1s")


async def known(day: Day, account: str, name: str = "", *, is_guest: bool = False, is_external: bool = False,
                **told: Any) -> list[Line]:  # fmt: skip
    """A profile was looked up, or has changed."""
    who = Account(platform="local", id=account, name=name, is_guest=is_guest, is_external=is_external)
    at = day.play.stage.clock.now()
    return await heard(day, PersonKnown(id=f"known:{next(_NUMBERS)}", at=at, account=who, **told))


async def place(day: Day, change: str, channel: str = "support", **told: Any) -> list[Line]:
    """Something happened to a channel."""
    at = day.play.stage.clock.now()
    event = PlaceChanged(id=f"place:{next(_NUMBERS)}", at=at, platform="local", channel=channel, change=change, **told)
    return await heard(day, event)


async def people(store: Store) -> Directory:
    """Who is who now."""
    async with store.reading() as tx:
        return await tx.directory.load()


async def person(store: Store, person_id: str) -> Person:
    """One of them."""
    found = (await people(store)).person(person_id)
    assert found is not None, f"there is no {person_id}"
    return found


async def rewritten(store: Store, person_id: str, **fields: Any) -> None:
    """The directory says something else about somebody."""
    async with store.transaction() as tx:
        found = (await tx.directory.load()).person(person_id)
        assert found is not None
        await tx.directory.save_person(replace(found, **fields))


def takes_nothing(day: Day, *channels: str) -> None:
    """From now on nothing can be posted in these channels, and nobody has told the desk why."""
    send = day.play.stage.chat.send

    async def refusing(to: Address, key: str, message: Message, token: str) -> str:
        if to.channel in channels:
            raise Gone("not_in_channel")
        return await send(to, key, message, token)

    day.play.stage.chat.send = refusing  # type: ignore[method-assign]
