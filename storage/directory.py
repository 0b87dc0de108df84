"""People, schools, places and absences as rows; leaves who is asked to the rules."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from knowledge.conversation.event import Account
from knowledge.support.change import Rows
from knowledge.support.directory import Closed, Directory, Organisation, Person, Place, School
from storage import codec
from storage.merging import absorbed, as_one, merged, rename_asker
from storage.moving import move_channel
from storage.revisions import Revision
from storage.schema import accounts, channels, desk, people, places, schools
from storage.work import Work

_FRAME = "storage/directory"
"""The name under which organisation and closed days are kept."""


class DirectoryRows:
    """The directory as a whole, and single people and places."""

    def __init__(self, work: Work, cache: dict[str, tuple[int, Any]]) -> None:
        self._work = work
        self._revision = Revision(work, "directory", cache)
        self.revision = self._revision.number
        self.committed = self._revision.committed
        self.raise_revision = self._revision.raise_

    async def load(self) -> Directory:
        """Everybody and everything, in file order; made anew only when something changed."""
        return await self._revision.cached(self._load)

    async def _load(self) -> Directory:
        frame = await self._work.value(select(desk.c.value).where(desk.c.name == _FRAME)) or {}
        return Directory(
            organisation=codec.from_json(Organisation, frame.get("organisation", {})),
            closed=codec.from_json(tuple[Closed, ...], frame.get("closed", [])),
            schools=tuple(codec.from_json(School, row.document) for row in await self._in_order(schools)),
            people=tuple(codec.from_json(Person, row.document) for row in await self._in_order(people)),
            places=tuple(codec.from_json(Place, row.document) for row in await self._in_order(places)),
        )

    async def _in_order(self, table: Any) -> Any:  # noqa: ANN401 - one of three tables
        return await self._work.rows(select(table).order_by(table.c.position, table.c.id))

    async def replace(self, directory: Directory) -> None:
        """Put a whole directory in place of the one that is stored.

        Kept from the stored one: strangers (`known=False`) whom the file does not name; for a person whom it names the
        absences, the language and the wish for hints and lists, where the file says nothing of them; pauses, and when each
        contact was last asked. A stranger whose account the file gives to somebody becomes that person, also as asker.
        """
        stored = await self._load()
        for old, new in absorbed(stored.people, directory.people).items():
            await rename_asker(self._work, old, new)
        kept = merged(stored.people, directory.people)
        await self._work.do(delete(accounts))
        await self._work.do(delete(channels))
        await self._drop_missing(people, [one.id for one in kept])
        await self._drop_missing(schools, [one.id for one in directory.schools])
        await self._drop_missing(places, [one.id for one in directory.places])
        for position, person in enumerate(kept):
            await self._put_person(person, position)
        for position, school in enumerate(directory.schools):
            row = {"id": school.id, "position": position, "document": codec.to_json(school)}
            await self._work.do(self._work.put(schools, row))
        for position, place in enumerate(directory.places):
            await self._put_place(place, position)
        frame = {"organisation": codec.to_json(directory.organisation), "closed": codec.to_json(directory.closed)}
        await self._put_frame(frame)
        await self._revision.raise_()

    async def _drop_missing(self, table: Any, ids: Collection[str]) -> None:  # noqa: ANN401 - one of three tables
        stored = await self._work.rows(select(table.c.id))
        for gone in (row.id for row in stored if row.id not in ids):
            await self._work.do(delete(table).where(table.c.id == gone))

    async def person_of(self, account: Account) -> Person | None:
        """The person with that account."""
        same = (accounts.c.platform == account.platform) & (accounts.c.account == account.id)
        joined = people.join(accounts, accounts.c.person == people.c.id)
        document = await self._work.value(select(people.c.document).select_from(joined).where(same))
        return None if document is None else codec.from_json(Person, document)

    async def add_person(self, person: Person) -> None:
        """Add somebody at the end; StorageError (at the commit's door) when an account belongs to somebody else."""
        await self._put_person(person, await self._after(people))
        await self._raise(person)

    async def save_person(self, person: Person) -> None:
        """Replace what is stored about a person, accounts included; adds the person when there is none with that id."""
        position = await self._work.value(select(people.c.position).where(people.c.id == person.id))
        looked = {
            (row.platform, row.account): row.looked_up_at
            for row in await self._work.rows(select(accounts).where(accounts.c.person == person.id))
        }
        await self._work.do(delete(accounts).where(accounts.c.person == person.id))
        await self._put_person(person, await self._after(people) if position is None else position, looked)
        await self._raise(person)

    async def merge(self, stranger_id: str, person_id: str) -> None:
        """Let a stranger be that person from now on, also as asker; ValueError when one of them is not there."""
        directory = await self.load()
        stranger, person = directory.person(stranger_id), directory.person(person_id)
        if stranger is None or person is None:
            raise ValueError(f"{stranger_id} or {person_id} is not in the directory")
        await rename_asker(self._work, stranger_id, person_id)
        await self._work.do(delete(people).where(people.c.id == stranger_id))
        await self._revision.raise_(lambda before: before.without_person(stranger_id))
        await self.save_person(as_one(person, stranger))

    async def _raise(self, one: Person | Place) -> None:
        """One of them changed: the rest of a large directory need not be read again."""
        stored = codec.from_json(type(one), codec.to_json(one))  # as it will be read
        await self._revision.raise_(lambda before: before.having(stored))

    async def _put_person(
        self, person: Person, position: int, looked: dict[tuple[str, str], datetime | None] | None = None
    ) -> None:
        row = {"id": person.id, "position": position, "known": person.known, "document": codec.to_json(person)}
        await self._work.do(self._work.put(people, row))
        await self._work.do_all(
            self._work.insert(accounts),
            [
                {
                    "platform": on,
                    "account": account,
                    "person": person.id,
                    "looked_up_at": (looked or {}).get((on, account)),
                }
                for on, account in person.accounts.items()
            ],
        )
        self._work.wakes = self._work.wakes or not person.known

    async def _after(self, table: Any) -> int:  # noqa: ANN401 - people or places
        return int(await self._work.value(select(func.coalesce(func.max(table.c.position), -1) + 1)))

    async def place_of(self, platform: str, channel: str) -> Place | None:
        """The place that the channel is."""
        same = (channels.c.platform == platform) & (channels.c.channel == channel)
        joined = places.join(channels, channels.c.place == places.c.id)
        document = await self._work.value(select(places.c.document).select_from(joined).where(same))
        return None if document is None else codec.from_json(Place, document)

    async def save_place(self, place: Place) -> None:
        """Replace what is stored about a place; adds it when there is none with that id."""
        position = await self._work.value(select(places.c.position).where(places.c.id == place.id))
        await self._work.do(delete(channels).where(channels.c.place == place.id))
        await self._put_place(place, await self._after(places) if position is None else position)
        await self._raise(place)

    async def _put_place(self, place: Place, position: int) -> None:
        await self._work.do(
            self._work.put(places, {"id": place.id, "position": position, "document": codec.to_json(place)})
        )
        rows = [{"platform": on, "channel": channel, "place": place.id} for on, channel in place.channels.items()]
        await self._work.do_all(self._work.insert(channels), rows)

    async def put(self, rows: Rows) -> None:
        """Put in and take out what a change says; what it takes out is read again with everything else."""
        for person in rows.people:
            await self.save_person(person)
        for school in rows.schools:
            position = await self._work.value(select(schools.c.position).where(schools.c.id == school.id))
            position = await self._after(schools) if position is None else position
            row = {"id": school.id, "position": position, "document": codec.to_json(school)}
            await self._work.do(self._work.put(schools, row))
        for place in rows.places:
            await self.save_place(place)
        for gone in rows.gone_places:
            await self._work.do(delete(channels).where(channels.c.place == gone))
            await self._work.do(delete(places).where(places.c.id == gone))
        for gone in rows.gone_schools:
            await self._work.do(delete(schools).where(schools.c.id == gone))
        if rows.closed is not None:
            frame = await self._work.value(select(desk.c.value).where(desk.c.name == _FRAME)) or {}
            await self._put_frame({**frame, "closed": codec.to_json(rows.closed)})
        if rows.schools or rows.gone_schools or rows.gone_places or rows.closed is not None:
            await self._revision.raise_()

    async def _put_frame(self, frame: dict[str, Any]) -> None:
        await self._work.do(self._work.put(desk, {"name": _FRAME, "value": frame}))

    async def move_channel(self, platform: str, old: str, new: str) -> None:
        """A channel has another id now: its place, its questions, its messages and what is to be said there follow."""
        await move_channel(self._work, platform, old, new)
        await self._revision.raise_()

    async def pause(self, place_id: str, until: datetime | None) -> None:
        """Silence the bot in a place until then; None lets it speak again."""
        await self._work.do(update(places).where(places.c.id == place_id).values(paused_until=until))

    async def paused_until(self, place_id: str) -> datetime | None:
        """Until when the bot is silent there; None when nobody paused it."""
        until: datetime | None = await self._work.value(select(places.c.paused_until).where(places.c.id == place_id))
        return until

    async def mark_asked(self, person_id: str, at: datetime) -> None:
        """Note that a contact was called."""
        await self._work.do(update(people).where(people.c.id == person_id).values(asked_at=at))

    async def asked_at(self) -> dict[str, datetime]:
        """Person id -> when that contact was last called; who never was is missing."""
        rows = await self._work.rows(select(people.c.id, people.c.asked_at).where(people.c.asked_at.is_not(None)))
        return {row.id: row.asked_at for row in rows}

    async def to_look_up(self, limit: int = 20) -> list[Account]:
        """Accounts of strangers whom nobody has looked up on their platform yet."""
        joined = accounts.join(people, accounts.c.person == people.c.id)
        wanted = people.c.known.is_(False) & accounts.c.looked_up_at.is_(None)
        found = (
            select(accounts, people.c.document)
            .select_from(joined)
            .where(wanted)
            .order_by(people.c.position)
            .limit(limit)
        )
        return [
            Account(platform=row.platform, id=row.account, name=row.document.get("name", ""))
            for row in await self._work.rows(found)
        ]

    async def looked_up(self, account: Account, at: datetime) -> None:
        """Note that it was asked for, whatever the platform knew."""
        same = (accounts.c.platform == account.platform) & (accounts.c.account == account.id)
        await self._work.do(update(accounts).where(same).values(looked_up_at=at))
