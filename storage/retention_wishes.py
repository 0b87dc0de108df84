"""Ended wishes lose their words and names; leaves the other kinds to retention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from knowledge.support.retention import SOMEONE
from knowledge.support.wish import Wish, WishState
from storage import codec
from storage.schema_meetings import wishes
from storage.work import Work


async def forget(work: Work, before: datetime) -> int:
    """All that ended before then; gives how many were changed. There are a few hundred in a year, so it is one step."""
    ended = wishes.c.state == str(WishState.CLOSED)
    done = 0
    for row in await work.rows(select(wishes).where(ended, wishes.c.at < before, wishes.c.sender != SOMEONE)):
        wish = codec.from_json(Wish, row.document)
        if (wish.closed_at or wish.at) < before:
            bare = replace(wish, text="", note="", sender=SOMEONE, by=SOMEONE if wish.by else "", asked=())
            kept = {"document": codec.to_json(bare), "sender": SOMEONE}
            await work.do(update(wishes).where(wishes.c.number == row.number).values(**kept))
            done += 1
    return done
