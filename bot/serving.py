"""Runs a built desk until it is told to stop: web server and worker; leaves building it to others."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.app import App

GRACE = 5.0
"""Seconds that open requests may take when the server stops."""


class Serving:
    """A desk that runs. `until_told` returns after SIGTERM or SIGINT, with everything begun finished and recorded."""

    def __init__(self, app: App, site: web.Application, host: str, port: int) -> None:
        self._app, self._site, self._host, self._port = app, site, host, port
        self._stop = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._worker: asyncio.Task[None] | None = None
        self.is_ready = False
        """Whether events can be taken."""

    @property
    def address(self) -> str:
        """Where the web server listens, with the port that it got."""
        port = self._runner.addresses[0][1] if self._runner and self._runner.addresses else self._port
        return f"http://{self._host}:{port}"

    async def start(self) -> None:
        """Serve, and let the worker begin. Raises OSError when the port is taken."""
        await self._app.brain.refresh(self._app.clocks.desk.now())
        _keep_from_collection()
        self._runner = web.AppRunner(self._site, access_log=None, shutdown_timeout=GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        self._worker = asyncio.create_task(self._app.worker.run())
        self.is_ready = True

    async def until_told(self) -> None:
        """Wait for a signal, then stop."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            with suppress(NotImplementedError):  # Windows has no signal handlers on its loop
                loop.add_signal_handler(name, self._stop.set)
        await self._stop.wait()
        await self.stop()

    async def stop(self) -> None:
        """Not ready, stop accepting, finish what was begun, let go."""
        self.is_ready = False
        if self._runner:
            await self._runner.cleanup()
        self._app.worker.stop()
        if self._worker:
            await self._worker
        await self._app.close()


def _keep_from_collection() -> None:
    """Let Python's collector pass over what is there for good, the index above all: a look at it takes a tenth of a second."""
    gc.collect()
    gc.freeze()


async def serve(serving: Serving, say: Callable[[str], None], greeting: str) -> None:
    """Start, say where it is, and run until told to stop."""
    await serving.start()
    say(greeting.format(address=serving.address))
    await serving.until_told()
