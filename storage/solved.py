"""Solved questions by the words that stand in them; leaves how well they fit a search to knowledge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Subquery, and_, case, or_, select

from knowledge.support.question import Question, State
from storage import codec
from storage.schema import questions
from storage.work import Work

LOOKED_AT = 20_000
"""How many of the questions that were solved last a search looks at: no more, however many there are."""
MOST_FOUND = 600
"""How many of them are given at most: those with most of the words, then the newest."""
_MOST_OWN = 200
_ESCAPE = "\\"
_CHUNK = 500


class Solved:
    """What was asked and solved, to be searched."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def having(
        self, words: Sequence[str], since: datetime, places: Collection[str], *, dots: bool = True
    ) -> dict[int, str]:
        """What was asked in these places and solved since then, in words that others may see: number -> text.

        It has at least one of `words` (the beginnings of words, in lower case) somewhere in it; capitals do not count.
        `dots`: False = å, ä and ö may stand for a and o.
        """
        if not words or not places:
            return {}
        recent = _recent(since)
        # SQLite's LIKE overlooks capitals by itself, in half the time.
        like = recent.c.shared_text.like if self._work.is_sqlite else recent.c.shared_text.ilike
        named = [like(_pattern(word, dots=dots), escape=_ESCAPE) for word in words]
        hits = sum((case((one, 1), else_=0) for one in named[1:]), case((named[0], 1), else_=0))
        wanted = and_(recent.c.shared_text.is_not(None), recent.c.place.in_(places), or_(*named))
        found = select(recent.c.number, recent.c.shared_text).where(wanted)
        rows = await self._work.rows(found.order_by(hits.desc(), recent.c.number.desc()).limit(MOST_FOUND))
        return {row.number: row.shared_text for row in rows}

    async def hidden_of(self, asker: str, since: datetime) -> list[Question]:
        """What this person asked where others do not see it, solved since then, newest first."""
        # Found by whose they are: SQLite would take the index of all that is solved, if that were asked for here too.
        theirs = and_(questions.c.asker == asker, questions.c.shared_text.is_(None))
        mine = select(questions.c.number, questions.c.state, questions.c.solved_at).where(theirs)
        rows = await self._work.rows(mine.order_by(questions.c.asked_at.desc()).limit(_MOST_OWN))
        lately = [row.number for row in rows if row.state == str(State.SOLVED) and row.solved_at >= since]
        return await self.numbered(lately)

    async def numbered(self, numbers: Sequence[int]) -> list[Question]:
        """The questions with these numbers, in this order; those that there are."""
        found: dict[int, Question] = {}
        for start in range(0, len(numbers), _CHUNK):
            some = questions.c.number.in_(numbers[start : start + _CHUNK])
            for row in await self._work.rows(select(questions.c.number, questions.c.document).where(some)):
                found[row.number] = replace(codec.from_json(Question, row.document), number=row.number)
        return [found[number] for number in numbers if number in found]


def _recent(since: datetime) -> Subquery:
    """What was solved last."""
    columns = (questions.c.number, questions.c.place, questions.c.shared_text)
    solved = and_(questions.c.state == str(State.SOLVED), questions.c.solved_at >= since)
    newest = select(*columns).where(solved).order_by(questions.c.solved_at.desc(), questions.c.number.desc())
    return newest.limit(LOOKED_AT).subquery()


def _pattern(word: str, *, dots: bool) -> str:
    """For LIKE: what the word has of LIKE's own signs is meant as it stands.

    A letter beyond ASCII is any letter, since SQLite knows no capitals of those; what is found is looked at again.
    """
    return f"%{''.join(_letter(one, dots=dots) for one in word)}%"


def _letter(one: str, *, dots: bool) -> str:
    if one in "%_\\":
        return _ESCAPE + one
    return "_" if not one.isascii() or (not dots and one in "ao") else one
