"""Starts the Playground, the desk and what listens between them, and ends them; leaves what is played to `play`."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, web

from tests.teams.e2e import town

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = "@microsoft/m365agentsplayground"
_PATIENCE = 60.0
"""Seconds for a program to say that it is there; the Playground's first start on a cold disk takes several."""


def free_port() -> int:
    """A port below the range that the system lends to everybody: there the Playground silently takes another."""
    for port in random.sample(range(15000, 32000), 50):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no port is free")


@dataclass
class Program:
    """A running program and what it has said."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    reading: asyncio.Task[None] | None = None

    async def read(self, until: str) -> None:
        """Keep what it says; gives when it has said that. Raises RuntimeError when it ends before."""
        there = asyncio.Event()
        self.reading = asyncio.create_task(self._keep(until, there))
        waiting = asyncio.create_task(there.wait())
        await asyncio.wait({self.reading, waiting}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if not there.is_set():
            raise RuntimeError("it did not start:\n" + "".join(self.said[-40:]))

    async def _keep(self, until: str, there: asyncio.Event) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.said.append(line.decode(errors="replace"))
            if until in self.said[-1]:
                there.set()

    async def end(self) -> int:
        """Ask it to end, and make it, after a while; gives its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(15):
                code = await self.process.wait()
        except TimeoutError:
            self.process.kill()
            code = await self.process.wait()
        if self.reading is not None:
            await self.reading
        return code


async def started(*command: str, until: str, folder: Path, more: Mapping[str, str]) -> Program:
    """A program that has said what it says when it is there."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}  # noqa: TID251 - theirs
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    program = Program(process)
    try:
        await program.read(until)
    except RuntimeError:
        await program.end()
        raise
    return program


async def done(*command: str, folder: Path, more: Mapping[str, str] | None = None) -> None:
    """A program that ends by itself, and well."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(more or {})},  # noqa: TID251 - npm wants its own
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} failed:\n{said.decode(errors='replace')[-2000:]}")


@dataclass
class Between:
    """Stands where the desk believes the service: passes everything on to the Playground and remembers it."""

    playground: str
    sent: list[tuple[str, str, Any, int]] = field(default_factory=list)
    """Method, path, body, and with what the Playground answered."""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @asynccontextmanager
    async def open(self, port: int) -> AsyncIterator[str]:
        """Listen; gives the service's address."""
        app = web.Application()
        app.router.add_route("*", "/_connector/{rest:.*}", self._pass)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            await runner.cleanup()

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        async with (
            ClientSession() as session,
            session.request(request.method, self.playground + request.raw_path, json=body) as answer,
        ):
            said = await answer.read()
        async with self._news:
            self.sent.append((request.method, request.path, body, answer.status))
            self._news.notify_all()
        return web.Response(status=answer.status, body=said, content_type="application/json")

    async def until(self, what: str, found: Callable[[str, str, Any], bool], since: int = 0) -> Any:
        """The body of the first thing sent that fits, from that place on. Raises AssertionError after a while."""
        try:
            async with asyncio.timeout(20), self._news:
                while True:
                    for method, path, body, _ in self.sent[since:]:
                        if found(method, path, body):
                            return body
                    await self._news.wait()
        except TimeoutError:
            said = "\n".join(f"  {m} {p} -> {s} {str(b)[:200]}" for m, p, b, s in self.sent[since:])
            raise AssertionError(f"the desk did not send {what}; it sent\n{said or '  nothing'}") from None


async def install(folder: Path) -> Path:
    """Get the Playground by npm; gives its program. Its licence lets it be used for trying, not be handed on."""
    await done("npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PACKAGE, folder=folder)
    return folder / "node_modules" / PACKAGE / "cli.js"


async def playground(program: Path, folder: Path, *, port: int, desk: str, service: str) -> Program:
    """The Playground, without telemetry and without a browser of its own."""
    (folder / ".m365agentsplayground.yml").write_text(town.playground(), encoding="utf-8")
    begun = await started(
        "node", str(program), "start", "--disable-telemetry", until="Listening on", folder=folder,
        more={
            "TEAMSAPPTESTER_BROWSER": "none", "TEAMSAPPTESTER_PORT": str(port), "BOT_ENDPOINT": f"{desk}/api/messages",
            "DEFAULT_CHANNEL_ID": "msteams", "M365_AGENTS_PLAYGROUND_SERVICE_URL": f"{service}/_connector",
        },
    )  # fmt: skip
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=30)) as session,
            session.get(f"http://127.0.0.1:{port}/_internal/v1/config") as answer,
        ):
            answer.raise_for_status()
    except OSError as error:
        await begun.end()
        log = folder / "devTools" / "m365agentsplayground.log"
        raise RuntimeError(f"the Playground ended: {log.read_text(encoding='utf-8')[-1500:]}") from error
    return begun


async def desk(folder: Path, *, port: int) -> Program:
    """The real desk on a new database, without an application, open at all hours, with the samples' answers."""
    (folder / "directory.yaml").write_text(town.directory(), encoding="utf-8")
    more = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'desk.db'}",
        "SUPPORTBOT_POSTS__DESK": "off",
        "SUPPORTBOT_WEB__PORT": str(port),
        "SUPPORTBOT_TEAMS__DEVELOPMENT": "true",
        "SUPPORTBOT_TEAMS__SERVICE_HOSTS": "127.0.0.1",
        "SUPPORTBOT_MATCHING__EMBEDDER": "none",
        "SUPPORTBOT_CALENDAR__HOURS": "00:00-24:00",
        "SUPPORTBOT_CALENDAR__DAYS": "mon-sun",
    }
    here = (sys.executable, "-m", "bot")
    await done(*here, "import", "directory", str(folder / "directory.yaml"), folder=folder, more=more)
    await done(*here, "import", "faq", str(ROOT / "samples" / "unikum" / "faq_sv.yaml"), folder=folder, more=more)
    return await started(*here, "run", until="The desk is open", folder=folder, more=more)
