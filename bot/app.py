"""The composition root: builds bot and worker on a store, from the settings; leaves running them to the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.brain import Brain
from bot.clock import Clocks
from bot.embedding.meanings import PATIENCE, Meanings
from bot.embedding.stored import for_desk
from bot.hearing import Bot
from bot.library import load_matcher, with_words
from bot.platforms.base import Platform
from bot.settings_values import Settings
from bot.words import load_texts
from bot.worker.loop import Worker
from bot.worker.pace import Manners
from knowledge.conversation import event as events
from storage import codec
from storage.store import Store


@dataclass(kw_only=True)
class App:
    """A whole desk, built but not running."""

    settings: Settings
    store: Store
    bot: Bot
    brain: Brain
    platforms: dict[str, Platform]
    worker: Worker
    clocks: Clocks

    async def listen(self) -> None:
        """Let the platforms begin to listen; what happens goes to `Bot.hear`."""
        await self.bot.audit(self.clocks.desk.now())
        await self.worker.before_listening()
        for platform in self.platforms.values():
            await platform.start(self.bot.hear)

    async def close(self) -> None:
        """Stop listening and let go of the database."""
        for platform in self.platforms.values():
            await platform.stop()
        await self.brain.close()
        await self.store.close()


def build(
    store: Store,
    settings: Settings,
    platforms: Mapping[str, Platform],
    clocks: Clocks,
    manners: Manners | None = None,
    *,
    meanings: Meanings | None = None,
    patience: timedelta | None = PATIENCE,
) -> App:
    """Join all parts; the store is open and up to date. `manners`: how each service wants to be spoken to.

    `meanings`: None = questions are compared by words alone. `patience`: None = every message waits for its vector.
    """
    brain = Brain(store, with_words(load_matcher(), settings.words), meanings, patience=patience)
    bot = Bot(
        store,
        policy=settings.policy,
        matching=settings.matching,
        hours=settings.calendar,
        texts=load_texts(),
        brain=brain,
        clock=clocks.desk,
        platforms=platforms,
    )
    worker = Worker(
        store, platforms, bot.hear, clocks, audit=bot.audit, manners=manners, helpdesk=settings.policy.helpdesk
    )
    return App(
        settings=settings,
        store=store,
        bot=bot,
        brain=brain,
        platforms=dict(platforms),
        worker=worker,
        clocks=clocks,
    )


async def replay(settings: Settings) -> tuple[int, int]:
    """Play failed events again, oldest first; gives how many were played and how many failed again."""
    store = await Store.open(settings.database_url)
    try:
        await store.migrate()
        clocks = Clocks()
        meanings = for_desk(settings.embedder, store, clocks.machine)
        app = build(store, settings, {}, clocks, meanings=meanings, patience=None)
        async with store.reading() as tx:
            waiting = [failed.id for failed in await tx.inbox.failed()]
        for failed_id in waiting:
            await _again(app, failed_id)
        async with store.reading() as tx:
            left = len(await tx.inbox.failed())
        await app.brain.close()
        return len(waiting), left
    finally:
        await store.close()


async def _again(app: App, failed_id: int) -> None:
    async with app.store.transaction() as tx:
        failed = await tx.inbox.take_failed(failed_id)
        if failed is None:
            return
        event = codec.from_json(getattr(events, failed.event["type"]), failed.event["event"])
        if isinstance(event, events.TimerFired):
            # Its timer is gone; setting it anew lets the worker that runs fire it like any other.
            await tx.timers.set(event.key, event.kind, app.clocks.desk.now(), round=event.round, values=event.values)
            return
    await app.bot.hear(event)
