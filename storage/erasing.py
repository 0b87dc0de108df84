"""One person taken out of every table, and all that is stored about one; leaves who may be erased to the handlers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, or_, select, update

from knowledge.conversation.event import DIRECT
from knowledge.support.question import Question
from knowledge.support.retention import ERASED
from storage import codec
from storage.fates import LAST_EDITION, QUEUED, SENT, STOPPED
from storage.found import rewritten, stands, told
from storage.identity import Identity
from storage.schema import desk, failed_events, held, messages, outbox, people, questions, timers
from storage.schema_broadcast import deliveries
from storage.schema_faq import faq_feedback, shadow, wordings
from storage.schema_meetings import wishes
from storage.work import Values, Work

_LAST = "care/erased"
"""How many people were erased, so that each gets a place of their own."""


class Erasing:
    """A person's traces."""

    def __init__(self, work: Work, raise_all: Callable[[], Awaitable[None]]) -> None:
        """`raise_all`: tells everybody that directory and FAQ read differently now."""
        self._work, self._raise_all = work, raise_all

    async def told(self, who: Identity) -> dict[str, list[Values]]:
        """Table -> its rows in which the person is named."""
        return await told(self._work, who)

    async def stands(self, value: str) -> bool:
        """Whether somebody of that id or account, also one who has left the directory, is named anywhere."""
        return await stands(self._work, value)

    async def next_alias(self) -> str:
        """An id that nobody has had, for the next who is erased."""
        last = await self._work.value(self._work.locked(select(desk.c.value).where(desk.c.name == _LAST)))
        number = int(last or 0) + 1
        await self._work.do(self._work.put(desk, {"name": _LAST, "value": number}))
        return f"{ERASED}{number}"

    async def erase(self, who: Identity) -> dict[str, int]:
        """Take the person out; table -> how many rows were changed or taken away. Nothing open may be the person's."""
        await self._no_more_copies(who)
        who = replace(who, texts=tuple(await self._texts(who)))
        count: dict[str, int] = {}
        for table, done in await self._removed(who):
            count[table] = count.get(table, 0) + done
        await self._asked(who)
        await self._written(who)
        for table, done in (await rewritten(self._work, who)).items():
            count[table] = count.get(table, 0) + done
        await self._raise_all()
        self._work.wakes = True
        return {table: done for table, done in sorted(count.items()) if done}

    async def _texts(self, who: Identity) -> list[str]:
        """What the person asked, wished and wrote, to be known again where it is quoted."""
        asked = select(questions.c.document).where(questions.c.asker == who.id)
        wrote = select(messages.c.text).where(messages.c.author == who.id, self._is_own_message(who))
        wished = select(wishes.c.document).where(wishes.c.sender == who.id)
        rows = [*await self._work.rows(asked), *await self._work.rows(wished)]
        found = [str(row.document.get("text") or "") for row in rows]
        return [*found, *(row.text for row in await self._work.rows(wrote))]

    def _is_own_message(self, who: Identity) -> ColumnElement[bool]:
        """Of a question of the person's, or of none: an answer to somebody else stays, without who gave it."""
        theirs = select(questions.c.number).where(questions.c.asker == who.id)
        return or_(messages.c.question.is_(None), messages.c.question.in_(theirs))

    async def _no_more_copies(self, who: Identity) -> None:
        """Copies of announcements on their way stop; those that arrived are never changed again."""
        mine = and_(deliveries.c.person == who.id, deliveries.c.via.is_(None))
        under_way = and_(mine, deliveries.c.state.in_((QUEUED, SENT)))
        await self._work.do(update(deliveries).where(under_way).values(state=STOPPED, reason=""))
        await self._work.do(update(deliveries).where(mine).values(edition=LAST_EDITION))

    async def _removed(self, who: Identity) -> list[tuple[str, int]]:
        """What is there for the person alone."""
        ids = (who.id, *who.accounts)
        rooms = [f"{DIRECT}:{account}" for account in who.accounts]
        mine = or_(outbox.c.person == who.id, outbox.c.only_for.in_(ids), outbox.c.channel.in_(rooms))
        rows = select(outbox.c.id).where(mine)
        theirs = select(questions.c.number).where(questions.c.asker == who.id)
        return [
            ("people", await self._gone(people, people.c.id == who.id)),
            ("outbox", await self._gone(outbox, or_(outbox.c.id.in_(rows), outbox.c.target.in_(rows)))),
            ("held", await self._gone(held, held.c.author.in_(ids))),
            ("wordings", await self._gone(wordings, wordings.c.question.in_(theirs))),
            ("desk", await self._matching(desk, desk.c.name, "name", who)),
            ("timers", await self._matching(timers, timers.c.key, "key", who)),
            ("failed_events", await self._matching(failed_events, failed_events.c.id, "event", who)),
        ]

    async def _gone(self, table: Table, which: ColumnElement[bool]) -> int:
        key = next(iter(table.primary_key))
        return len(await self._work.rows(delete(table).where(which).returning(key)))

    async def _matching(self, table: Table, key: Any, column: str, who: Identity) -> int:  # noqa: ANN401 - a column
        """Rows whose key has the person in it, or whose event is the person's."""
        rows = await self._work.rows(select(key.label("key"), table.c[column].label("value")))
        names = [row.key for row in rows if (who.in_key(row.value) if column != "event" else who.inside(row.value))]
        return await self._gone(table, key.in_(names)) if names else 0

    async def _asked(self, who: Identity) -> None:
        """The texts of the person's questions, and what was learned from them."""
        mine = questions.c.asker == who.id
        for row in await self._work.rows(select(questions).where(mine)):
            document = without_texts(codec.from_json(Question, row.document))
            same = questions.c.number == row.number
            await self._work.do(update(questions).where(same).values(document=document, shared_text=None))
        theirs = faq_feedback.c.question.in_(select(questions.c.number).where(mine))
        await self._work.do(update(faq_feedback).where(theirs).values(text="", features=None))

    async def _written(self, who: Identity) -> None:
        wrote = select(messages).where(messages.c.author == who.id)
        for row in await self._work.rows(wrote):
            here = and_(shadow.c.platform == row.platform, shadow.c.channel == row.channel)
            await self._work.do(update(shadow).where(here, shadow.c.message == row.message).values(text=""))
            await self._work.do(update(shadow).where(here, shadow.c.answer_message == row.message).values(answer=""))
        own = and_(messages.c.author == who.id, self._is_own_message(who))
        await self._work.do(update(messages).where(own).values(text=""))


def without_texts(question: Question) -> Values:
    """A question's document without a word that anybody wrote."""
    document: Values = codec.to_json(replace(question, text="", answer_text="", note="", judged={}))
    return document
