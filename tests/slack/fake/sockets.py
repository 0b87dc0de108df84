"""Socket Mode: connections, envelopes and their acks, cuts and silence; leaves trying again to the office."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from tests.slack.fake.office import COMMAND, EVENT, INTERACTIVE
from tests.slack.fake.records import Attempt
from tests.slack.fake.workspace import APP
from tests.slack.fake.world import World

MOST = 10
_TYPES = {EVENT: "events_api", INTERACTIVE: "interactive", COMMAND: "slash_commands"}


class Cut(Exception):  # noqa: N818
    """The socket went away before the ack."""


class Link:
    """One connection. `silent` = half open: it takes everything and says nothing, not even to a ping."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self.request = request
        self.silent = False
        self.leaving = False
        self.pending: dict[str, asyncio.Future[Any]] = {}

    @property
    def usable(self) -> bool:
        return not self.ws.closed and not self.leaving

    def fail(self) -> None:
        """Nothing that is unacked will be."""
        for future in self.pending.values():
            if not future.done():
                future.set_exception(Cut())

    def cut(self) -> None:
        """The cable is gone: no goodbye."""
        self.leaving = True
        if self.request.transport is not None:
            self.request.transport.abort()
        self.fail()


class Sockets:
    """The transport of Socket Mode."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.patience = 3.0
        """Seconds until an unacked envelope counts as failed."""
        self.offline = 3.0
        """Seconds that a delivery waits for the first socket to be there."""
        self.enabled = True
        self.links: list[Link] = []
        self.late_acks: list[str] = []
        """Acks of envelopes that this socket did not carry, or carries no more: they count for nothing."""
        self._turn = count()
        self._changed = asyncio.Condition()

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """A connection from its first word to its last."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.world.tickets:
            return web.Response(status=403, text="the address was used or never given")
        self.world.tickets.remove(ticket)
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        link = Link(ws, request)
        if not self.enabled:
            await self._dismiss(link, "link_disabled")
            return ws
        if len([one for one in self.links if one.usable]) >= MOST:
            await self._dismiss(link, "too_many_websockets")
            return ws
        await ws.send_json(self._hello())
        await ws.ping(b"fake-ping")
        self.links.append(link)
        await self._tell()
        try:
            await self._listen(link)
        finally:
            self.links.remove(link)
            link.fail()
            await self._tell()
        return ws

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
        connections = len(self.links) + 1
        return {
            "type": "hello",
            "num_connections": connections,
            "debug_info": debug,
            "connection_info": {"app_id": APP},
        }

    async def _listen(self, link: Link) -> None:
        async for message in link.ws:
            if link.silent:
                continue
            if message.type == WSMsgType.PING:
                await link.ws.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acked(link, json.loads(message.data))

    def _acked(self, link: Link, said: dict[str, Any]) -> None:
        if said.keys() - {"envelope_id", "payload"} or "envelope_id" not in said:
            self.world.offence(f"socket: an ack with {sorted(said)}")
            return
        future = link.pending.pop(said["envelope_id"], None)
        if future is None or future.done():
            self.late_acks.append(said["envelope_id"])
        else:
            future.set_result(said.get("payload") or {})

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def connected(self, number: int = 1) -> None:
        """Return when so many sockets are there."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._usable()) >= number)

    def _usable(self) -> list[Link]:
        return [link for link in self.links if link.usable]

    def open(self) -> None:
        """Sockets come by themselves."""

    async def attempt(self, kind: str, payload: dict[str, Any], number: int, reason: str) -> Attempt:
        """One envelope over any one of the sockets."""
        started = time.monotonic()
        if not self._usable():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.connected(), self.offline)
        usable = self._usable()
        if not usable:
            return Attempt(ok=False, reason="connection_failed", took=time.monotonic() - started)
        link = usable[next(self._turn) % len(usable)]
        envelope = self._envelope(kind, payload, number, reason)
        future = link.pending[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        try:
            if not link.silent:
                await link.ws.send_json(envelope)
            answer = await asyncio.wait_for(future, self.patience)
        except TimeoutError:
            return Attempt(ok=False, reason="timeout", took=time.monotonic() - started)
        except (Cut, ConnectionError):
            return Attempt(ok=False, reason="connection_failed", took=time.monotonic() - started)
        finally:
            link.pending.pop(envelope["envelope_id"], None)
        return Attempt(ok=True, answer=answer, took=time.monotonic() - started)

    def _envelope(self, kind: str, payload: dict[str, Any], number: int, reason: str) -> dict[str, Any]:
        envelope = {
            "envelope_id": self.world.number("envelope-"),
            "payload": payload,
            "type": _TYPES[kind],
            "accepts_response_payload": kind != EVENT,
        }
        if kind == EVENT:
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        return envelope

    def cut(self) -> int:
        """Cut every socket at once; returns how many."""
        links = list(self.links)
        for link in links:
            link.cut()
        return len(links)

    def silence(self) -> None:
        """Every socket that is open now falls silent."""
        for link in self.links:
            link.silent = True

    async def dismiss(self, reason: str) -> None:
        """Ask everybody to come back (`warning`, `refresh_requested`), or to stay away (`link_disabled`)."""
        for link in list(self.links):
            await self._dismiss(link, reason)

    @staticmethod
    async def _dismiss(link: Link, reason: str) -> None:
        goodbye = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
        with contextlib.suppress(ConnectionError):
            await link.ws.send_json(goodbye)
        link.leaving = reason != "warning"

    async def close(self) -> None:
        """Cut what is left."""
        self.cut()
