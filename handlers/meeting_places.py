"""In which channels the invitation to a meeting stands; leaves what stands there to `meeting_people`."""

from __future__ import annotations

from handlers.context import Desk
from handlers.places import channels_of, is_paused
from handlers.shadow import is_shadow
from knowledge.support.directory import Place, PlaceKind
from knowledge.support.meeting import Meeting
from storage.deliveries import Where

Channel = tuple[Place, Where]


def is_open(meeting: Meeting) -> bool:
    """Whether it is a workshop for teachers: they sign up where it stands, and nobody is asked one by one."""
    return meeting.is_workshop and meeting.invited.kind == "teachers"


async def channels(desk: Desk, meeting: Meeting) -> list[Channel]:
    """The contacts' place; of a workshop for teachers the channels of its schools, or the support places where a school has none."""
    if meeting.invited.kind == "central":
        return []
    if not is_open(meeting):
        return await channels_of(desk, PlaceKind.CONTACTS)
    schools, found = meeting.invited.schools, list[Channel]()
    if schools:
        found = [one for one in await channels_of(desk, PlaceKind.SCHOOL) if one[0].school in schools]
    if not schools or set(schools) - {place.school for place, _ in found}:
        found += await channels_of(desk, PlaceKind.SUPPORT)
    return found


async def may_be_new(desk: Desk, place: Place) -> bool:
    """Whether something that nobody asked for may be said there now."""
    return not is_shadow(desk, place) and not await is_paused(desk, place.id)


async def free(desk: Desk, meeting: Meeting) -> list[Channel]:
    """Of its channels those in which it may be posted now."""
    return [one for one in await channels(desk, meeting) if await may_be_new(desk, one[0])]
