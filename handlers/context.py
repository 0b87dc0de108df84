"""Desk: all that a handler is given for one event; leaves opening the transaction and reading clocks to bot."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.replies.voice import Voice
from knowledge.conversation.event import MessageRef
from knowledge.conversation.message import Message
from knowledge.conversation.texts import Texts
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.verdict import Policy, Reader
from knowledge.support.calendar import WorkingTime
from knowledge.support.directory import Directory, Person
from knowledge.support.policy import DeskPolicy
from knowledge.support.presence import HINTS, hinted
from knowledge.support.question import Question
from knowledge.support.routing import Load, Routing
from storage.deliveries import Where
from storage.transaction import Transaction


class Refusal(Exception):  # noqa: N818 - the design's word
    """A rule says no; it is told to the person, and nothing has changed."""

    def __init__(self, key: str, **blanks: object) -> None:
        """`key`: the phrase `refusal.<key>` that says who can, or what works instead."""
        super().__init__(key)
        self.key, self.blanks = key, blanks


@dataclass(kw_only=True)
class Desk:
    """The transaction, the rules and the words of one event."""

    tx: Transaction
    texts: Texts
    policy: DeskPolicy
    matching: Policy
    """As it is set; `matching.at(place)` is what counts in a place."""
    working: WorkingTime
    now: datetime
    """Desk clock, aware, UTC."""
    directory: Directory
    index: Index
    read: Callable[[str], Reader]
    """Makes a reader of masked text that was stored earlier."""
    running: tuple[str, ...] = ()
    """The platforms that this desk speaks on."""
    silent_beside: frozenset[str] = frozenset()
    """Of these, where nothing can be said to one person beside the conversation."""
    reader: Reader | None = None
    """Reads the message of this event, raw text included."""
    log: list[str] = field(default_factory=list)
    """Lines for the log, without a word that anybody wrote; they are logged when all is kept."""
    _load: Load | None = field(default=None, repr=False)

    def voice(self, language: str | None = None) -> Voice:
        """A voice in that language, or in the organisation's."""
        return Voice(
            texts=self.texts,
            language=language or self.directory.organisation.language,
            directory=self.directory,
            working=self.working,
            policy=self.policy,
            now=self.now,
        )

    def voice_for(self, person: Person | None) -> Voice:
        """A voice in that person's language."""
        return self.voice(person.language if person else None)

    async def routing(self) -> Routing:
        """The rules of whose turn it is, as everything stands now."""
        if self._load is None:
            self._load = Load(
                open=await self.tx.questions.holding(),
                asked_at=await self.tx.directory.asked_at(),
                hinted=await self._hinted(),
            )
        return Routing(
            directory=self.directory, policy=self.policy, working=self.working, load=self._load, now=self.now
        )

    async def _hinted(self) -> frozenset[str]:
        """Whom the heeded signs say to be away."""
        if self.policy.away_hints == "none":
            return frozenset()
        return hinted(await self.tx.desk.under(HINTS), self.policy.away_hints, self.now)

    async def reload(self) -> None:
        """Read the directory again, after this event has changed it."""
        self.directory = await self.tx.directory.load()
        self._load = None

    def entries(self, ids: tuple[str | None, ...]) -> dict[str, FaqEntry]:
        """The entries with those ids that there are."""
        found = (self.index.entry(one) for one in ids if one)
        return {entry.id: entry for entry in found if entry}

    async def entry(self, entry_id: str) -> FaqEntry | None:
        """The entry as it is stored now, also one that the index does not have yet."""
        return next((entry for entry in await self.tx.faq.entries() if entry.id == entry_id), None)

    async def remind(self, question: Question, part: str, kind: str, due: datetime) -> None:
        """Ask to be woken for a question; the timer carries its round."""
        await self.tx.timers.set(
            question.key(part), kind, due, round=question.round, values={"number": question.number}
        )

    def soon(self, wait: timedelta) -> datetime:
        """A moment of wall time ahead."""
        return self.now + wait

    async def tell(self, person: Person, key: str, message: Message, platform: str) -> bool:
        """Say something in a person's own conversation; False when there is no account to say it to."""
        account = account_of(person, platform, self.running)
        if account is None:
            return False
        where = Where(platform=account[0], channel=f"direct:{account[1]}")
        await self.tx.outbox.say(key, where, message, person=person.id)
        return True

    async def whisper(self, person: Person, key: str, message: Message, beside: MessageRef) -> bool:
        """Say something to one person beside the conversation (a direct message where the platform cannot)."""
        account = person.accounts.get(beside.platform)
        if account is None or beside.is_direct:
            return await self.tell(person, key, message, beside.platform)
        where = Where(platform=beside.platform, channel=beside.channel, thread=beside.root, only_for=account)
        await self.tx.outbox.say(key, where, message, person=person.id)
        return True


def account_of(person: Person, platform: str, running: Collection[str] = ()) -> tuple[str, str] | None:
    """(platform, account) to reach a person by: the given platform if possible, else one that runs, else any."""
    if platform in person.accounts:
        return platform, person.accounts[platform]
    running_ones = (pair for pair in person.accounts.items() if pair[0] in running)
    return next(running_ones, next(iter(person.accounts.items()), None))
