"""A channel that has another id now: everything that names it follows; leaves hearing of it to the handlers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Table, and_, delete, func, select, update

from knowledge.support.directory import Place
from knowledge.support.question import Question
from storage import codec
from storage.held import Part
from storage.schema import channels, desk, held, inbox_messages, messages, outbox, places, questions, timers
from storage.schema_broadcast import deliveries
from storage.schema_faq import shadow
from storage.work import Work


async def move_channel(work: Work, platform: str, old: str, new: str) -> None:
    """Put the new id in place of the old one, in rows, documents and keys; a second time changes nothing."""
    await _place(work, platform, old, new)
    await _questions(work, platform, old, new)
    for table, identity in ((inbox_messages, "message"), (messages, "message"), (shadow, "message"), (held, "author")):
        await _rows(work, table, table.c[identity], platform, old, new)
    await _held(work, platform, new)
    here = and_(outbox.c.platform == platform, outbox.c.channel == old)
    await work.do(update(outbox).where(here).values(channel=new))
    copies = and_(deliveries.c.platform == platform, deliveries.c.channel == old)
    await work.do(update(deliveries).where(copies).values(channel=new))
    await _keys(work, outbox.c.key, f"/{platform}/{old}/", f"/{platform}/{new}/")
    await _keys(work, timers.c.key, f"/{platform}/{old}/", f"/{platform}/{new}/")
    await _names(work, f"/{platform}/{old}", f"/{platform}/{new}")
    await _timers(work, platform, old, new)
    work.wakes = True


async def _place(work: Work, platform: str, old: str, new: str) -> None:
    """The place that has the old id gets the new one; whoever had that loses it."""
    owners = await work.rows(
        select(channels).where(channels.c.platform == platform, channels.c.channel.in_((old, new)))
    )
    mover = next((row.place for row in owners if row.channel == old), None)
    if mover is None:
        return
    for row in owners:
        document = await work.value(select(places.c.document).where(places.c.id == row.place))
        place = codec.from_json(Place, document)
        kept = {on: channel for on, channel in place.channels.items() if on != platform}
        mine = {**kept, platform: new} if row.place == mover else kept
        saved = {"document": codec.to_json(replace(place, channels=mine))}
        await work.do(update(places).where(places.c.id == row.place).values(**saved))
    await work.do(delete(channels).where(channels.c.platform == platform, channels.c.channel == new))
    here = and_(channels.c.platform == platform, channels.c.channel == old)
    await work.do(update(channels).where(here).values(channel=new))


async def _questions(work: Work, platform: str, old: str, new: str) -> None:
    here = and_(questions.c.platform == platform, questions.c.channel == old)
    for row in await work.rows(select(questions).where(here)):
        question = codec.from_json(Question, row.document)
        moved = replace(question, root=replace(question.root, channel=new))
        values = {"channel": new, "document": codec.to_json(moved)}
        await work.do(update(questions).where(questions.c.number == row.number).values(**values))


async def _rows(work: Work, table: Table, identity: Column[Any], platform: str, old: str, new: str) -> None:
    """Rows that stand under the channel's id; what came in under the new one before gives way to what is older."""
    here = and_(table.c.platform == platform, table.c.channel == old)
    ours = select(identity).where(here)
    twins = and_(table.c.platform == platform, table.c.channel == new, identity.in_(ours.scalar_subquery()))
    await work.do(delete(table).where(twins))
    await work.do(update(table).where(here).values(channel=new))


async def _held(work: Work, platform: str, new: str) -> None:
    """What is held names the messages that it is made of."""
    for row in await work.rows(select(held).where(held.c.platform == platform, held.c.channel == new)):
        parts = codec.from_json(tuple[Part, ...], row.parts)
        moved = [replace(part, ref=replace(part.ref, channel=new)) for part in parts]
        mine = and_(held.c.platform == platform, held.c.channel == new, held.c.author == row.author)
        await work.do(update(held).where(mine).values(parts=codec.to_json(moved)))


async def _keys(work: Work, column: Column[Any], old: str, new: str) -> None:
    """Keys with the channel's id inside, as that of a warning about one of its messages."""
    named = column.contains(old, autoescape=True)
    await work.do(update(column.table).where(named).values({column.name: func.replace(column, old, new)}))


async def _names(work: Work, old: str, new: str) -> None:
    """Small things that the desk keeps for a channel, as a cursor: those whose names end with its id."""
    for row in await work.rows(select(desk).where(desk.c.name.endswith(old, autoescape=True))):
        name = f"{row.name.removesuffix(old)}{new}"
        await work.do(delete(desk).where(desk.c.name == row.name))
        await work.do(work.put(desk, {"name": name, "value": row.value}))


async def _timers(work: Work, platform: str, old: str, new: str) -> None:
    for row in await work.rows(select(timers)):
        if (row.values.get("platform"), row.values.get("channel")) == (platform, old):
            values = {**row.values, "channel": new}
            await work.do(update(timers).where(timers.c.key == row.key).values(values=values))
