"""Sends events, presses and commands on their way and again, as Slack does; leaves one try to the transport."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Any, Protocol

from tests.slack.fake.events import wrapped
from tests.slack.fake.methods import EVENT_SCOPES
from tests.slack.fake.records import Attempt, Delivery
from tests.slack.fake.shapes import check_payload
from tests.slack.fake.workspace import APP, BOT_USER, Channel
from tests.slack.fake.world import World

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds before each of the three tries after the first."""
EVENT, INTERACTIVE, COMMAND = "event", "interactive", "command"

Pause = Callable[[float], Awaitable[None]]


def hastened(by: float) -> Pause:
    """Slack's own seconds, so many times faster: for a bot that is away for a while, such as a killed process."""

    async def pause(seconds: float) -> None:
        loop = asyncio.get_running_loop()
        over = loop.create_future()
        loop.call_later(seconds / by, lambda: over.done() or over.set_result(None))
        await over

    return pause


class Transport(Protocol):
    """How one try is made."""

    async def attempt(self, kind: str, payload: dict[str, Any], number: int, reason: str) -> Attempt:
        """Hand it over; `number` 0 = the first try, `reason` = why the one before failed."""

    def open(self) -> None:
        """From now on the bot is there."""


class Office:
    """Everything that is on its way to the bot."""

    def __init__(self, world: World, transport: Transport, pause: Pause, events: Collection[str] | None) -> None:
        self.world = world
        self.transport = transport
        self.events = frozenset(EVENT_SCOPES if events is None else events)
        self.doubled = 0
        """So many of the next events come twice."""
        self.unheard = False
        """While true, what happens is told to nobody and never again."""
        self.held: list[Delivery] | None = None
        self._pause = pause
        self._tasks: set[asyncio.Task[Any]] = set()
        world.tell = self.tell

    def tell(self, event: dict[str, Any], channel: Channel | None) -> None:
        """Send an event without waiting for it."""
        payload = self.payload(event, channel)
        if payload is not None:
            self.start(self.deliver(EVENT, payload))

    async def event(self, event: dict[str, Any], channel: Channel | None = None) -> Delivery | None:
        """Send an event; None when the app is not told of it."""
        payload = self.payload(event, channel)
        return None if payload is None else await self.deliver(EVENT, payload)

    def payload(self, event: dict[str, Any], channel: Channel | None) -> dict[str, Any] | None:
        """The event in its envelope, if the app subscribes to it and has the scope."""
        if self.unheard or not self.is_told(event, channel):
            return None
        payload = wrapped(event, channel, self.world.number("Ev"), BOT_USER, APP)
        check_payload(str(event["type"]), payload)
        return payload

    def is_told(self, event: dict[str, Any], channel: Channel | None) -> bool:
        """Whether the app hears of it at all."""
        kind = str(event["type"])
        if kind == "message":
            kind = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}[
                str(event["channel_type"])
            ]
        scopes = EVENT_SCOPES[kind].split("|")
        inside = channel is None or BOT_USER in channel.members or kind in {"channel_left", "group_left"}
        public = kind.startswith("channel_") or (kind.startswith("member_") and event["user"] == BOT_USER)
        has_scope = any(not scope or scope in self.world.scopes for scope in scopes)
        return kind in self.events and has_scope and (inside or public)

    async def deliver(self, kind: str, payload: dict[str, Any]) -> Delivery:
        """Send something, as often as Slack does; returns when it was taken or given up."""
        delivery = Delivery(kind, payload)
        self.world.deliveries.append(delivery)
        if kind == EVENT and self.held is not None:
            self.held.append(delivery)
            return delivery
        if kind == EVENT and self.doubled > 0:
            self.doubled -= 1
            twin = Delivery(kind, payload)
            self.world.deliveries.append(twin)
            await asyncio.gather(self.run(delivery), self.run(twin))
        else:
            await self.run(delivery)
        return delivery

    async def release(self) -> None:
        """Send what was held back, the last first."""
        held, self.held = self.held or [], None
        for delivery in reversed(held):
            await self.run(delivery)

    async def run(self, delivery: Delivery) -> None:
        """All tries of one delivery; somebody who stops waiting for it does not stop it."""
        await asyncio.shield(self.start(self._run(delivery)))

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Work in the background that `settled` waits for."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _run(self, delivery: Delivery) -> None:
        reason = ""
        for number in range(1 + len(RETRY_AFTER) if delivery.kind == EVENT else 1):
            if number:
                await self._pause(RETRY_AFTER[number - 1])
            attempt = await self.transport.attempt(delivery.kind, delivery.payload, number, reason)
            delivery.attempts.append(attempt)
            if attempt.ok or attempt.no_retry:
                return
            reason = attempt.reason

    async def settled(self) -> None:
        """Nothing is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Give up everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
