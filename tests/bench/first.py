"""One start of the desk until its first message is answered; leaves timing it to the bench."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot import config
from bot.app import build
from bot.clock import Clocks
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.platforms.local.adapter import LocalPlatform
from bot.rehearsal.stage import everybody_local
from storage.store import Store


async def main(folder: str, number: str) -> None:
    """Start, hear one question, deliver the answer."""
    clocks = Clocks()
    store = await Store.open(f"sqlite+aiosqlite:///{folder}/start.db", exclusive=True)
    await store.migrate()
    async with store.transaction() as tx:
        if not (await tx.directory.load()).people:
            await tx.directory.replace(everybody_local(read_directory(Path("samples/storkoping/directory.yaml")).value))
            await tx.faq.replace(read_faq(Path("samples/unikum/faq_sv.yaml")).value, None, clocks.desk.now())
    chat = LocalPlatform(clock=clocks.desk.now, names=str, new_id=lambda: f"{number}-{len(chat.log.everything())}")
    app = build(store, config.load({}), {"local": chat}, clocks)
    await app.listen()
    await chat.say("anna", "support", "Varför blir jag utloggad hela tiden?")
    await app.worker.drain()
    answer = chat.log.everything()[-1].message
    assert answer is not None
    print(answer.plain)
    await app.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
