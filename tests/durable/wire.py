"""The chat service of a process that may be killed: JSON lines over a socket; leaves the service to the harness."""

from __future__ import annotations

import asyncio
import json
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.platforms.base import FIND, Absent, Gone, Posted
from knowledge.conversation.event import Event
from storage import codec
from storage.errors import Busy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from bot.platforms.base import Address, Found, Hear, Profile
    from knowledge.conversation.event import Account, MessageRef
    from knowledge.conversation.message import Message


class Wire:
    """A Platform at the other end of a socket; it also brings the events, each acknowledged when it is committed."""

    name = "fake"
    abilities = frozenset({FIND})
    gaps = 0
    """It never misses anything by itself."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}

    async def start(self, hear: Hear) -> None:
        """Hear events and answers until the socket is closed."""
        async with asyncio.TaskGroup() as group:
            while line := await self._reader.readline():
                said = json.loads(line)
                if "event" in said:
                    group.create_task(self._hear(hear, codec.one_of((Event,), said["event"])))
                else:
                    answer = self._waiting.pop(said["n"])
                    if not answer.done():  # nobody waits any more when it came too late
                        answer.set_result(said["answer"])

    async def _hear(self, hear: Hear, event: Event) -> None:
        try:
            await hear(event)
        except Busy:
            return  # not acknowledged, so it comes again
        self._write({"ack": event.id})

    async def stop(self) -> None:
        """Close the socket."""
        self._writer.close()

    async def _call(self, call: str, **arguments: Any) -> Any:
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._write({"n": number, "call": call, **arguments})
        return await answer

    def _write(self, said: dict[str, Any]) -> None:
        self._writer.write(json.dumps(said).encode() + b"\n")

    async def send(self, to: Address, key: str, message: Message, token: str) -> str:
        """Post it."""
        answer = await self._call("send", channel=to.channel, key=key, text=message.text, token=token)
        return str(answer)

    async def revise(self, ref: MessageRef, key: str, message: Message, token: str) -> None:
        """Replace the words."""
        if not await self._call("revise", id=ref.id, text=message.text):
            raise Gone(ref.id)

    async def withdraw(self, ref: MessageRef) -> None:
        """Take it away."""
        await self._call("withdraw", id=ref.id)

    async def find(self, token: str, to: Address, since: datetime) -> Found:
        """Whether it stands."""
        found = await self._call("find", token=token)
        return Posted(id=found) if found else Absent()

    async def person(self, account: Account) -> Profile | None:
        """Nobody is known."""
        return None

    async def since(self, cursor: str | None) -> AsyncIterator[Event]:
        """The harness repeats what was not acknowledged."""
        nothing: tuple[Event, ...] = ()
        for event in nothing:
            yield event

    def link(self, ref: MessageRef) -> str | None:
        """No links."""
        return None
