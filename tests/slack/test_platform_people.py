"""Who somebody is, whether they may be disturbed, and what people are called; leaves what the desk makes of it to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.directions import directions
from bot.platforms.shared.names import Names
from bot.platforms.slack.platform import SlackPlatform
from knowledge.conversation.event import Account, CommandGiven, Event, MessageMarked, MessagePosted, Presence
from knowledge.conversation.message import Message
from knowledge.support.directory import Person
from storage.store import Store
from tests.directed import told
from tests.slack.fake import FakeSlack
from tests.slack.fake.workspace import Rest, seconds
from tests.slack.fake_town import ANNA, EVA, GONE, STRANGER, SUPPORT, Hands, town
from tests.slack.stage import slack_settings

CALLED = {EVA: "Eva Lind"}


async def called() -> Mapping[str, str]:
    return CALLED


class Desk:
    """What the platform tells."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def hear(self, event: Event) -> None:
        self.events.append(event)


@asynccontextmanager
async def on_slack(**more: Any) -> AsyncIterator[tuple[FakeSlack, SlackPlatform, Desk]]:
    clock, desk = Hands(), Desk()
    async with FakeSlack.open(town(), clock=clock) as slack:
        platform = SlackPlatform(
            slack_settings(slack, "socket", **more.pop("settings", {})), busy=Message(reply="error", text="x"),
            directions=told(called), clock=clock, ping=2.0, **more,
        )  # fmt: skip
        await platform.start(desk.hear)
        await slack.connected()
        try:
            yield slack, platform, desk
        finally:
            await platform.stop()
            assert slack.offences == []


def whom(account: str) -> Account:
    return Account(platform="slack", id=account)


async def test_do_not_disturb_is_asked_for_only_when_it_counts() -> None:
    async with on_slack() as (slack, platform, _):
        slack.workspace.user(EVA).rest = Rest(is_on=True, start=1, end=seconds(Hands().now) + 3600)
        found = await platform.person(whom(EVA))
        assert found is not None
        assert found.quiet is None
        assert slack.called("dnd.info") == []


async def test_do_not_disturb_stands_beside_the_status() -> None:
    async with on_slack(looks_at_dnd=True) as (slack, platform, _):
        slack.workspace.user(EVA).rest = Rest(is_on=True, start=1, end=seconds(Hands().now) + 3600)
        slack.workspace.user(EVA).status_text = "Sjuk"
        eva, anna = await platform.person(whom(EVA)), await platform.person(whom(ANNA))
        assert eva is not None
        assert anna is not None
        assert eva.presence == Presence(is_away=True)
        assert eva.quiet is not None
        assert (eva.quiet.is_away, eva.quiet.sign) == (True, "dnd")
        assert anna.quiet == Presence(is_away=False, sign="dnd")


@pytest.mark.parametrize("account", [GONE, STRANGER])
async def test_nobody_asks_whether_those_may_be_disturbed_who_are_never_asked(account: str) -> None:
    async with on_slack(looks_at_dnd=True) as (slack, platform, _):
        assert await platform.person(whom(account)) is not None
        assert slack.called("dnd.info") == []


@pytest.mark.parametrize("fault", ["ratelimited", "missing_scope", "user_not_found", "500"])
async def test_a_profile_is_told_also_when_do_not_disturb_is_not(fault: str) -> None:
    async with on_slack(looks_at_dnd=True) as (slack, platform, _):
        slack.faults.next("dnd.info", fault)
        found = await platform.person(whom(EVA))
        assert found is not None
        assert (found.email, found.quiet) == ("eva@example.org", None)


async def test_a_status_that_is_over_says_nothing() -> None:
    async with on_slack() as (slack, platform, _):
        eva = slack.workspace.user(EVA)
        eva.status_text, eva.status_expiration = "Sjuk", seconds(Hands().now) - 60
        by_id, by_address = await platform.person(whom(EVA)), await platform.by_email("eva@example.org")
        assert by_id is not None
        assert by_address is not None
        assert by_id.presence == by_address.presence == Presence(is_away=False)


async def test_the_school_of_the_profile_is_read_when_a_field_is_named() -> None:
    async with on_slack(settings={"school_field": "Skola"}) as (_, platform, _desk):
        found = await platform.person(whom(ANNA))
        assert found is not None
        assert found.school == "Lindskolan"
        assert await platform.person(whom("U0NOBODY")) is None
        assert await platform.by_email("nobody@example.org") is None


async def test_a_mention_is_read_as_the_name() -> None:
    async with on_slack() as (slack, _, desk):
        ts = await slack.says(ANNA, SUPPORT, f"<@{EVA}> och <@U0NOBODY>, hur gör jag?")
        await slack.marks(ANNA, "is_a_question", SUPPORT, ts)
        await slack.settled()
        words = "@Eva Lind och @U0NOBODY, hur gör jag?"
        (posted,) = (one for one in desk.events if isinstance(one, MessagePosted))
        (marked,) = (one for one in desk.events if isinstance(one, MessageMarked))
        assert (posted.text, marked.text) == (words, words)
        assert [one.name for one in posted.mentions] == ["Eva Lind", ""]


async def test_a_mention_in_a_command_is_read_as_the_name() -> None:
    async with on_slack() as (slack, _, desk):
        await slack.runs(ANNA, SUPPORT, "/support", f"borta till fredag <@{EVA}>")
        await slack.settled()
        (given,) = (one for one in desk.events if isinstance(one, CommandGiven))
        assert given.text == "borta till fredag @Eva Lind"


async def test_the_desk_knows_what_people_are_called_as_soon_as_somebody_is_new(store: Store) -> None:
    names = directions(store, "slack").names
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id="eva", name="Eva Lind", accounts={"slack": EVA, "teams": "t"}))
    assert await names() == {EVA: "Eva Lind"}
    assert await names() is await names()
    async with store.transaction() as tx:
        await tx.directory.add_person(Person(id="anna", name="Anna Ek", accounts={"slack": ANNA}))
        await tx.directory.add_person(Person(id="olle", name="Olle Berg", accounts={"local": "olle"}))
    assert await names() == {EVA: "Eva Lind", ANNA: "Anna Ek"}


class Readings:
    """Names that are read when the test lets them."""

    def __init__(self) -> None:
        self.now, self.times = 0.0, 0
        self.open = asyncio.Event()
        self.fault: Exception | None = None

    async def names(self) -> Mapping[str, str]:
        self.times += 1
        await self.open.wait()
        if self.fault:
            raise self.fault
        return {EVA: str(self.times)}


async def test_names_are_read_once_for_all_who_come_together_and_again_a_second_later() -> None:
    desk = Readings()
    names = Names(desk.names, lambda: desk.now)
    desk.open.set()
    await asyncio.gather(*(names.fresh() for _ in range(20)))
    await names.fresh()
    assert (desk.times, names.known) == (1, {EVA: "1"})
    desk.now = 1.0
    await names.fresh()
    assert names.known == {EVA: "2"}


async def test_nobody_waits_long_for_names_and_old_ones_do() -> None:
    desk = Readings()
    names = Names(desk.names, lambda: desk.now)
    async with asyncio.timeout(5):
        await names.fresh()
    assert names.known == {}
    desk.open.set()
    await names.close()
    assert names.known == {EVA: "1"}
    desk.now, desk.fault = 2.0, OSError()
    await names.fresh()
    assert names.known == {EVA: "1"}
