"""A desk of three rules on the real storage, for the tests of durable work; leaves the real rules to handlers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from knowledge.conversation.event import ButtonPressed, Event, MessagePosted, TimerFired, Undelivered
from knowledge.conversation.message import Message
from knowledge.support.question import Question, State
from storage.deliveries import Where
from storage.timers import Timer

if TYPE_CHECKING:
    from storage.store import Store
    from storage.transaction import Transaction


@dataclass
class SmallDesk:
    """A question is carded; if nobody presses `helped` in time, somebody is called."""

    store: Store
    patience: timedelta

    async def hear(self, event: Event) -> None:
        """One event, one transaction."""
        async with self.store.transaction() as tx:
            if not await tx.inbox.is_new(event.id, event.at):
                return
            if isinstance(event, MessagePosted):
                await self._asked(tx, event)
            elif isinstance(event, TimerFired):
                await self._overdue(tx, event)
            elif isinstance(event, ButtonPressed):
                await self._helped(tx, event)
            elif isinstance(event, Undelivered):
                await tx.desk.set(event.id, event.reason)

    async def _asked(self, tx: Transaction, event: MessagePosted) -> None:
        if not await tx.inbox.is_new_message(event.ref):
            return
        asked = Question(
            asker=event.author.id,
            asked_at=event.at,
            text=event.text,
            root=event.ref,
            state=State.WAITING,
            holders=("eva",),
        )
        question = await tx.questions.add(asked)
        await tx.questions.note(question.number, "asked", event.author.id, event.at)
        await tx.timers.set(question.key("step"), "step", event.at + self.patience)
        await self._say(tx, question, "card", "waiting")

    async def _overdue(self, tx: Transaction, event: TimerFired) -> None:
        if not await tx.timers.claim(Timer.of(event)):
            return
        question = await tx.questions.get(int(event.key.split("/")[1]))
        if question is None or question.state is not State.WAITING:
            return
        await tx.questions.save(replace(question, holders=("cecilia",), round=1))
        await tx.questions.note(question.number, "escalated", None, event.at)
        await self._say(tx, question, "card", "escalated")
        await self._say(tx, question, "call", "call")

    async def _helped(self, tx: Transaction, event: ButtonPressed) -> None:
        ref = event.ref
        question = await tx.questions.by_root(ref.platform, ref.channel, ref.id) if ref else None
        if question is None or question.state is not State.WAITING:
            return
        await tx.questions.save(replace(question, state=State.SOLVED, solved_at=event.at))
        await tx.questions.note(question.number, "solved", event.who.id, event.at)
        await tx.timers.cancel(question.key("step"))
        await self._say(tx, question, "card", "solved")
        await tx.outbox.withdraw(question.key("call"))

    async def _say(self, tx: Transaction, question: Question, part: str, what: str) -> None:
        to = Where(platform="fake", channel=question.root.channel)
        words = Message(reply="waiting", text=f"{question.text} {part} {what}", about=question.number)
        await tx.outbox.say(question.key(part), to, words)
