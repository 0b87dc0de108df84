"""A channel gets another id: questions, messages, what is to be said and what is remembered follow it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.conversation.event import MessageRef
from knowledge.support.directory import Directory, Place, PlaceKind
from storage.deliveries import Where
from storage.held import Held, Part
from storage.shadow import Watched
from tests.storage.made import NOON, question, said

if TYPE_CHECKING:
    from storage.store import Store
    from storage.transaction import Transaction

OLD = MessageRef(platform="slack", channel="C1", id="1.0")
NEW = replace(OLD, channel="C2")
OTHER = replace(OLD, platform="teams")
PLACES = (
    Place(id="support", kind=PlaceKind.SUPPORT, channels={"slack": "C1", "teams": "C1"}),
    Place(id="news", kind=PlaceKind.NEWS, channels={"slack": "C9"}),
)


async def fill(tx: Transaction) -> None:
    """Something of every kind in the channel, and the same of another platform's channel with that id."""
    await tx.directory.replace(Directory(places=PLACES))
    for ref in (OLD, OTHER):
        where = Where(platform=ref.platform, channel=ref.channel, thread=ref.id)
        await tx.questions.add(question(root=ref))
        await tx.inbox.is_new_message(ref)
        await tx.messages.remember(ref, "anna", NOON, "hej")
        await tx.outbox.say(f"question/{ref.platform}/card", where, said("kort"))
        await tx.outbox.say(f"personal_data/{ref.platform}/C1/1.0", where, said("varning"))
        values = {"platform": ref.platform, "channel": "C1"}
        await tx.timers.set(f"personal_data/{ref.platform}/C1/1.0/still", "personal_data", NOON, values=values)
        part = Part(ref=ref, text="hej")
        await tx.held.put(Held(platform=ref.platform, channel="C1", author="anna", parts=(part,), since=NOON))
        await tx.desk.set(f"cursor/{ref.platform}/C1", "1.0")
        await tx.shadow.note(Watched(ref=ref, at=NOON, place="support", text="hej", decision="route"))


async def assert_moved(tx: Transaction) -> None:
    directory = await tx.directory.load()
    assert [one.channels for one in directory.places] == [{"slack": "C2", "teams": "C1"}, {"slack": "C9"}]
    assert (await tx.directory.place_of("slack", "C2") or PLACES[1]).id == "support"
    assert await tx.directory.place_of("slack", "C1") is None
    moved = await tx.questions.by_root("slack", "C2", "1.0")
    assert moved is not None
    assert moved.root == NEW
    assert await tx.questions.by_root("slack", "C1", "1.0") is None
    assert not await tx.inbox.is_new_message(NEW)
    message = await tx.messages.get(NEW)
    assert message is not None
    assert message.ref.channel == "C2"
    for key in ("question/slack/card", "personal_data/slack/C2/1.0"):
        standing = await tx.outbox.said(key)
        assert standing is not None
        assert standing.address == Where(platform="slack", channel="C2", thread="1.0")
    timer = await tx.timers.get("personal_data/slack/C2/1.0/still")
    assert timer is not None
    assert timer.values == {"platform": "slack", "channel": "C2"}
    burst = await tx.held.get("slack", "C2", "anna")
    assert burst is not None
    assert [part.ref for part in burst.parts] == [NEW]
    assert await tx.desk.under("cursor/") == {"cursor/slack/C2": "1.0", "cursor/teams/C1": "1.0"}
    assert await tx.shadow.get(NEW) is not None
    assert await tx.shadow.get(OTHER) is not None
    assert await tx.questions.by_root("teams", "C1", "1.0") is not None
    assert await tx.messages.get(OTHER) is not None
    assert (await tx.outbox.live("personal_data/teams/C1/"))[0].address.channel == "C1"


async def test_everything_of_the_channel_follows_and_nothing_of_another(store: Store) -> None:
    async with store.transaction() as tx:
        await fill(tx)
        before = await tx.directory.revision()
        await tx.directory.move_channel("slack", "C1", "C2")
        assert await tx.directory.revision() > before
    async with store.transaction() as tx:
        await assert_moved(tx)


async def test_a_second_time_changes_nothing(store: Store) -> None:
    async with store.transaction() as tx:
        await fill(tx)
        await tx.directory.move_channel("slack", "C1", "C2")
        await tx.directory.move_channel("slack", "C1", "C2")
    async with store.transaction() as tx:
        await assert_moved(tx)


async def test_what_came_in_under_the_new_id_already_gives_way_to_what_is_older(store: Store) -> None:
    async with store.transaction() as tx:
        await fill(tx)
        await tx.inbox.is_new_message(NEW)
        await tx.messages.remember(NEW, "eva", NOON, "samma, på nytt")
        await tx.directory.move_channel("slack", "C1", "C2")
    async with store.transaction() as tx:
        message = await tx.messages.get(NEW)
        assert message is not None
        assert message.author == "anna"


async def test_another_place_that_has_the_new_id_loses_it(store: Store) -> None:
    async with store.transaction() as tx:
        await fill(tx)
        await tx.directory.move_channel("slack", "C1", "C9")
        directory = await tx.directory.load()
        assert [one.channels for one in directory.places] == [{"slack": "C9", "teams": "C1"}, {}]
    async with store.transaction() as tx:
        assert (await tx.directory.place_of("slack", "C9") or PLACES[1]).id == "support"
