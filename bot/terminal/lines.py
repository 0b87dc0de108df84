"""Lines that somebody types or pipes in, and text that a terminal may show; leaves what they mean to the session."""

from __future__ import annotations

import asyncio
import codecs
import os
import re
import threading
from collections.abc import Callable

from knowledge.conversation.clean import clean

LONGEST = 100_000
"""Characters of a line, or of a text on the screen."""

_ESCAPES = re.compile(
    "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?"  # to the terminal itself: its title, its clipboard
    "|\x1b[PX^_][^\x1b]*(?:\x1b\\\\)?"
    "|[\x1b]?[\x9b][0-?]*[ -/]*[@-~]|\x1b\\[[0-?]*[ -/]*[@-~]?"  # colours, moves, keys with arrows
    "|\x1b[ -/]*[0-~]?"
)


def safe(text: str) -> str:
    """The text without anything that a terminal would obey or that cannot be seen."""
    return clean(_ESCAPES.sub("", text), LONGEST)


class Ended(Exception):  # noqa: N818 - it is no error
    """No more lines come."""


class Lines:
    """What was typed and not yet taken."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._is_over = False

    def put(self, line: str | None) -> None:
        """One more line; None = there are no more."""
        self._queue.put_nowait(line)

    def stop(self) -> None:
        """Take no more, whatever waits."""
        self._is_over = True
        self._queue.put_nowait(None)

    async def next(self, seconds: float | None = None) -> str:
        """The next line, safe to show. Raises TimeoutError when none comes in that time, and Ended."""
        async with asyncio.timeout(seconds):
            line = await self._queue.get()
        if line is None or self._is_over:
            self.stop()  # so that it stays ended
            raise Ended
        return safe(line).replace("\n", " ")


def read_from(file: int, lines: Lines, loop: asyncio.AbstractEventLoop) -> threading.Thread:
    """Read a file descriptor to its end in a thread of its own, which keeps nobody from leaving."""

    def give(line: str | None) -> None:
        loop.call_soon_threadsafe(lines.put, line)

    thread = threading.Thread(target=_read, args=(file, give), name="stdin", daemon=True)
    thread.start()
    return thread


def _read(file: int, give: Callable[[str | None], None]) -> None:
    """Not by `sys.stdin`: its lock would be held while the interpreter shuts down."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
    try:
        while chunk := os.read(file, 65536):
            *whole, rest = (rest + decoder.decode(chunk)).split("\n")
            for line in whole:
                give(line)
        rest += decoder.decode(b"", final=True)
        if rest:
            give(rest)
        give(None)
    except (OSError, RuntimeError):  # the terminal is gone, or whoever listened is
        return
