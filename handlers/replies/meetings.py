"""A meeting in words: its invitation in a place and to one person, that it was moved or cancelled, reminders; leaves lists to `meeting_lists`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation import times
from knowledge.conversation.message import Message, escape
from knowledge.support.meeting import Answer, Meeting, MeetingKind, Reply, places_left, waiting_list
from knowledge.support.meeting_moments import UNANSWERED

SAID = (Answer.YES, Answer.MAYBE, Answer.NO, Answer.WAITING, Answer.ASKED)
_CHOICES = ("yes", "maybe", "no")


def name(meeting: Meeting, voice: Voice) -> str:
    """What it is called, where it stands first."""
    if meeting.is_workshop:
        return voice.say("workshop.name", topic=escape(meeting.title))
    return escape(meeting.title) if meeting.title else voice.say("meeting.name")


def inline(meeting: Meeting, voice: Voice) -> str:
    """What it is called in the middle of a sentence."""
    if meeting.is_workshop:
        return voice.say("workshop.inline", topic=escape(meeting.title))
    return f"”{escape(meeting.title)}”" if meeting.title else voice.say("meeting.inline")


def when(meeting: Meeting, voice: Voice) -> str:
    """”torsdag 10 december 14:30–15:30”, for a text that stays."""
    return f"{moment(meeting.begins_at, voice)}–{times.clock(meeting.ends_at, voice.working.zone)}"


def moment(at: datetime, voice: Voice) -> str:
    """”torsdag 10 december 14:30”."""
    zone = voice.working.zone
    day = times.day(at.astimezone(zone).date(), voice.now, zone, voice.language, weekday=True)
    return f"{day} {times.clock(at, zone)}"


def where(meeting: Meeting, voice: Voice) -> str:
    """The place, the link, or both."""
    link = f"[{voice.say('meeting.join')}]({meeting.link})" if meeting.link else ""
    return ", ".join(filter(None, (escape(meeting.location), link)))


def file_link(meeting: Meeting, voice: Voice) -> str:
    """The line that leads to its calendar file; empty while our web server has no address for people."""
    address = calendar_address(voice, meeting.token)
    return f"[{voice.say('meeting.calendar')}]({address})" if address else ""


def calendar_address(voice: Voice, token: str) -> str:
    """Where a calendar file is; empty while our web server has no address for people."""
    return f"{voice.policy.web_address}/meetings/{token}.ics" if voice.policy.web_address and token else ""


def body(meeting: Meeting, replies: Sequence[Reply], voice: Voice) -> list[str]:
    """The lines below its time."""
    lines = [voice.say("meeting.where", where=where(meeting, voice))]
    if meeting.is_workshop:
        lines += _workshop(meeting, replies, voice)
    if meeting.note:
        lines.append(escape(meeting.note))
    if meeting.agenda_at and meeting.agenda_at > voice.now and not meeting.is_workshop:
        lines.append(voice.say("meeting.agenda_line", last_day=voice.on(meeting.agenda_at)))
    if meeting.series and not meeting.series.ended:
        lines.append(voice.say(f"meeting.repeats.{meeting.series.repeat}"))
    return [*lines, *filter(None, (file_link(meeting, voice),))]


def _workshop(meeting: Meeting, replies: Sequence[Reply], voice: Voice) -> list[str]:
    """How many places are left, until when one signs up, and what gave the idea."""
    comes, left, lines = sum(one.answer is Answer.YES for one in replies), places_left(meeting, list(replies)), []
    if left is not None:
        key = "workshop.places" if left else "workshop.full"
        lines.append(voice.say(key, places_left=left, limit=meeting.limit, count=len(waiting_list(list(replies)))))
    elif comes:
        lines.append(voice.say("meeting.count.yes", count=comes))
    if meeting.sign_up_by:
        lines.append(voice.say("workshop.last_day", last_day=voice.on(meeting.sign_up_by)))
    if meeting.asked:
        lines.append(voice.say("workshop.idea", count=meeting.asked))
    return lines


def counts(replies: Sequence[Reply], voice: Voice) -> str:
    """How many come, without a name."""
    counted = Counter(one.answer for one in replies)
    said = ", ".join(voice.say(f"meeting.count.{one}", count=counted[one]) for one in SAID if counted[one])
    return said[:1].upper() + said[1:]


def in_place(meeting: Meeting, replies: Sequence[Reply], voice: Voice) -> Message:
    """What stands in the contacts' place while it is to come."""
    lines = [f"**{name(meeting, voice)}, {when(meeting, voice)}**", *body(meeting, replies, voice)]
    if meeting.before is not None:
        lines.insert(1, voice.say("meeting.was", before=moment(meeting.before, voice)))
    if not meeting.is_workshop:
        lines.append(counts(replies, voice))
    return _with_answers(meeting, _message("\n".join(lines), voice), voice)


def own(meeting: Meeting, reply: Reply, replies: Sequence[Reply], voice: Voice) -> Message:
    """To one person: the invitation, or its new time beside the one that the person knew, and what was answered."""
    before = reply.moved_from
    head = f"**{name(meeting, voice)}, {when(meeting, voice)}**"
    if before is not None:
        asks = voice.say(
            "meeting.moved.still" if reply.before in {Answer.YES, Answer.MAYBE, Answer.WAITING} else "meeting.moved.now"
        )
        kept = voice.say("workshop.places_kept") if meeting.is_workshop and reply.answer is Answer.YES else ""
        asks = asks if reply.answer is Answer.ASKED else kept
        moved = voice.say("meeting.moved", when=when(meeting, voice), before=moment(before, voice), asks=asks).strip()
        head = f"**{name(meeting, voice)}**\n{moved}"
    lines = [head, *body(meeting, replies, voice)]
    if reply.answer is not Answer.ASKED:
        lines.append(said(reply, replies, voice))
    return _with_answers(meeting, _message("\n".join(lines), voice), voice)


def said(reply: Reply, replies: Sequence[Reply], voice: Voice) -> str:
    """What the person has answered."""
    if reply.answer is Answer.WAITING:
        line = [one.person for one in waiting_list(list(replies))]
        return voice.say("workshop.waiting", position=line.index(reply.person) + 1 if reply.person in line else 1)
    return voice.say("meeting.said", answer=voice.say(f"meeting.answer.{reply.answer}"))


def noted(meeting: Meeting, reply: Reply, replies: Sequence[Reply], voice: Voice) -> Message:
    """To the one who pressed."""
    if reply.answer is Answer.WAITING:
        return _message(said(reply, replies, voice), voice)
    text = voice.say("meeting.answered", answer=voice.say(f"meeting.answer.{reply.answer}"))
    link = file_link(meeting, voice) if reply.answer is not Answer.NO else ""
    return _message(f"{text} {link}".strip(), voice)


def moved_up(meeting: Meeting, voice: Voice) -> Message:
    """A place came free for somebody who waited."""
    text = voice.say(
        "workshop.moved_up", topic=escape(meeting.title), when=when(meeting, voice), where=where(meeting, voice)
    )
    return with_buttons(_message(text, voice, "reminder"), ("attend:no", voice.say("button.attend.no")))


def off(meeting: Meeting, voice: Voice) -> Message:
    """It does not take place: in its place, and to everybody who knew of it."""
    lines = [voice.say("meeting.cancelled", meeting=inline(meeting, voice), before=moment(meeting.begins_at, voice))]
    if meeting.why:
        lines.append(escape(meeting.why))
    if meeting.kind is MeetingKind.CHECKIN:
        lines.append(voice.say("meeting.points_stay"))
    return _message("\n".join(lines), voice)


def over(meeting: Meeting, replies: Sequence[Reply], voice: Voice) -> Message:
    """What stands in its place when it is over."""
    text = voice.say("meeting.over", meeting=name(meeting, voice), when=when(meeting, voice))
    coming = sum(one.answer is Answer.YES for one in replies)
    return _message(f"{text}\n{voice.say('meeting.over_coming', count=coming)}" if coming else text, voice)


def reminder(meeting: Meeting, what: str, agenda: str, voice: Voice) -> Message:
    """Before it; `agenda`: the key of its agenda, empty while there is none."""
    zone = voice.working.zone
    ahead = times.ahead(meeting.begins_at, voice.now, zone, voice.language)
    key = "meeting.unanswered" if what == UNANSWERED else "meeting.reminder"
    ahead = ahead if what == UNANSWERED else ahead[:1].upper() + ahead[1:]
    text = voice.say(key, when=ahead, meeting=inline(meeting, voice), where=where(meeting, voice))
    if agenda and not meeting.is_workshop:
        text = f"{text} {voice.say('meeting.reminder_agenda', link=f'desk:{agenda}')}"
    message = _message(text, voice, "reminder")
    if what == UNANSWERED:
        return with_buttons(message, *_answers(meeting, voice))
    return with_buttons(message, ("attend:no", voice.say("button.attend.no")))


def _answers(meeting: Meeting, voice: Voice) -> list[tuple[str, str]]:
    """A place in a workshop is taken or it is not."""
    choices = [one for one in _CHOICES if one != "maybe" or not meeting.is_workshop]
    return [(f"attend:{one}", voice.say(f"button.attend.{one}")) for one in choices]


def _with_answers(meeting: Meeting, message: Message, voice: Voice) -> Message:
    point = [] if meeting.is_workshop else [("add_point", voice.say("button.add_point"))]
    return with_buttons(message, *_answers(meeting, voice), *point)


def _message(text: str, voice: Voice, reply: str = "meeting") -> Message:
    return Message(reply=reply, text=text, language=voice.language)
