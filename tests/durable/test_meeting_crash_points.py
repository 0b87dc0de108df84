"""The whole desk dies around each commit and each call while meetings are called, written down and signed up for: each hears it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.conversation.event import ButtonPressed
from knowledge.support.directory import Person, Place, PlaceKind, Role
from knowledge.support.meeting import Answer, Invited, Meeting, MeetingKind, MeetingState, Reply
from knowledge.support.meeting_notes import MeetingNotes, Part, Written, drafted
from storage.store import Store
from tests.durable.dying import MINUTE, MORNING, TOWN, at_any_point, left, prepared, who

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from storage.transaction import Transaction
    from tests.databases import Databases
    from tests.durable.dying import Scenes

AT_ONCE = timedelta()
SOON, EARLIER = MORNING + timedelta(days=14), MORNING - timedelta(hours=2)
NOTES = "Att göra: mejla rektorerna (Eva, 4 dec)\nTill Unikum: Exporten tappar bilder"
LEILA = Person(id="leila", name="Leila Rahimi", role=Role.LOCAL, schools=("linden",), accounts={"fake": "leila"})
OLLE = Person(id="olle", name="Olle Berg", schools=("linden",), accounts={"fake": "olle"})
CONTACTS = Place(id="contacts", kind=PlaceKind.CONTACTS, channels={"fake": "contacts"})
CHECK_IN = Meeting(owner="cecilia", begins_at=SOON, location="Rådhuset", made_at=MORNING)


def _press(person: str, action: str) -> ButtonPressed:
    return ButtonPressed(id=f"fake:{person}:{action}", at=MORNING, who=who(person), key="", action=action)


SENDS: Scenes = ((lambda _newest: _press("cecilia", "meeting_send:1"), MINUTE),)
POSTS: Scenes = ((lambda _newest: _press("cecilia", "notes_post:1:1"), AT_ONCE),)
SIGN_UP: Scenes = (
    (lambda _newest: _press("anna", "attend:yes:1"), AT_ONCE),
    (lambda _newest: _press("olle", "attend:yes:1"), AT_ONCE),
    (lambda _newest: _press("anna", "attend:no:1"), AT_ONCE),
)


async def _a_draft(tx: Transaction) -> None:
    await tx.meetings.add(replace(CHECK_IN, state=MeetingState.DRAFT))


async def _sent(url: str, point: int) -> str:
    """A check-in is sent to the contacts; gives where the desk died, or nothing when there is no such point."""
    town = await prepared(url, SENDS, replace(TOWN, people=(*TOWN.people, LEILA)), _a_draft)
    where = await town.dies(point, 0)
    store = await Store.open(url)
    timers = await left(store, "meeting/1/")
    async with store.reading() as tx:
        (meeting,) = await tx.meetings.all(tuple(MeetingState))
        replies = {one.person: (one.answer, one.told) for one in await tx.meetings.replies(1)}
    await store.close()
    assert meeting.is_planned, where
    assert replies == {"cecilia": (Answer.YES, 0), "eva": (Answer.ASKED, 0), "leila": (Answer.ASKED, 0)}, where
    told = {"meeting/1/0/own/eva": 1, "meeting/1/0/own/leila": 1, "meeting/1/preview/cecilia": 1}
    assert town.posted() == told, where
    assert "meeting/1/over" in timers["meeting/1/"], where
    return where


async def _a_meeting_with_notes(tx: Transaction) -> None:
    await tx.meetings.add(replace(CHECK_IN, begins_at=EARLIER, state=MeetingState.HELD))
    for person in ("cecilia", "eva"):
        await tx.meetings.put_reply(Reply(meeting=1, person=person, answer=Answer.YES, at=EARLIER, told=0))
    written = Written(parts=(Part(text=NOTES),), by="cecilia", at=MORNING)
    await tx.meeting_notes.put(drafted(MeetingNotes(meeting=1, at=MORNING), written))


async def _noted(url: str, point: int) -> str:
    """Its notes are posted, with a task and a point for the vendor."""
    directory = replace(TOWN, places=(*TOWN.places, CONTACTS))
    town = await prepared(url, POSTS, directory, _a_meeting_with_notes)
    where = await town.dies(point, 0)
    store = await Store.open(url)
    timers = await left(store, "task/")
    async with store.reading() as tx:
        notes = await tx.meeting_notes.get(1, MORNING)
        tasks = [(one.text, one.owner) for one in await tx.meeting_tasks.of_meeting(1)]
        points = [(one.text, one.source) for one in await tx.vendor.points(("open", "sent", "closed"))]
    await store.close()
    assert notes.draft is None, where
    assert notes.posted is not None, where
    assert tasks == [("mejla rektorerna", "eva")], where
    assert points == [("Exporten tappar bilder", "meeting")], where
    told = {"meeting/1/notes/in/contacts/fake/1": 1, "meeting/1/given/eva": 1, "meeting/1/draft/cecilia": 1}
    assert (town.posted(), len(timers["task/"])) == (told, 1), where
    return where


async def _a_workshop(tx: Transaction) -> None:
    teachers = Invited(kind="teachers", schools=("linden",))
    await tx.meetings.add(replace(CHECK_IN, kind=MeetingKind.WORKSHOP, title="Planering", invited=teachers, limit=1))


async def _signed_up(url: str, point: int) -> str:
    """Two sign up for the one place of a workshop, and the first leaves it."""
    town = await prepared(url, SIGN_UP, replace(TOWN, people=(*TOWN.people, OLLE)), _a_workshop)
    where = await town.dies(point, 0, 1, 2)
    store = await Store.open(url)
    timers = await left(store, "meeting/1/place/")
    async with store.reading() as tx:
        replies = {one.person: one.answer for one in await tx.meetings.replies(1)}
    await store.close()
    assert replies == {"anna": Answer.NO, "olle": Answer.YES}, where
    told = ("0/own/anna", "0/own/olle", "place/own/olle", "preview/cecilia")
    assert (town.posted(), timers["meeting/1/place/"]) == ({f"meeting/1/{one}": 1 for one in told}, []), where
    return where


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("death", [_sent, _noted, _signed_up], ids=["sent", "noted", "signed-up"])
def test_the_desk_may_die_at_any_point_of_a_meeting(
    death: Callable[[str, int], Coroutine[Any, Any, str]], kind: str, databases: Databases, tmp_path: Path
) -> None:
    at_any_point(kind, databases, tmp_path, death)
