"""Ways of asking that were learned from people or named by a file; leaves which may be learned to knowledge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from knowledge.faq.text import normal
from knowledge.faq.wordings import IMPORTED, Standing, Wording
from storage.schema_faq import faq_entries, wordings
from storage.work import Values, Work

_OF_LIVE_ENTRIES = wordings.c.entry.in_(select(faq_entries.c.id).where(faq_entries.c.retired.is_(False)))
_UNSEEN = (wordings.c.seen_at.is_(None), wordings.c.state != Standing.REMOVED, _OF_LIVE_ENTRIES)


class Wordings:
    """Wordings by number, entry, words and question; each change raises the FAQ's revision."""

    def __init__(self, work: Work, raise_revision: Callable[[], Awaitable[None]]) -> None:
        self._work, self._raise = work, raise_revision

    async def put(self, wording: Wording) -> int:
        """Keep a wording, new or changed; gives its number."""
        if wording.id:
            changed = update(wordings).where(wordings.c.id == wording.id).values(**_values(wording))
            await self._work.do(changed)
            number = wording.id
        else:
            made = self._work.insert(wordings).values(**_values(wording)).returning(wordings.c.id)
            number = int(await self._work.value(made))
        await self._raise()
        return number

    async def get(self, number: int) -> Wording | None:
        """The wording with that number; in a writing transaction nobody else can change it until the end."""
        row = await self._work.row(self._work.locked(select(wordings).where(wordings.c.id == number)))
        return None if row is None else _read(row)

    async def of_entry(self, entry: str) -> list[Wording]:
        """All learned wordings of an entry, removed ones included, oldest first."""
        return await self._all(wordings.c.entry == entry)

    async def of_question(self, number: int) -> list[Wording]:
        """What was learned from a question, oldest first."""
        return await self._all(wordings.c.question == number)

    async def same(self, form: str) -> list[Wording]:
        """The wordings with that normal form, of every live entry, oldest first."""
        return await self._all(wordings.c.form == form, _OF_LIVE_ENTRIES)

    async def unseen(self, after: int = 0, most: int = 10) -> list[Wording]:
        """What no central contact has looked at yet, oldest first; those with a number above `after`."""
        wanted = select(wordings).where(*_UNSEEN, wordings.c.id > after).order_by(wordings.c.id).limit(most)
        return [_read(row) for row in await self._work.rows(wanted)]

    async def count_unseen(self, after: int = 0) -> int:
        """How many there are."""
        counted = select(func.count()).select_from(wordings).where(*_UNSEEN, wordings.c.id > after)
        return int(await self._work.value(counted) or 0)

    async def drop(self, wording: Wording) -> None:
        """Remove a wording as if it had never been."""
        await self._work.do(delete(wordings).where(wordings.c.id == wording.id))
        await self._raise()

    async def forget(self, question: int) -> None:
        """Remove what was learned from a question."""
        gone = delete(wordings).where(wordings.c.question == question).returning(wordings.c.id)
        if await self._work.rows(gone):
            await self._raise()

    async def _all(self, *wanted: ColumnElement[bool]) -> list[Wording]:
        rows = await self._work.rows(select(wordings).where(*wanted).order_by(wordings.c.id))
        return [_read(row) for row in rows]


async def live(work: Work) -> dict[str, tuple[str, ...]]:
    """Entry id -> the wordings that are used, oldest first."""
    used = select(wordings.c.entry, wordings.c.text).where(wordings.c.state == Standing.LIVE)
    found: dict[str, tuple[str, ...]] = {}
    for row in await work.rows(used.order_by(wordings.c.id)):
        found[row.entry] = (*found.get(row.entry, ()), row.text)
    return found


async def name(work: Work, named: Mapping[str, Sequence[str]], who: str | None, at: datetime) -> None:
    """A file names the wordings of entries: they are used from now on, and those that earlier files named no more.

    What people taught stays. An entry for which the file names none keeps those that it has.
    """
    told = {entry: texts for entry, texts in named.items() if texts}
    if not told:
        return
    known = await _by_entry(work, told)
    fresh: list[Values] = []
    for entry, texts in told.items():
        fresh += await _named(work, entry, texts, known.get(entry, {}), Named(who=who, at=at))
    await work.do_all(work.insert(wordings), fresh)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who named wordings, and when."""

    who: str | None
    at: datetime


async def _by_entry(work: Work, told: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Wording]]:
    """Entry id -> normal form -> the wording that is kept."""
    wanted = select(wordings).order_by(wordings.c.id.desc())
    if len(told) == 1:
        wanted = wanted.where(wordings.c.entry == next(iter(told)))
    known: dict[str, dict[str, Wording]] = {}
    for wording in map(_read, await work.rows(wanted)):
        known.setdefault(wording.entry, {})[wording.form] = wording
    return known


async def _named(work: Work, entry: str, texts: Sequence[str], known: Mapping[str, Wording], by: Named) -> list[Values]:
    """Bring one entry's wordings to what the file names; gives those that are new."""
    forms = {normal(text) for text in texts}
    for form, stored in known.items():
        if form not in forms and stored.source == IMPORTED:
            await work.do(delete(wordings).where(wordings.c.id == stored.id))
        if form in forms and not stored.is_live:
            again = {"state": str(Standing.LIVE), "rival": "", "doubted": False, "seen_by": by.who, "seen_at": by.at}
            await work.do(update(wordings).where(wordings.c.id == stored.id).values(**again))
    made = (
        Wording(entry=entry, text=text, source=IMPORTED, at=by.at, state=Standing.LIVE, seen_by=by.who, seen_at=by.at)
        for text in texts
        if normal(text) not in known
    )
    return [_values(one) for one in made]


def _values(wording: Wording) -> Values:
    return {
        "entry": wording.entry,
        "text": wording.text,
        "form": wording.form,
        "language": wording.language,
        "source": wording.source,
        "question": wording.question,
        "person": wording.person,
        "at": wording.at,
        "state": str(wording.state),
        "rival": wording.rival,
        "doubted": wording.doubted,
        "seen_by": wording.seen_by,
        "seen_at": wording.seen_at,
    }


def _read(row: Row[Any]) -> Wording:
    return Wording(
        id=row.id,
        entry=row.entry,
        text=row.text,
        language=row.language,
        source=row.source,
        question=row.question,
        person=row.person,
        at=row.at,
        state=Standing(row.state),
        rival=row.rival,
        doubted=row.doubted,
        seen_by=row.seen_by,
        seen_at=row.seen_at,
    )
