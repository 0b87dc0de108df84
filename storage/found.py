"""Rows of any table in which a person is named, told or rewritten; leaves what is special about a table to `erasing`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, cast, or_, select, type_coerce, update

from storage.identity import Identity
from storage.personal import Holds, holds, tables
from storage.work import Values, Work

_QUOTING = frozenset({"outbox", "chat", "desk"})
"""Where the bot's own words are kept, which quote what was asked. Others may have asked the same: their words stay."""
_ANSWERS = frozenset({"faq_entries", "faq_versions"})
_WITH_IDS = frozenset({"schools", "places"}) | _ANSWERS


async def told(work: Work, who: Identity) -> dict[str, list[Values]]:
    """Table -> its rows in which the person is named, as JSON types."""
    found: dict[str, list[Values]] = {}
    for table in tables():
        async for row in _perhaps(work, table, who):
            if _scrubbed_row(who, table, row) != row:
                found.setdefault(table.name, []).append({k: _plain(v) for k, v in row.items() if v is not None})
    return found


async def stands(work: Work, value: str) -> bool:
    """Whether a person's id or account stands alone anywhere."""
    for table in tables():
        for column in (one for one in table.columns if holds(table, one.name) is Holds.PERSON):
            if await work.rows(select(column).where(column == value).limit(1)):
                return True
    return False


async def rewritten(work: Work, who: Identity) -> dict[str, int]:
    """Put the alias in the person's place everywhere; table -> how many rows were changed."""
    changed: dict[str, int] = {}
    by_name = replace(who, texts=())
    for table in tables():
        async for row in _perhaps(work, table, who if table.name in _QUOTING else by_name):
            here = who if table.name in _QUOTING else by_name
            new = _scrubbed_row(here, table, row)
            other = {name: value for name, value in new.items() if value != row[name]}
            if other:
                same = and_(*(one == row[one.name] for one in table.primary_key))
                await work.do(update(table).where(same).values(**other))
                changed[table.name] = changed.get(table.name, 0) + 1
    return changed


async def _perhaps(work: Work, table: Table, who: Identity) -> AsyncIterator[Values]:
    """The rows in whose columns stands something that could be the person, so that large tables need not be read whole."""
    needles = _needles(who)
    wanted: list[ColumnElement[bool]] = []
    for column in table.columns:
        kind = holds(table, column.name)
        if kind is Holds.PERSON:
            wanted.append(column.in_((who.id, *who.accounts)))
        elif kind is not Holds.NOTHING:
            words = cast(type_coerce(column, Text), Text)
            wanted += [words.icontains(needle, autoescape=True) for needle in needles]
    if wanted:
        for row in await work.rows(select(table).where(or_(*wanted)).order_by(*table.primary_key)):
            yield dict(zip(table.columns.keys(), row, strict=True))


def _needles(who: Identity) -> list[str]:
    plain = (who.id, *who.accounts, *who.names, *who.addresses, *who.quotes)
    return sorted({json.dumps(one, ensure_ascii=False)[1:-1] for one in plain} | set(plain))


def _scrubbed_row(who: Identity, table: Table, row: Values) -> Values:
    new = {name: _scrubbed(who, holds(table, name), value) for name, value in row.items()}
    if table.name in _ANSWERS and isinstance(row["document"], dict):
        new["document"] = who.answer(row["document"])
    _keep_own_id(table, row, new)
    return new


def _scrubbed(who: Identity, kind: Holds, value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    match kind:
        case Holds.PERSON:
            return who.alias if who.is_it(value) else value
        case Holds.KEY:
            return who.key(value) if isinstance(value, str) else value
        case Holds.TEXT:
            return who.text(value) if isinstance(value, str) else value
        case Holds.DOCUMENT:
            return who.document(value)
        case _:
            return value


def _keep_own_id(table: Table, row: Values, new: Values) -> None:
    """A school, a place or an answer keeps its id, though it may be spelt like a person's."""
    if table.name in _WITH_IDS and isinstance(row["document"], dict) and "id" in row["document"]:
        new["document"] = {**new["document"], "id": row["document"]["id"]}


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever the column holds
    if isinstance(value, datetime | date):
        return value.isoformat()
    return len(value) if isinstance(value, bytes) else value
