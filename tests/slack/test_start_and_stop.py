"""A start that Slack makes hard, and what is under way at the stop; leaves restarts and kills to the plays of load."""

from __future__ import annotations

import asyncio

from bot.platforms.slack.platform import SlackPlatform
from knowledge.conversation.event import Event
from knowledge.conversation.message import Message
from tests.directed import told
from tests.slack.fake import FakeSlack
from tests.slack.fake_town import ANNA, SUPPORT, Hands, town
from tests.slack.stage import slack_settings
from tests.slack.test_platform_people import called


class Slow:
    """A desk that commits when it is let."""

    def __init__(self) -> None:
        self.began, self.may_end = asyncio.Event(), asyncio.Event()
        self.heard: list[str] = []

    async def hear(self, event: Event) -> None:
        self.began.set()
        await self.may_end.wait()
        self.heard.append(event.id)


def platform_on(slack: FakeSlack, clock: Hands, *, ping: float) -> SlackPlatform:
    return SlackPlatform(
        slack_settings(slack, "socket"), busy=Message(reply="error", text="x"), clock=clock, ping=ping,
        directions=told(called),
    )  # fmt: skip


async def test_whatever_slack_answers_at_first_it_is_asked_until_it_says_who_we_are() -> None:
    clock = Hands()
    async with FakeSlack.open(town(), clock=clock) as slack:
        slack.faults.next("auth.test", "500")
        slack.faults.next("auth.test", "a_new_word_of_slacks")
        platform = platform_on(slack, clock, ping=0.3)
        await platform.start(Slow().hear)
        async with asyncio.timeout(10):
            await slack.connected()
        await platform.stop()


async def test_what_was_being_heard_is_answered_and_what_comes_then_is_left_to_the_next() -> None:
    clock, desk = Hands(), Slow()
    async with FakeSlack.open(town(), clock=clock) as slack:
        slack.sockets.offline = 0.1
        platform = platform_on(slack, clock, ping=2.0)
        await platform.start(desk.hear)
        await slack.connected()
        first = asyncio.create_task(slack.says(ANNA, SUPPORT, "hur gör jag?"))
        await desk.began.wait()
        stopping = asyncio.create_task(platform.stop())
        slack.patience(0.1)
        await slack.says(ANNA, SUPPORT, "och sedan?")
        desk.may_end.set()
        await asyncio.gather(first, stopping)
        answered, unanswered = slack.deliveries
        assert [one.ok for one in answered.attempts] == [True]
        assert not any(one.ok for one in unanswered.attempts)
        assert desk.heard == [f"slack:message:{SUPPORT}:{first.result()}"]
