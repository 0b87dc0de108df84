"""`supportbot run` in a process of its own, as it is started by hand; leaves what is asked of it to the tests."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[1]


@asynccontextmanager
async def supportbot(folder: Path, **environ: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program in an empty folder; it is killed if it still runs in the end."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}  # noqa: TID251 - for the other process
    usual = {
        "PYTHONPATH": str(ROOT), "SUPPORTBOT_WEB__PORT": "0", "OPENBLAS_NUM_THREADS": "1",
        "SUPPORTBOT_POSTS__DESK": "off",
    }  # fmt: skip
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, env={**known, **usual, **environ}, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.wait()


async def address(program: asyncio.subprocess.Process) -> str:
    """Where it says that it listens. Raises AssertionError with what it said instead."""
    assert program.stdout is not None
    assert program.stderr is not None
    opened = (await program.stdout.readline()).decode()
    assert opened.startswith("The desk is open: http://"), (await program.stderr.read()).decode()
    return opened.split()[-1]
