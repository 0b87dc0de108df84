"""The world outside of a desk that is killed: people who ask, a service that shows; leaves judging to the harness."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from random import Random
from typing import Any

from bot.clock import MachineClock
from knowledge.conversation.event import Account, ButtonPressed, Event, MessagePosted, MessageRef
from storage import codec

NOW = MachineClock().now
REPEAT = 5.0
"""After so many seconds without an acknowledgement an event is told again."""
ANNA = Account(platform="fake", id="anna")


class World:
    """A chat service at a socket: shows a post at once, answers a little later, repeats events until they are heard."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.posts: dict[str, dict[str, Any]] = {}
        """Message id -> key, text, token; also of withdrawn ones, with `gone`."""
        self.calls: Counter[str] = Counter()
        self.unheard: dict[str, Event] = {}
        self._told: dict[str, tuple[asyncio.StreamWriter, float]] = {}
        self._places: dict[str, MessageRef] = {}
        self.asked: list[str] = []
        self.finished: set[str] = set()
        """Keys of the cards that say how it ended."""
        self.changed = asyncio.Event()
        self.connected = asyncio.Queue[asyncio.StreamWriter]()
        self._desks: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None

    async def open(self, socket: str) -> None:
        """Listen at the socket."""
        self._server = await asyncio.start_unix_server(self._serve, socket)

    async def close(self) -> None:
        """Let everybody go."""
        assert self._server is not None
        self._server.close()
        for writer in self._desks:
            writer.close()
        await self._server.wait_closed()

    @property
    def waiting(self) -> int:
        """How many questions have not come to their end."""
        return len(self.asked) - len(self.finished)

    def ask(self, name: str) -> None:
        """Somebody asks."""
        ref = self._places[name] = MessageRef(platform="fake", channel=f"c{self._random.randrange(4)}", id=name)
        self.asked.append(name)
        self._happen(MessagePosted(id=f"asked:{name}", at=NOW(), author=ANNA, ref=ref, text=name))

    def help(self, name: str) -> None:
        """Somebody says that it helped."""
        ref = self._places[name]
        self._happen(ButtonPressed(id=f"helped:{name}", at=NOW(), who=ANNA, key="", action="helped", ref=ref))

    def _happen(self, event: Event) -> None:
        self.unheard[event.id] = event
        self.repeat()

    def repeat(self) -> None:
        """Tell what nobody was told, whose listener died, or what was not acknowledged for some time."""
        late = time.monotonic() - REPEAT
        for event in tuple(self.unheard.values()):
            writer, at = self._told.get(event.id, (None, 0.0))
            if self._desks and (writer not in self._desks or at < late):
                writer = self._random.choice(self._desks)
                self._told[event.id] = (writer, time.monotonic())
                writer.write(json.dumps({"event": codec.to_json(event)}).encode() + b"\n")

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._desks.append(writer)
        self.connected.put_nowait(writer)
        self.repeat()
        try:
            while line := await reader.readline():
                said = json.loads(line)
                if "ack" in said:
                    self._told.pop(said["ack"], None)
                    self.unheard.pop(said["ack"], None)
                else:
                    answer = getattr(self, f"_{said['call']}")(said)
                    self.calls[said["call"]] += 1
                    delay = self._random.uniform(0, 0.015)
                    asyncio.get_running_loop().call_later(delay, self._answer, writer, said["n"], answer)
                self.changed.set()
        except (ConnectionError, ValueError):
            pass  # it was killed in the middle of a line
        finally:
            self._desks.remove(writer)
            writer.close()

    @staticmethod
    def _answer(writer: asyncio.StreamWriter, number: int, answer: object) -> None:
        if not writer.is_closing():
            writer.write(json.dumps({"n": number, "answer": answer}).encode() + b"\n")

    def _send(self, said: dict[str, Any]) -> str:
        post_id = f"r{len(self.posts) + 1}"
        self.posts[post_id] = {"key": said["key"], "text": "", "token": said["token"], "gone": False}
        self._revise({"id": post_id, "text": said["text"]})
        return post_id

    def _revise(self, said: dict[str, Any]) -> bool:
        post = self.posts[said["id"]]
        post["text"] = said["text"]
        if post["text"].endswith(("card escalated", "card solved")):
            self.finished.add(post["key"])
        return not post["gone"]

    def _withdraw(self, said: dict[str, Any]) -> bool:
        self.posts[said["id"]]["gone"] = True
        return True

    def _find(self, said: dict[str, Any]) -> str | None:
        return next((post_id for post_id, post in self.posts.items() if post["token"] == said["token"]), None)
