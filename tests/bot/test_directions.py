"""What a platform is told of the desk's own references."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.directions import directions
from bot.platforms.base import Address
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from knowledge.support.directory import Directory, Organisation, Person, Role

if TYPE_CHECKING:
    from storage.store import Store

EVA = Person(id="eva", name="Eva Lind", role=Role.LOCAL, accounts={"teams": "aad-eva"})
ANNA = Person(id="anna", name="Anna Ek", role=Role.TEACHER, accounts={"teams": "aad-anna", "slack": "U1"})
SOON, LEASE = datetime(2030, 1, 1, tzinfo=UTC), timedelta(seconds=30)
WORDS = Message(reply="waiting", text="Frågan ligger hos Eva")


async def filled(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.directory.replace(Directory(organisation=Organisation(name="Storköping"), people=(EVA, ANNA)))


async def test_a_person_is_an_account_with_a_name_and_a_role(store: Store) -> None:
    await filled(store)
    told = directions(store, "teams")
    assert (await told.account("eva"), await told.account("nobody")) == ("aad-eva", None)
    assert await told.names() == {"aad-eva": "Eva Lind", "aad-anna": "Anna Ek"}
    assert (await told.is_contact("aad-eva"), await told.is_contact("aad-anna"), await told.is_contact("?")) == (
        True, False, False,
    )  # fmt: skip
    assert await told.asker(1) is None


async def test_what_a_platform_keeps_is_its_own(store: Store) -> None:
    teams, slack = directions(store, "teams"), directions(store, "slack")
    await teams.keep("door/19:a", {"kind": "channel"})
    await slack.keep("door/C1", {"kind": "x"})
    assert await teams.kept("door/") == {"door/19:a": {"kind": "channel"}}
    await teams.keep("door/19:a", None)
    assert await teams.kept("door/") == {}


async def test_a_key_tells_what_stands_and_a_message_the_root_of_its_thread(store: Store) -> None:
    where = Address(platform="teams", channel="19:a", thread="100")
    async with store.transaction() as tx:
        await tx.outbox.say("question/1/card", where, WORDS)
    told = directions(store, "teams")
    assert await told.standing("question/1/card") == WORDS
    assert await told.standing("question/2/card") is None
    assert await told.where("question/1/card") is None
    async with store.transaction() as tx:
        (row,) = await tx.outbox.claim("me", await tx.clock(SOON), LEASE, 1, set(), ("teams",))
        await tx.outbox.posted(row.id, "101", SOON)
    ref = MessageRef(platform="teams", channel="19:a", id="101")
    assert await told.root(ref) == "100"
    assert await told.root(replace(ref, id="999")) is None
