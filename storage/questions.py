"""Questions and their append-only history; leaves the rules of a question's life to knowledge."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, cast, func, select, update

from knowledge.conversation.event import DIRECT
from knowledge.support.question import OPEN, Question, State
from storage import codec
from storage.schema import history, questions
from storage.work import Values, Work

_OPEN = sorted(map(str, OPEN))
"""Named one by one, since an index can look for what is and not for what is not."""
_MOST_RECENT = 500
"""How many questions are looked at for ”same question again”."""
_MOST_SHARED = 2000
"""How many questions of the last months are looked at for a new answer."""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One thing that happened to a question."""

    question: int
    what: str
    who: str | None
    """Person id; None = the bot."""
    at: datetime
    details: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Lately:
    """What was asked a little while ago, as far as it tells whether many ask the same."""

    number: int
    asker: str
    asked_at: datetime
    linked_to: int | None
    text: str
    """Masked; empty when it was deleted or is sensitive."""
    is_shown: bool
    """Whether it stands in a channel, where everybody has read it."""


class Questions:
    """Questions by number, place, state and person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, question: Question) -> Question:
        """Store a new question; gives it back with its number."""
        made = self._work.insert(questions).values(**_values(question)).returning(questions.c.number)
        return replace(question, number=int(await self._work.value(made)))

    async def save(self, question: Question) -> None:
        """Replace what is stored about the question; ValueError when it was never added."""
        found = await self._work.row(
            update(questions)
            .where(questions.c.number == question.number)
            .values(**_values(question))
            .returning(questions.c.number)
        )
        if found is None:
            raise ValueError(f"question {question.number} was never added")

    async def get(self, number: int) -> Question | None:
        """The question with that number; in a writing transaction nobody else can change it until the end."""
        return _read(await self._work.row(self._work.locked(select(questions).where(questions.c.number == number))))

    async def look(self, number: int) -> Question | None:
        """The question as it stands, kept from nobody."""
        return _read(await self._work.row(select(questions).where(questions.c.number == number)))

    async def by_root(self, platform: str, channel: str, root_id: str) -> Question | None:
        """The newest question whose thread hangs on that message; locked like `get`."""
        at_root = and_(questions.c.platform == platform, questions.c.channel == channel, questions.c.root == root_id)
        newest = select(questions).where(at_root).order_by(questions.c.number.desc()).limit(1)
        return _read(await self._work.row(self._work.locked(newest)))

    async def these(self, numbers: Collection[int]) -> list[Question]:
        """The questions with those numbers that there are, oldest first."""
        return await self._all(questions.c.number.in_(numbers))

    async def open(self) -> list[Question]:
        """Everything that is not solved, dropped or resting, oldest first."""
        return await self._all(questions.c.state.in_(_OPEN))

    async def open_after(self, entry: str) -> list[Question]:
        """What is open although that entry was tried, oldest first."""
        quoted = json.dumps(entry, ensure_ascii=False)  # as it stands in the document
        named = cast(questions.c.document, Text).contains(quoted, autoescape=True)
        return [one for one in await self._all(questions.c.state.in_(_OPEN), named) if entry in one.rejected]

    async def where(
        self,
        states: Collection[str] = (),
        asker: str | None = None,
        school: str | None = None,
        since: datetime | None = None,
    ) -> list[Question]:
        """The questions that fit everything that is given (`since`: asked then or later), oldest first."""
        wanted: list[ColumnElement[bool]] = []
        if states:
            wanted.append(questions.c.state.in_([str(state) for state in states]))
        if asker is not None:
            wanted.append(questions.c.asker == asker)
        if school is not None:
            wanted.append(questions.c.school == school)
        if since is not None:
            wanted.append(questions.c.asked_at >= since)
        return await self._all(*wanted)

    async def linked_to(self, number: int) -> list[Question]:
        """The questions that wait together with this one, oldest first."""
        return await self._all(questions.c.linked_to == number)

    async def answered_with(self, entry: str, since: datetime) -> list[Question]:
        """What was asked since then and that entry answers, oldest first."""
        quoted = json.dumps(entry, ensure_ascii=False)
        named = cast(questions.c.document, Text).contains(f'"entry": {quoted}', autoescape=True)
        given = questions.c.state.in_((str(State.ANSWERED), str(State.SOLVED)))
        found = await self._all(questions.c.asked_at >= since, given, named)
        return [one for one in found if one.standing_entry == entry]

    async def of_outage(self, outage: int) -> list[Question]:
        """What was asked about that outage and is not closed, oldest first."""
        named = cast(questions.c.document, Text).contains(f'"outage": {outage}', autoescape=True)
        return [one for one in await self._all(questions.c.state.in_(_OPEN), named) if one.outage == outage]

    async def recent(self, since: datetime) -> dict[int, str]:
        """What the next who asks may be asking too, newest first: number -> text that others may see.

        Everything open, and what was solved since. Only the words are read, since there may be hundreds.
        """
        words, shown = (questions.c.number, questions.c.shared_text), questions.c.shared_text.is_not(None)
        newest = select(*words).where(shown, questions.c.state.in_(_OPEN)).order_by(questions.c.number.desc())
        solved = select(*words).where(shown, questions.c.state == str(State.SOLVED), questions.c.solved_at >= since)
        # Two short walks along an index; together they would be read and sorted whole.
        last = solved.order_by(questions.c.solved_at.desc()).limit(_MOST_RECENT)
        found = [*await self._work.rows(newest.limit(_MOST_RECENT)), *await self._work.rows(last)]
        ordered = sorted(((row.number, row.shared_text) for row in found), reverse=True)
        return dict(ordered[:_MOST_RECENT])

    async def lately(self, since: datetime, most: int) -> list[Lately]:
        """What was asked since then and was not let go, the newest of them, oldest first. The questions are not built."""
        wanted = and_(questions.c.asked_at >= since, questions.c.state != str(State.DROPPED))
        columns = (
            questions.c.number,
            questions.c.asker,
            questions.c.asked_at,
            questions.c.linked_to,
            questions.c.document,
        )
        rows = await self._work.rows(select(*columns).where(wanted).order_by(questions.c.number.desc()).limit(most))
        return [
            Lately(number=row.number, asker=row.asker, asked_at=row.asked_at, linked_to=row.linked_to,
                   text=row.document.get("text") or "", is_shown=_is_shown(row.document))
            for row in reversed(rows)
        ]  # fmt: skip

    async def shared(self, since: datetime) -> dict[int, str]:
        """What was asked since then in words that others may see, newest first: number -> text."""
        wanted = and_(questions.c.shared_text.is_not(None), questions.c.asked_at >= since)
        newest = select(questions.c.number, questions.c.shared_text).where(wanted).order_by(questions.c.number.desc())
        return {row.number: row.shared_text for row in await self._work.rows(newest.limit(_MOST_SHARED))}

    async def holding(self) -> dict[str, int]:
        """Person id -> how many waiting or taken questions the person has."""
        with_people = questions.c.state.in_((str(State.WAITING), str(State.TAKEN)))
        taken_by, holders = (self._work.part(questions.c.document, name) for name in ("taken_by", "holders"))
        # Asked for at nearly every message: the database counts, so that no question is read.
        counted = select(questions.c.state, taken_by, holders, func.count()).where(with_people)
        count: Counter[str] = Counter()
        for row in await self._work.rows(counted.group_by(questions.c.state, taken_by, holders)):
            state, taker, turn, times = tuple(row)
            people = {taker} if state == State.TAKEN and taker else set(json.loads(turn or "[]"))
            count.update(dict.fromkeys(people, times))
        return dict(count)

    async def note(self, number: int, what: str, who: str | None, at: datetime, **details: Any) -> None:  # noqa: ANN401 - JSON
        """Write a line of history; nothing ever changes or removes one."""
        line = {"question": number, "what": what, "who": who, "at": at, "details": codec.to_json(details)}
        await self._work.do(self._work.insert(history).values(**line))

    async def history(self, number: int) -> list[HistoryLine]:
        """What happened to the question, in order."""
        rows = await self._work.rows(select(history).where(history.c.question == number).order_by(history.c.id))
        return [_line(row) for row in rows]

    async def whole_history(self) -> dict[int, list[HistoryLine]]:
        """Number -> what happened to that question, in order, of all of them."""
        lines: dict[int, list[HistoryLine]] = {}
        for row in await self._work.rows(select(history).order_by(history.c.id)):
            lines.setdefault(row.question, []).append(_line(row))
        return lines

    async def _all(self, *wanted: ColumnElement[bool]) -> list[Question]:
        rows = await self._work.rows(select(questions).where(*wanted).order_by(questions.c.number))
        return [question for row in rows if (question := _read(row))]


def _values(question: Question) -> Values:
    """The columns that are searched by, and the whole as one document."""
    return {
        "state": str(question.state),
        "asker": question.asker,
        "school": question.school,
        "place": question.place,
        "platform": question.root.platform,
        "channel": question.root.channel,
        "root": question.root.id,
        "linked_to": question.linked_to,
        "asked_at": question.asked_at,
        "solved_at": question.solved_at,
        "shared_text": question.shared_text or None,
        "document": codec.to_json(question),
    }


def _line(row: Row[Any]) -> HistoryLine:
    return HistoryLine(question=row.question, what=row.what, who=row.who, at=row.at, details=row.details)


def _read(row: Row[Any] | None) -> Question | None:
    """The number is the row's: the document of a question that was never changed does not know it."""
    return None if row is None else replace(codec.from_json(Question, row.document), number=row.number)


def _is_shown(document: dict[str, Any]) -> bool:
    hidden = any(document.get(name) for name in ("private", "sensitive", "unsure"))
    return not hidden and not str(document["root"]["channel"]).startswith(f"{DIRECT}:")
