"""The agenda of a check-in: posted before it, kept true until it begins, and shown to who asks; leaves gathering to `agenda_facts`."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import agenda_facts, checkins, vendor_invitation
from handlers import meeting_people as people
from handlers.context import Desk, Refusal
from handlers.places import channels_of, is_paused
from handlers.replies import agenda as say
from handlers.replies.buttons import object_of
from handlers.replies.meeting_points import own_points
from handlers.replies.private import words
from handlers.replies.vendor_list import put_on
from handlers.wordings import must_be_contact
from knowledge.conversation.agenda_words import AgendaWanted, agenda_wanted
from knowledge.conversation.event import ButtonPressed, MessageRef, TimerFired
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.support.directory import Person, PlaceKind, Role
from knowledge.support.meeting import Answer, Meeting
from storage.deliveries import Where

AGENDA = "agenda"
"""The timer: an agenda is posted, or may have changed."""
RENEWED = timedelta(hours=1)
"""It is edited no more often than this."""


async def arm(desk: Desk) -> None:
    """See to it that the agenda of each check-in to come has its moment (the auditor of the desk asks for it)."""
    for meeting in await checkins.planned(desk):
        await plan(desk, meeting)


async def plan(desk: Desk, meeting: Meeting) -> None:
    """Give its agenda the right moment; where it is posted already, it goes on being kept true."""
    due, timer = _due(desk, meeting), await desk.tx.timers.get(_timer(meeting))
    if due is None or not desk.policy.agenda or meeting.begins_at <= desk.now or not meeting.is_planned:
        return
    if await desk.tx.outbox.live(_posted(meeting)):
        due = max(due, desk.now + RENEWED)
    if timer is None or timer.due > due:
        await desk.tx.timers.set(_timer(meeting), AGENDA, due, values={"meeting": meeting.number})


def _timer(meeting: Meeting) -> str:
    return f"{meeting.key}/agenda"


def _posted(meeting: Meeting) -> str:
    """How the keys of its messages begin."""
    return f"{meeting.key}/agenda/"


def _due(desk: Desk, meeting: Meeting) -> datetime | None:
    """When it is posted, the desk being open; None = not by itself. What was set before the meeting was moved forward is past."""
    if meeting.agenda_at is None or meeting.is_workshop:
        return None
    return desk.working.next_open(min(meeting.agenda_at, meeting.begins_at - RENEWED))


async def woken(desk: Desk, event: TimerFired) -> None:
    """Its moment has come: it is posted, or made true again; after a time away only while it still helps."""
    meeting = await checkins.numbered(desk, str(event.values.get("meeting", "")))
    if meeting is None or not desk.policy.agenda:
        return
    stands = bool(await desk.tx.outbox.live(_posted(meeting)))
    if not meeting.is_planned or meeting.begins_at <= desk.now:
        return
    opens, due = desk.working.next_open(desk.now), _due(desk, meeting)
    if due is None or (due > desk.now and not stands):
        await plan(desk, meeting)
        return
    if opens <= desk.now or stands:
        await show(desk, meeting)
    again = desk.working.next_open(desk.now + RENEWED) if opens <= desk.now else opens
    if again < meeting.begins_at:
        await desk.tx.timers.set(_timer(meeting), AGENDA, again, values={"meeting": meeting.number})


async def moved(desk: Desk, meeting: Meeting) -> None:
    """Its meeting is at another time, or does not take place: where the agenda stands, it says so at once."""
    if await desk.tx.outbox.live(_posted(meeting)):
        await show(desk, meeting)


async def show(desk: Desk, meeting: Meeting) -> None:
    """Let it stand where those who are invited read: in their place, else with each of them; it stays where it is."""
    agenda = await agenda_facts.gathered(desk, meeting)
    places = await _places(desk, meeting)
    for key, to in places.items():
        await desk.tx.outbox.say(key, to, say.posted(agenda, meeting, desk.voice()))
    if not places:
        for person in await _people(desk, meeting):
            said = say.posted(agenda, meeting, desk.voice_for(person))
            await desk.tell(person, f"{_posted(meeting)}own/{person.id}", said, "")


async def _places(desk: Desk, meeting: Meeting) -> dict[str, Where]:
    """Our own key -> the channel, of those that are the place of who is invited; none where the bot is silent."""
    stands = {said.key for said in await desk.tx.outbox.live(_posted(meeting))}
    kind = {"contacts": PlaceKind.CONTACTS, "central": PlaceKind.CENTRAL}.get(meeting.invited.kind)
    if kind is None or any(key.startswith(f"{_posted(meeting)}own/") for key in stands):
        return {}
    keys = {
        f"{_posted(meeting)}in/{place.id}/{to.platform}": (place, to) for place, to in await channels_of(desk, kind)
    }
    return {key: to for key, (place, to) in keys.items() if key in stands or not await is_paused(desk, place.id)}


async def _people(desk: Desk, meeting: Meeting) -> list[Person]:
    """Who is invited, still belongs there, and has not said no."""
    replies = await desk.tx.meetings.replies(meeting.number)
    asked = (desk.directory.person(one.person) for one in replies if one.answer is not Answer.NO)
    return [one for one in asked if one is not None and people.may_come(meeting, one)]


async def key_for(desk: Desk, meeting: Meeting, person: Person) -> str:
    """Our own key of its agenda as that person reads it; empty while it is not posted."""
    keys = [said.key for said in await desk.tx.outbox.live(_posted(meeting))]
    own = f"{_posted(meeting)}own/{person.id}"
    return own if own in keys else next((key for key in keys if key.startswith(f"{_posted(meeting)}in/")), "")


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    """`dagordning`: as it stands now; `dagordning text`: all of it to copy. Who is no contact sees their own points."""
    wanted = agenda_wanted(rest) or AgendaWanted("show")
    if not person.is_contact:
        mine = [one for one in await desk.tx.meeting_points.open() if one.author == person.id and one.says_anything]
        return own_points(mine, await checkins.for_points(desk), desk.voice_for(person))
    meeting = await _meant(desk, person, wanted.number)
    if wanted.what == "vendor":
        return await vendor_invitation.offered(desk, person, meeting, ref)
    if wanted.what == "text":
        return await _as_text(desk, person, meeting, ref.platform)
    return await _shown(desk, person, meeting)


async def _meant(desk: Desk, person: Person, number: str) -> Meeting | None:
    """The check-in with that number; without one the next that the person may come to. Raises Refusal."""
    if not number:
        return next((one for one in await checkins.planned(desk) if checkins.may_come(person, one)), None)
    meeting = await checkins.numbered(desk, number)
    if meeting is None or not checkins.may_come(person, meeting):
        raise Refusal("no_meeting", number=escape(number))
    return meeting


async def _shown(desk: Desk, person: Person, meeting: Meeting | None) -> Message:
    voice = desk.voice_for(person)
    invited = await vendor_invitation.noted(desk, meeting, voice) if meeting else ""
    return say.shown(await agenda_facts.gathered(desk, meeting), meeting, voice,
                     central=person.role is Role.CENTRAL, invited=invited)  # fmt: skip


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Hela dagordningen som text”: a long one goes to the person's own conversation, in parts."""
    must_be_contact(desk, person)
    meeting = await _meant(desk, person, object_of(event.action))
    return Notice(message=await _as_text(desk, person, meeting, event.who.platform))


async def _as_text(desk: Desk, person: Person, meeting: Meeting | None, platform: str) -> Message:
    """As Markdown to copy; a long one goes to the person's own conversation, in parts."""
    voice = desk.voice_for(person)
    parts: list[str] = []
    for piece in say.markdown(await agenda_facts.gathered(desk, meeting), meeting, voice):
        parts = put_on(parts, piece, "\n\n")
    made = [Message(reply="meeting", text=escape(part), language=voice.language) for part in parts]
    if len(made) == 1:
        return made[0]
    for number, part in enumerate(made, 1):
        await desk.tell(person, f"agenda/text/{desk.now.isoformat()}/{number}/{person.id}", part, platform)
    return words(voice, "command", "vendor.text_parts", count=len(made))
