"""The real bot, `run`, in a process of its own that can be killed; leaves when to the run."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.slack.fake import FakeSlack

ROOT = Path(__file__).parents[3]
BOT = ("bot", "run")
ALWAYS_OPEN = {
    "SUPPORTBOT_CALENDAR__HOURS": "00:00-24:00", "SUPPORTBOT_CALENDAR__DAYS": "mon-sun", "SUPPORTBOT_POSTS__DESK": "off",
}  # fmt: skip
"""All that is said there is about a question, so the card is off."""
FAST = {"SUPPORTBOT_SLACK__POSTS_PER_MINUTE": "600", "SUPPORTBOT_SLACK__EDITS_PER_MINUTE": "600"}


class Program:
    """One desk that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, slack: FakeSlack, url: str, folder: Path, module: Sequence[str] = BOT, **more: str) -> Program:
        """Start it over Socket Mode; it writes what it has to say into the folder. `more`: of its environment."""
        environment = {
            **ALWAYS_OPEN,
            **FAST,
            "DATABASE_URL": url,
            "OPENBLAS_NUM_THREADS": "1",
            "PATH": "",
            "PYTHONPATH": str(ROOT),
            "SLACK_API_URL": slack.api_url,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SUPPORTBOT_MATCHING__EMBEDDER": "none",
            "SUPPORTBOT_WEB__PORT": "0",
            **more,
        }
        with (folder / "log").open("ab") as log:
            return cls(
                await asyncio.create_subprocess_exec(
                    sys.executable, "-m", *module, cwd=folder, env=environment, stdout=log, stderr=log
                )
            )

    async def kill(self) -> None:
        """SIGKILL: nothing more is written, said or given back."""
        self.process.kill()
        await self.process.wait()

    async def end(self) -> int:
        """Ask it to stop; gives its code."""
        self.process.terminate()
        async with asyncio.timeout(30):
            return await self.process.wait()

    @property
    def runs(self) -> bool:
        """Whether it is alive."""
        return self.process.returncode is None
