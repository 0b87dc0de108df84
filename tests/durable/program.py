"""A desk in a process of its own (URL SOCKET PATIENCE LEASE), to be killed; leaves the killing to the harness."""

from __future__ import annotations

import asyncio
import faulthandler
import signal
import sys
from datetime import timedelta

from bot.worker.loop import Worker
from bot.worker.pace import Manners, Pace
from storage.store import Store
from tests.durable.desk import SmallDesk
from tests.durable.wire import Wire


async def main(url: str, socket: str, patience: float, lease: float) -> None:
    """Serve until the socket is closed or we are told to end."""
    store = await Store.open(url, exclusive=True)
    try:
        wire = Wire(*await asyncio.open_unix_connection(socket))
        desk = SmallDesk(store, timedelta(seconds=patience))
        pace = Pace(between=timedelta(), settle=timedelta(seconds=0.3))
        manners = Manners(paces={"fake": pace}, lease=timedelta(seconds=lease))
        worker = Worker(store, {"fake": wire}, desk.hear, manners=manners)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, worker.stop)
        faulthandler.register(signal.SIGUSR1, all_threads=True)
        listening = asyncio.create_task(wire.start(desk.hear))
        await worker.run()
        await wire.stop()
        await listening
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])))
