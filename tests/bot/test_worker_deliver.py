"""The outbox is emptied: in order, once, with patience for a service that refuses."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.clock import Clocks
from bot.platforms.base import Gone, TryLater
from bot.worker.pace import AT_ONCE, Manners, Pace
from knowledge.conversation.event import Undelivered
from knowledge.conversation.message import Message
from storage.deliveries import Where
from storage.errors import StorageError
from storage.store import Store
from tests.bot.worker_bench import Bench
from tests.durable.service import FakeService

WORDS = Message(reply="answer", text="hej")


async def test_what_was_said_is_posted_in_order_and_its_place_is_known(store: Store) -> None:
    bench = Bench(store)
    for key in ("a", "b", "c"):
        await bench.say(key, key)
    await bench.worker.drain()
    assert bench.service.texts() == ["a", "b", "c"]
    async with store.reading() as tx:
        where = await tx.outbox.where("b")
    assert where is not None
    assert where.id == "r2"


async def test_post_revision_and_withdrawal_follow_one_another(store: Store) -> None:
    bench = Bench(store)
    await bench.say("card", "one")
    await bench.worker.drain()
    await bench.say("card", "two")
    await bench.worker.drain()
    assert bench.service.texts() == ["two"]
    await bench.withdraw("card")
    await bench.say("card", "three")
    await bench.worker.drain()
    assert bench.service.texts() == ["three"]
    assert [call.split()[0] for call in bench.service.calls] == ["send", "revise", "withdraw", "send"]


async def test_revisions_made_while_nothing_is_sent_become_one(store: Store) -> None:
    bench = Bench(store)
    await bench.say("card", "one")
    await bench.worker.drain()
    for text in ("two", "three", "four"):
        await bench.say("card", text)
    await bench.worker.drain()
    assert bench.service.calls == ["send card", "revise card"]
    assert bench.service.texts() == ["four"]


async def test_a_refused_post_is_tried_again_after_the_time_that_the_service_asked_for(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [TryLater(timedelta(seconds=7))]
    await bench.say("card")
    await bench.worker.drain()
    await bench.later(seconds=6)
    await bench.worker.drain()
    assert bench.service.texts() == []
    await bench.later(seconds=2)
    await bench.worker.drain()
    assert bench.service.texts() == ["hej"]


async def test_a_channel_that_asked_for_peace_gets_nothing_else_and_others_do(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [TryLater(timedelta(seconds=30))]
    await bench.say("a", "a")
    await bench.worker.drain()
    await bench.say("b", "b")
    await bench.say("c", "c", channel="elsewhere")
    await bench.worker.drain()
    assert bench.service.texts() == ["c"]
    await bench.later(seconds=31)
    await bench.worker.drain()
    assert bench.service.texts() == ["c", "a", "b"]


async def test_a_post_refused_without_a_word_is_tried_again_within_twelve_seconds(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [TryLater(), TryLater(), TryLater()]
    await bench.say("card")
    await bench.worker.drain()
    for seconds in (1, 2, 4):
        await bench.later(seconds=seconds)
        await bench.worker.drain()
    assert bench.service.texts() == ["hej"]


async def test_a_post_without_a_place_is_dead_and_the_desk_hears_of_it_once(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [Gone("blocked")]
    await bench.say("card", person="anna")
    await bench.worker.drain()
    await bench.worker.drain()
    (event,) = bench.heard.events
    assert isinstance(event, Undelivered)
    assert (event.key, event.person, event.reply, event.reason, event.channel) == (
        "card",
        "anna",
        "answer",
        "gone",
        "support",
    )
    assert await bench.counts() == {"dead": 1}


async def test_the_desk_hears_of_a_dead_post_later_when_it_could_not_hear_at_once(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [Gone("blocked")]
    bench.heard.refuse = [TryLater(), StorageError("locked"), KeyError("a bug")]
    await bench.say("card")
    for _ in range(4):
        assert bench.heard.events == []
        await bench.worker.drain()
    assert len(bench.heard.events) == 1


async def test_after_too_many_refusals_a_post_is_given_up(store: Store) -> None:
    bench = Bench(store, manners=Manners(paces={"fake": AT_ONCE}, attempts=3))
    bench.service.trouble.before = [TryLater() for _ in range(9)]
    await bench.say("card")
    for _ in range(5):
        await bench.worker.drain()
        await bench.later(minutes=10)
    (event,) = bench.heard.events
    assert isinstance(event, Undelivered)
    assert event.reason == "failed"
    assert bench.service.calls == ["send card"] * 3


async def test_a_message_that_meets_a_bug_is_given_up_after_some_attempts_and_stops_nobody(store: Store) -> None:
    bench = Bench(store)
    bench.service.trouble.before = [KeyError("x"), None, *(KeyError("x") for _ in range(9))]
    await bench.say("broken", "broken")
    await bench.say("sound", "sound")
    for _ in range(9):
        await bench.worker.drain()
        await bench.later(minutes=10)
    assert bench.service.texts() == ["sound"]
    assert await bench.counts() == {"done": 1, "dead": 1}


async def test_revising_or_withdrawing_what_is_not_there_any_more_is_no_fault(store: Store) -> None:
    bench = Bench(store)
    for key in ("a", "b"):
        await bench.say(key)
    await bench.worker.drain()
    bench.service.withdrawn = ["r1", "r2"]
    await bench.say("a", "new")
    await bench.withdraw("b")
    await bench.worker.drain()
    assert await bench.counts() == {"done": 2, "cancelled": 2}
    assert bench.heard.events == []


async def test_posts_in_one_channel_keep_the_pace_and_others_go_at_once(store: Store) -> None:
    manners = Manners(paces={"fake": Pace(between=timedelta(milliseconds=60))})
    bench = Bench(store, manners=manners, clocks=Clocks())
    loop = asyncio.get_running_loop()
    times: dict[str, float] = {}
    done = asyncio.Event()

    def note(call: str) -> None:
        times.setdefault(call, loop.time())
        if len(bench.service.posts) == 4:
            done.set()

    bench.service.on_call = note
    for key in ("a", "b", "c"):
        await bench.say(key)
    await bench.say("other", channel="elsewhere")
    run = asyncio.create_task(bench.worker.run())
    await done.wait()
    bench.worker.stop()
    await run
    assert times["send b"] - times["send a"] >= 0.05
    assert times["send c"] - times["send b"] >= 0.05
    assert times["send other"] - times["send a"] < 0.05


async def test_no_post_begins_in_the_second_half_of_a_lease_and_the_rest_is_given_back(store: Store) -> None:
    bench = Bench(store)
    for key in ("a", "b"):
        await bench.say(key, key)
    async with store.transaction() as tx:
        now = await tx.clock(bench.machine.now())
        rows = await tx.outbox.claim(bench.worker.owner, now, timedelta(seconds=9), 9)
    fence = bench.machine.now() + timedelta(seconds=4.5)
    # Sending the first takes so long that the second would begin too late.
    bench.service.on_call = lambda _call: bench.machine.set(fence + timedelta(seconds=1))
    await bench.worker._deliverer._serve(("fake", "support", "all"), rows, fence)
    assert bench.service.texts() == ["a"]
    assert await bench.counts() == {"done": 1, "pending": 1}
    await bench.worker.drain()
    assert bench.service.texts() == ["a", "b"]


async def test_a_platform_that_is_not_here_keeps_its_rows(store: Store) -> None:
    bench = Bench(store)
    async with store.transaction() as tx:
        await tx.outbox.say("elsewhere", Where(platform="slack", channel="C1"), WORDS)
    await bench.worker.drain()
    assert await bench.counts() == {"pending": 1}


@pytest.mark.parametrize("kind", ["revise", "withdraw"])
async def test_a_change_without_an_answer_is_simply_made_again(store: Store, kind: str) -> None:
    bench = Bench(store)
    await bench.say("card", "one")
    await bench.worker.drain()
    bench.service.trouble.before = [TimeoutError()]
    await (bench.say("card", "two") if kind == "revise" else bench.withdraw("card"))
    await bench.worker.drain()
    await bench.later(seconds=2)
    await bench.worker.drain()
    assert bench.service.texts() == (["two"] if kind == "revise" else [])


async def test_a_service_that_does_not_answer_is_not_waited_for_beyond_the_lease(store: Store) -> None:
    bench = Bench(store, manners=Manners(paces={"fake": AT_ONCE}, lease=timedelta(milliseconds=80)))
    bench.service.hold = asyncio.Event()
    await bench.say("card")
    await bench.worker.drain()
    bench.service.hold = None
    await bench.later(seconds=2)
    await bench.worker.drain()
    assert bench.service.texts() == ["hej"]


async def test_two_platforms_each_get_their_own(store: Store) -> None:
    one, two = FakeService("one"), FakeService("two")
    bench = Bench(store, {"one": one, "two": two}, manners=Manners(paces={"one": AT_ONCE, "two": AT_ONCE}))
    async with store.transaction() as tx:
        await tx.outbox.say("a", Where(platform="one", channel="c"), WORDS)
        await tx.outbox.say("b", Where(platform="two", channel="c"), WORDS)
    await bench.worker.drain()
    assert ([post.key for post in one.posts], [post.key for post in two.posts]) == (["a"], ["b"])


async def test_what_changes_a_message_does_not_wait_behind_new_posts_where_they_stand_in_lines_apart(
    store: Store,
) -> None:
    slow = Pace(between=timedelta(hours=1), between_changes=timedelta(), settle=timedelta())
    bench = Bench(store, manners=Manners(paces={"fake": slow}))
    await bench.say("card", "before")
    await bench.worker.drain()
    for key in ("next", "after next"):
        await bench.say(key, key)
    await bench.say("card", "after")
    await bench.worker.drain()
    assert bench.service.texts() == ["after"]
    assert await bench.counts() == {"done": 2, "pending": 2}


async def test_on_slack_a_card_changes_right_after_a_post_while_the_next_post_keeps_the_pace(store: Store) -> None:
    slack = FakeService("slack")
    bench = Bench(store, {"slack": slack}, manners=Manners())
    where = Where(platform="slack", channel="C01")
    for told in ({"card": "before"}, {"card": "after", "next": "next"}):
        async with store.transaction() as tx:
            for key, text in told.items():
                await tx.outbox.say(key, where, Message(reply="answer", text=text))
        await bench.worker.drain()
    assert slack.texts() == ["after"]
    assert await bench.counts() == {"done": 2, "pending": 1}
