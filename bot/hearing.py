"""Bot.hear: one event, one transaction, one answer for the one who pressed; leaves what happens to the handlers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from bot.addresses import by_id, names_by_address
from bot.brain import Brain
from bot.clock import Clock
from bot.platforms.base import NOTICES, Platform, TryLater
from bot.reader import MessageReader
from handlers import alarms, digests
from handlers.context import Desk, Refusal
from handlers.table import happened, only_reads, refused
from knowledge.conversation.clean import clean
from knowledge.conversation.event import (
    Account,
    CommandGiven,
    Event,
    FormFilled,
    HomeOpened,
    MessageEdited,
    MessageMarked,
    MessagePosted,
    TimerFired,
)
from knowledge.conversation.message import Notice, Shown
from knowledge.conversation.personal_data import CONTACT_DETAILS, mask
from knowledge.conversation.texts import Texts
from knowledge.faq.editing import FOR_EVERYBODY
from knowledge.faq.verdict import Policy
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Directory
from knowledge.support.policy import DeskPolicy
from knowledge.support.vendor_case import is_case_number
from storage import codec
from storage.errors import Busy
from storage.store import Store
from storage.timers import Timer
from storage.transaction import Transaction

log = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=2)
"""How long a press may wait for the database before its sender is asked to try again (DESIGN 2)."""
_NOWHERE: Mapping[str, Platform] = MappingProxyType({})


class Bot:
    """The one door in. Every occasion, from every platform and from the worker, enters through `hear`."""

    def __init__(  # noqa: PLR0913 - the composition root hands over everything once
        self,
        store: Store,
        *,
        policy: DeskPolicy,
        matching: Policy,
        hours: Any,  # noqa: ANN401 - CalendarSettings; named by its fields here
        texts: Texts,
        brain: Brain,
        clock: Clock,
        platforms: Mapping[str, Platform] = _NOWHERE,
    ) -> None:
        """`platforms`: those that the desk speaks on."""
        self.store = store
        self._policy, self._matching, self._hours = policy, matching, hours
        self._texts, self._brain, self._clock = texts, brain, clock
        self._platforms = tuple(platforms)
        self._silent_beside = frozenset(name for name, one in platforms.items() if NOTICES not in one.abilities)
        self.patience = PATIENCE
        """How long `hear` waits for the database; a play, where nobody waits, may have more."""
        self._under_way: dict[str, asyncio.Future[Shown | None]] = {}
        """Id of an event -> what commits it now; whoever tells of it again waits for the same."""

    async def hear(self, event: Event) -> Shown | None:
        """Returns when the event is committed, with what is shown to the one who pressed. Raises TryLater."""
        work = self._under_way.get(event.id) or await self._begun(event)
        if work is None:
            return None
        done, _ = await asyncio.wait({work}, timeout=self.patience.total_seconds())
        if not done:
            work.add_done_callback(_mention)
            raise TryLater(timedelta(seconds=1), "the database is busy")
        return work.result()

    async def _begun(self, event: Event) -> asyncio.Future[Shown | None] | None:
        """Read the message and begin to commit; None for a message that was heard before.

        In a storm a service repeats what it is still waiting for, and reading back tells everything again: neither is
        to cost the matcher anything.
        """
        if names_by_address(event):
            async with self.store.reading() as tx:
                event = by_id(event, await tx.directory.load())
        masked, raw = without_personal_data(event)
        async with self.store.reading() as tx:
            told_once = event.ref if isinstance(event, MessagePosted) and not event.restored else None
            if raw and await tx.inbox.knows(event.id, told_once):
                return None
            revision = await tx.faq.revision()
        await self._brain.refresh(self._clock.now(), revision)
        reader = await self._brain.read(raw, self._matching) if raw else None
        work = asyncio.ensure_future(self._commit(masked, reader))
        self._under_way[event.id] = work
        work.add_done_callback(lambda _: self._under_way.pop(event.id, None))
        return work

    async def _commit(self, event: Event, reader: MessageReader | None) -> Shown | None:
        """The event in its transaction; a rule's no, a busy database and a bug are three different ends of it."""
        try:
            return await self._done(event, reader)
        except Refusal as refusal:
            async with self.store.reading() as tx:
                return refused(self.desk(tx, await tx.directory.load(), event, None), refusal, _account(event))
        except Busy as busy:
            raise TryLater(timedelta(seconds=1), str(busy)) from busy
        except (TryLater, asyncio.CancelledError):
            raise
        except Exception as error:
            log.exception("event %s met a bug", event.id)
            return await self._keep_failed(event, error)

    async def _done(self, event: Event, reader: MessageReader | None) -> Shown | None:
        """What came of the event; what it taught goes into the next index at once."""
        if await self._only_reads(event):
            async with self.store.reading() as tx:
                return await happened(self.desk(tx, await tx.directory.load(), event, reader), event)
        async with self.store.transaction() as tx:
            if not await self._is_new(tx, event):
                return None
            desk = self.desk(tx, await tx.directory.load(), event, reader)
            shown = await happened(desk, event)
        for line in desk.log:
            log.info(line)
        if tx.faq.is_changed:
            await self._brain.refresh(self._clock.now())
        return shown

    async def _only_reads(self, event: Event) -> bool:
        """Whether somebody we know only opens or looks at something: that needs no writing transaction (DESIGN 2)."""
        account = _account(event)
        if account is None or not only_reads(event):
            return False
        if isinstance(event, HomeOpened):
            return True
        async with self.store.reading() as tx:
            return await tx.directory.person_of(account) is not None

    async def _is_new(self, tx: Transaction, event: Event) -> bool:
        if isinstance(event, TimerFired):
            return await tx.timers.claim(Timer.of(event))
        return await tx.inbox.is_new(event.id, event.at)

    def desk(self, tx: Transaction, directory: Directory, event: Event, reader: MessageReader | None) -> Desk:
        """What the handlers of one event are given."""
        here = self._matching.at(_place_id(event, directory))
        working = WorkingTime(
            hours=self._hours.hours,
            zone=ZoneInfo(directory.organisation.time_zone),
            closed=directory.closed,
            country=self._hours.country,
            eves=self._hours.eves,
        )
        return Desk(
            tx=tx,
            texts=self._texts,
            policy=self._policy,
            matching=self._matching,
            working=working,
            now=max(event.at, self._clock.now()) if isinstance(event, TimerFired) else self._clock.now(),
            directory=directory,
            index=self._brain.index,
            running=self._platforms,
            silent_beside=self._silent_beside,
            read=lambda text: self._brain.reader(text, here),
            reader=reader.under(here) if reader else None,
        )

    async def _keep_failed(self, event: Event, error: Exception) -> Shown | None:
        """A second, small transaction: the masked event is kept, its sender told once, central alarmed."""
        account = _account(event)
        async with self.store.transaction() as tx:
            if isinstance(event, TimerFired):
                await tx.timers.claim(Timer.of(event))
            elif not await tx.inbox.is_new(event.id, event.at):
                return None
            body = {"type": type(event).__name__, "event": codec.to_json(event)}
            await tx.inbox.keep_failed(body, f"{type(error).__name__}: {error}"[:500], self._clock.now())
            desk = self.desk(tx, await tx.directory.load(), event, None)
            person = await tx.directory.person_of(account) if account else None
            waits = isinstance(event, MessagePosted | CommandGiven)
            told = waits and not self._matching.at(_place_id(event, desk.directory)).is_shadow
            await alarms.failed(
                desk, event.id, person.id if person and told else None, account.platform if account else ""
            )
        if account is None or waits:
            return None
        return Notice(message=alarms.apology(event.id, desk.voice_for(person)))

    async def audit(self, _now: object) -> None:
        """Look for forgotten questions; found ones get a timer again."""
        event = Event(id="audit", at=self._clock.now())
        async with self.store.transaction() as tx:
            found = await digests.audit(self.desk(tx, await tx.directory.load(), event, None))
        if found:
            log.warning("questions without a timer were found and mended: %s", found)


def _mention(work: asyncio.Future[Shown | None]) -> None:
    """An event that took too long has ended; whatever came of it was kept, so it is only logged."""
    if not work.cancelled() and work.exception():
        log.warning("a late event failed: %s", type(work.exception()).__name__)


def _place_id(event: Event, directory: Directory) -> str | None:
    """The place where it happened, as far as the event tells; None also for a direct conversation."""
    values = event.values if isinstance(event, TimerFired) else {}
    ref = getattr(event, "ref", None)
    platform = ref.platform if ref else str(values.get("platform", ""))
    channel = ref.channel if ref else str(values.get("channel", ""))
    place = directory.place_of(platform, channel)
    return place.id if place else None


def _account(event: Event) -> Account | None:
    """Who did it, if anybody."""
    who = getattr(event, "who", None) or getattr(event, "author", None)
    return who if isinstance(who, Account) else None


def _is_number(field: str, text: str) -> bool:
    """Whether it is what the vendor calls a case: that may look like a phone number."""
    return field == "case_number" and is_case_number(text)


def without_personal_data(event: Event) -> tuple[Event, str]:
    """The event as handlers may see it, and the raw text for the matcher alone (DESIGN 2, masking)."""
    if isinstance(event, MessagePosted | MessageEdited | MessageMarked | CommandGiven):
        raw = clean(event.text)
        masked = mask(raw)
        return replace(event, text=masked.text, found=masked.found), raw
    if isinstance(event, FormFilled):
        keep = CONTACT_DETAILS if event.form in FOR_EVERYBODY else frozenset()
        said = {name: clean(value) for name, value in event.values.items() if isinstance(value, str)}
        texts = {name: mask(text, keep=keep) for name, text in said.items() if not _is_number(name, text)}
        found = tuple(dict.fromkeys(kind for one in texts.values() for kind in one.found))
        values = {**event.values, **{name: one.text for name, one in texts.items()}}
        return replace(event, values=values, found=found), ""
    return event, ""
