"""Brings signed activities to the bot, one by one or in a storm, and once more when it is told to; leaves their shapes to `shapes`."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any

import aiohttp

from tests.teams.fake.keys import Keys
from tests.teams.fake.town import TENANT
from tests.teams.fake.values import Delivery
from tests.teams.fake.world import World

PATIENCE = 15.0
"""Seconds after which Teams takes an activity for lost, and comes again."""


class Office:
    """Lives in the fake's own loop."""

    def __init__(self, world: World, keys: Keys) -> None:
        self._world, self._keys = world, keys
        self.url = ""
        self.patience = PATIENCE
        self.doubled = 0
        """So many of the next deliveries come twice at the same time."""
        self.session: aiohttp.ClientSession | None = None
        self._running = 0
        self._still = asyncio.Event()
        self._still.set()

    def open(self) -> None:
        """Begin."""
        self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True))

    async def close(self) -> None:
        """End."""
        if self.session is not None:
            await self.session.close()

    async def settled(self) -> None:
        """Nothing is under way."""
        await self._still.wait()

    async def deliver(self, body: dict[str, Any]) -> Delivery:
        """An activity, once; twice if that is wished."""
        delivery = Delivery(body)
        self._world.deliveries.append(delivery)
        tries = [self.attempt(delivery)]
        if self.doubled and not delivery.is_invoke:
            self.doubled -= 1
            tries.append(self.attempt(delivery))
        await asyncio.gather(*tries)
        return delivery

    async def again(self, deliveries: Sequence[Delivery]) -> None:
        """The same once more, in their order."""
        for delivery in deliveries:
            await self.attempt(delivery)

    async def storm(self, bodies: Sequence[dict[str, Any]], per_second: float) -> list[Delivery]:
        """Many at once, or at a pace."""
        began, loop = time.perf_counter(), asyncio.get_running_loop()
        tasks = []
        for number, body in enumerate(bodies):
            if per_second and (wait := began + number / per_second - time.perf_counter()) > 0:
                passed = loop.create_future()
                loop.call_later(wait, passed.set_result, None)
                await passed
            tasks.append(asyncio.create_task(self.deliver(body)))
        return list(await asyncio.gather(*tasks))

    async def attempt(self, delivery: Delivery, header: str | None = "") -> None:
        """One try. `header`: another Authorization header than a good one; None = none at all."""
        self._running += 1
        self._still.clear()
        try:
            await self._attempt(delivery, header)
        finally:
            self._running -= 1
            if not self._running:
                self._still.set()

    async def _attempt(self, delivery: Delivery, header: str | None) -> None:
        headers = {
            "Content-Type": "application/json; charset=utf-8", "User-Agent": "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)",
            "x-ms-conversation-id": str((delivery.body.get("conversation") or {}).get("id", "")), "x-ms-tenant-id": TENANT,
        }  # fmt: skip
        if header is not None:
            headers["Authorization"] = header or f"Bearer {self._keys.token()}"
        delivery.tries += 1
        delivery.status, delivery.answer = 0, None
        began = time.perf_counter()
        try:
            delivery.status, delivery.answer = await self._posted(json.dumps(delivery.body).encode(), headers)
        except (aiohttp.ClientError, TimeoutError, ConnectionError):
            delivery.status = 0
        delivery.seconds = time.perf_counter() - began

    async def _posted(self, data: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        if not self.url or self.session is None:
            return 0, None
        patience = aiohttp.ClientTimeout(total=self.patience)
        async with self.session.post(self.url, data=data, headers=headers, timeout=patience) as response:
            text = await response.text()
        try:
            return response.status, json.loads(text) if text else None
        except ValueError:
            return response.status, text
