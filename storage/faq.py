"""FAQ entries with all their versions; leaves what was learned to `wordings`, what people said to `feedback`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from knowledge.faq.entry import FaqEntry
from storage import codec, wordings
from storage.revisions import Revision
from storage.schema_faq import faq_entries, faq_versions
from storage.work import Values, Work


@dataclass(frozen=True, kw_only=True)
class FaqVersion:
    """How an entry read from then on."""

    id: int
    entry: FaqEntry | None
    """None = it was retired."""
    who: str | None
    at: datetime


class Faq:
    """Live entries in order; every change keeps a version and raises the revision."""

    def __init__(self, work: Work, cache: dict[str, tuple[int, Any]]) -> None:
        self._work = work
        self._revision = Revision(work, "faq", cache)
        self.revision = self._revision.number
        self.committed = self._revision.committed
        self.raise_revision = self._revision.raise_

    @property
    def is_changed(self) -> bool:
        """Whether this transaction changed entries or wordings."""
        return self._revision.is_raised

    async def entries(self) -> list[FaqEntry]:
        """The live entries, in file order; made anew only when something changed."""
        return list(await self._revision.cached(self._load))

    async def _load(self) -> tuple[FaqEntry, ...]:
        live = select(faq_entries).where(faq_entries.c.retired.is_(False))
        rows = await self._work.rows(live.order_by(faq_entries.c.position, faq_entries.c.id))
        learned = await wordings.live(self._work)
        read = (codec.from_json(FaqEntry, row.document) for row in rows)
        return tuple(replace(entry, wordings=learned.get(entry.id, ())) for entry in read)

    async def replace(self, entries: Sequence[FaqEntry], who: str | None, at: datetime) -> None:
        """Put a whole FAQ in place of the one that is stored: what it lacks is retired, what is equal stays.

        What people taught stays; of the wordings that files named, see `wordings.name`.
        """
        rows = await self._work.rows(select(faq_entries))
        live = {row.id: row.document for row in rows if not row.retired}
        known = {row.id for row in rows}
        rows_now = [_row(entry, position) for position, entry in enumerate(entries)]
        changed = [row for row in rows_now if live.get(row["id"]) != row["document"]]
        await self._work.do_all(self._work.insert(faq_entries), [row for row in rows_now if row["id"] not in known])
        for row in rows_now:
            if row["id"] in known:
                await self._work.do(self._work.put(faq_entries, row))
        versions = [{"entry": row["id"], "document": row["document"], "who": who, "at": at} for row in changed]
        await self._work.do_all(self._work.insert(faq_versions), versions)
        for gone in live.keys() - {entry.id for entry in entries}:
            await self._retire(gone, who, at)
        await wordings.name(self._work, {entry.id: entry.wordings for entry in entries}, who, at)
        await self._revision.raise_()

    async def put(self, entry: FaqEntry, who: str | None, at: datetime) -> None:
        """Add an entry at the end, or replace the one with its id where it stands."""
        position = await self._work.value(select(faq_entries.c.position).where(faq_entries.c.id == entry.id))
        if position is None:
            position = await self._work.value(select(func.coalesce(func.max(faq_entries.c.position), -1) + 1))
        await self._put(entry, position)
        await self._keep_version(entry.id, entry, who, at)
        await wordings.name(self._work, {entry.id: entry.wordings}, who, at)
        await self._revision.raise_()

    async def retire(self, entry_id: str, who: str | None, at: datetime) -> None:
        """Use an entry no more; its versions stay."""
        await self._retire(entry_id, who, at)
        await self._revision.raise_()

    async def versions(self, entry_id: str) -> list[FaqVersion]:
        """All versions of an entry, oldest first."""
        rows = await self._work.rows(
            select(faq_versions).where(faq_versions.c.entry == entry_id).order_by(faq_versions.c.id)
        )
        return [_version(row) for row in rows]

    async def newest(self, entry_id: str) -> FaqVersion | None:
        """The newest version of an entry; in a writing transaction nobody else can make another until the end."""
        await self._work.only_one(f"faq/{entry_id}")
        last = select(faq_versions).where(faq_versions.c.entry == entry_id).order_by(faq_versions.c.id.desc()).limit(1)
        row = await self._work.row(last)
        return None if row is None else _version(row)

    async def version(self, number: int) -> tuple[str, FaqVersion] | None:
        """The id of an entry, and that version of it."""
        row = await self._work.row(select(faq_versions).where(faq_versions.c.id == number))
        return None if row is None else (row.entry, _version(row))

    async def retired(self) -> list[FaqEntry]:
        """The entries that are used no more, as they last were, newest retired first."""
        gone = select(faq_entries.c.document).where(faq_entries.c.retired.is_(True))
        last = select(func.max(faq_versions.c.id)).where(faq_versions.c.entry == faq_entries.c.id).scalar_subquery()
        rows = await self._work.rows(gone.order_by(last.desc()))
        return [codec.from_json(FaqEntry, row.document) for row in rows]

    async def added(self, since: datetime) -> dict[str, datetime]:
        """Id -> when it was written first, of the entries that are new from then on, the newest first."""
        first = func.min(faq_versions.c.at, type_=faq_versions.c.at.type)
        new = select(faq_versions.c.entry, first.label("at")).group_by(faq_versions.c.entry).having(first >= since)
        return {row.entry: row.at for row in await self._work.rows(new.order_by(first.desc(), faq_versions.c.entry))}

    async def ids(self) -> set[str]:
        """The ids of all entries that there are or were."""
        return {row.id for row in await self._work.rows(select(faq_entries.c.id))}

    async def _put(self, entry: FaqEntry, position: int) -> None:
        await self._work.do(self._work.put(faq_entries, _row(entry, position)))

    async def _retire(self, entry_id: str, who: str | None, at: datetime) -> None:
        live = (faq_entries.c.id == entry_id) & faq_entries.c.retired.is_(False)
        retired = update(faq_entries).where(live).values(retired=True).returning(faq_entries.c.id)
        if await self._work.row(retired):
            await self._keep_version(entry_id, None, who, at)

    async def _keep_version(self, entry_id: str, entry: FaqEntry | None, who: str | None, at: datetime) -> None:
        document = None if entry is None else _document(entry)
        await self._work.do(self._work.insert(faq_versions).values(entry=entry_id, document=document, who=who, at=at))


def _version(row: Row[Any]) -> FaqVersion:
    entry = None if row.document is None else codec.from_json(FaqEntry, row.document)
    return FaqVersion(id=row.id, entry=entry, who=row.who, at=row.at)


def _row(entry: FaqEntry, position: int) -> Values:
    return {"id": entry.id, "position": position, "retired": False, "document": _document(entry)}


def _document(entry: FaqEntry) -> Values:
    """What its author wrote; wordings have rows of their own."""
    document: Values = codec.to_json(replace(entry, wordings=()))
    return document
