"""The vendor is invited to a check-in: a ready text with the agenda, to edit and copy; leaves sending it to people."""

from __future__ import annotations

from handlers import agenda_facts, checkins
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import vendor_forms as problems
from handlers.replies import vendor_invitation as say
from handlers.replies.buttons import object_of
from handlers.replies.private import words
from handlers.replies.voice import Voice
from handlers.vendor_cases import is_whole_name
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef
from knowledge.conversation.exposed import Names
from knowledge.conversation.fold import fold
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.support.agenda import for_vendor
from knowledge.support.directory import Person
from knowledge.support.meeting import Meeting

_ANSWER_BY = 3
"""Working days before the meeting until which the vendor is asked to answer."""
_MEETING = "meeting/"


async def offered(desk: Desk, person: Person, meeting: Meeting | None, ref: MessageRef) -> Shown | Message:
    """`dagordning unikum`: the form, or a button for it where a typed word cannot open one."""
    must_be_central(desk, person)
    meeting = _must_be_ahead(meeting)
    return say.offer(desk.voice_for(person), meeting) if ref.id else await _form(desk, person, meeting)


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """”Bjud in leverantören”: the form with the text."""
    must_be_central(desk, person)
    return await _form(desk, person, _must_be_ahead(await checkins.numbered(desk, object_of(event.action))))


def _must_be_ahead(meeting: Meeting | None) -> Meeting:
    if meeting is None or not meeting.is_planned:
        raise Refusal("no_check_in")
    return meeting


async def _form(desk: Desk, person: Person, meeting: Meeting) -> Form:
    """In the organisation's language; nobody is named in it but whom the vendor is to answer."""
    begins = meeting.begins_at.astimezone(desk.working.zone).date()
    last = max(desk.working.add_working_days(begins, -_ANSWER_BY), desk.voice().today)
    told = for_vendor(await agenda_facts.gathered(desk, meeting))
    text = say.text(told, meeting, desk.voice(), names=_names(desk), contact=person.name, last=last)
    return say.form(desk.voice_for(person), meeting, text)


def _names(desk: Desk) -> Names:
    """By what people are known; the central contacts may be named, since the vendor is to answer one of them."""
    central = {fold(one.name) for one in desk.directory.central()}
    return Names(lambda name: name not in central and is_whole_name(desk, name))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The text is as it is to be: it is noted that the vendor is invited, and the text stands where it can be copied."""
    must_be_central(desk, person)
    meeting = _must_be_ahead(await checkins.numbered(desk, event.about.removeprefix(_MEETING)))
    voice, text = desk.voice_for(person), clean(str(event.values.get("text") or ""))
    blank = say.form(voice, meeting, text)
    wrong = problems.text_problems(blank, "text", text, say.LONGEST, _names(desk), voice)
    if wrong:
        return problems.again(blank, event.values, wrong)
    await desk.tx.desk.set(_kept(meeting), {"by": person.id, "at": desk.now.isoformat()})
    key = f"{meeting.key}/invitation/own/{person.id}"
    await desk.tx.outbox.withdraw(key)
    await desk.tell(person, key, say.to_copy(voice, text), event.who.platform)
    return Notice(message=words(voice, "meeting", "agenda.vendor_written"))


def _kept(meeting: Meeting) -> str:
    """Under which it is kept who wrote the vendor's invitation, and when."""
    return f"{meeting.key}/vendor"


async def noted(desk: Desk, meeting: Meeting, voice: Voice) -> str:
    """In words: who wrote the vendor's invitation, and when; empty while nobody has."""
    kept = (await desk.tx.desk.under(_kept(meeting))).get(_kept(meeting))
    return say.noted(voice, str(kept["by"]), str(kept["at"])) if kept else ""
