"""Keeps the local chat in the database, so that a demo survives a restart; leaves its form to the local platform."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.platforms.local.adapter import LocalPlatform
from knowledge.conversation.personal_data import mask
from storage.errors import StorageError
from storage.store import Store

log = logging.getLogger(__name__)


class Keeper:
    """Writes each change of the chat a moment later, in order."""

    def __init__(self, store: Store, chat: LocalPlatform) -> None:
        self._store, self._chat = store, chat
        self._changes: dict[str, dict[str, Any] | None] = {}
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Follow the chat from now on."""
        self._chat.on_keep(self._changed, lambda text: mask(text).text)

    def _changed(self, message: str, body: dict[str, Any] | None) -> None:
        self._changes[message] = body
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        while self._changes:
            taken, self._changes = self._changes, {}
            try:
                async with self._store.transaction() as tx:
                    for message, body in taken.items():
                        if body is None:
                            await tx.chat.delete(message)
                        else:
                            await tx.chat.put(message, body["channel"], body)
            except StorageError as error:
                log.warning("the chat could not be kept: %s", error)

    async def finish(self) -> None:
        """Wait until everything is written."""
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)
