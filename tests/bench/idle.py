"""What a desk costs that only waits, in a process of its own (`python -m tests.bench.idle FILE`); leaves the rest to durable."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bot import config
from bot.app import build
from bot.clock import Clocks, MachineClock
from bot.files.faq_file import read_faq
from bot.platforms.local.adapter import LocalPlatform
from storage.store import Store

ROOT = Path(__file__).resolve().parents[2]


async def desk(file: str) -> None:
    """Be that desk: run the worker as `run` does, on words alone."""
    store = await Store.open(f"sqlite+aiosqlite:///{file}", exclusive=True)
    clocks = Clocks()
    chat = LocalPlatform(clock=clocks.desk.now, names=str)
    app = build(store, config.load({}, overrides={"matching": {"embedder": "none"}}), {"local": chat}, clocks)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.worker.stop)
    await app.listen()
    await app.brain.refresh(clocks.desk.now())
    print("ready", flush=True)
    await app.worker.run()
    await app.close()


def _processor(pid: int) -> float:
    """Seconds of processor time that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


async def _with_timers(url: str, count: int) -> None:
    """A desk's database with so many timers, a month away."""
    store = await Store.open(url)
    await store.migrate()
    due = MachineClock().now() + timedelta(days=30)
    async with store.transaction() as tx:
        for number in range(count):
            await tx.timers.set(f"question/{number}/step", "step", due + timedelta(seconds=number))
        entries = read_faq(ROOT / "samples/unikum/faq_sv.yaml").value
        await tx.faq.replace(entries, None, due)
    await store.close()


def idle(timers: int, seconds: int) -> None:
    """A desk with nothing to do but wait: share of a core, and memory; the real command in a process of its own."""
    for count in (0, timers):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            file = Path(folder) / "idle.db"
            asyncio.run(_with_timers(f"sqlite+aiosqlite:///{file}", count))
            command = [sys.executable, "-m", "tests.bench.idle", str(file)]
            desk = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
            try:
                assert desk.stdout is not None
                assert desk.stdout.readline().strip() == "ready"
                time.sleep(5)
                before = _processor(desk.pid)
                time.sleep(seconds)
                share = (_processor(desk.pid) - before) / seconds
                print(f"idle, {count:,} timers, {seconds} s: {share:.2%} of a core, {_memory(desk.pid):.0f} MB", flush=True)  # fmt: skip
            finally:
                desk.send_signal(signal.SIGTERM)
                desk.wait(20)
                desk.stdout.close() if desk.stdout else None


if __name__ == "__main__":
    asyncio.run(desk(sys.argv[1]))
