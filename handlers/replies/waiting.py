"""The card of a question that waits for a person: who has it, until when, what happens then; leaves the call line to `calls`."""

from __future__ import annotations

from handlers.replies.outlook import Outlook
from handlers.replies.voice import Voice
from knowledge.conversation.message import escape
from knowledge.support.question import Question


def waiting_lines(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    """Status line, then until when."""
    lines = []
    entry = outlook.entries.get(question.entry or "")
    if question.wrong:
        lines.append(voice.say("answer.withdrawn"))
    elif entry and entry.id in question.rejected:
        lines.append(voice.say("answer.no_help", question=escape(entry.title)))
    lines.append(_status(question, voice))
    if question.handed_by and question.note:
        lines.append(voice.say("status.note", **{"from": voice.name(question.handed_by)}, note=escape(question.note)))
    lines += _then(question, voice, outlook)
    return lines


def _status(question: Question, voice: Voice) -> str:
    """The first line: whose turn it is, and how it came there."""
    contact = voice.names(question.holders) or voice.say("word.central_contacts")
    school = voice.school(question.school)
    kind = question.ladder[question.step].kind if question.ladder else "central"
    if question.reopened:
        return voice.say("status.reopened", contact=contact)
    if question.handed_by:
        return voice.say("status.handed_on", **{"from": voice.name(question.handed_by)}, contact=contact)
    if question.stands_in_for:
        return voice.say("status.substitute", substitute=contact, contact=voice.name(question.stands_in_for))
    if kind == "all_central" and len(question.holders) > 1:
        return voice.say("status.all_central", contacts=contact)
    if kind == "helpdesk":
        return voice.say("status.helpdesk", helpdesk=escape(voice.policy.helpdesk_name) or contact)
    if kind == "local":
        return voice.say("status.two" if len(question.holders) > 1 else "status.local", contact=contact, school=school)
    return _central(question, voice, contact)


def _central(question: Question, voice: Voice, contact: str) -> str:
    """A central contact: the first to be asked, or after the school."""
    came_from_school = any(person not in question.holders for person in question.asked)
    if came_from_school:
        area = f" ({voice.say(f'area.{question.area}')})" if question.area in {"technical", "pedagogical"} else ""
        return voice.say("status.central", contact=contact, area=area)
    asker = voice.directory.person(question.asker)
    if question.school is None and asker and not asker.is_contact:
        return voice.say("status.school_unknown", contact=contact)
    return voice.say("status.no_contact", contact=contact)


def _then(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    """The second line: when somebody looks, or when it goes on and to whom."""
    if outlook.opens and not question.called:
        return _closed(question, voice, outlook)
    if question.deadline is None:
        return [voice.say("then.every_morning")]
    deadline = voice.deadline(question.deadline)
    if outlook.next_kind == "all_central":
        return [voice.say("then.all_central", deadline=deadline)]
    if not outlook.next:
        return []
    helpdesk = outlook.next_kind == "helpdesk" and voice.policy.helpdesk_name
    return [voice.say("then.next", deadline=deadline, next=helpdesk or voice.names(outlook.next))]


def _closed(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    """Out of hours: why, who will look, and when."""
    kind = question.ladder[question.step].kind if question.ladder else ""
    school = question.school if kind == "local" else None
    closure = voice.working.why_closed(voice.now, school, voice.language)
    reason = closure.kind if closure else "evening"
    name = escape(_inside(closure.name, voice.language)) if closure else ""
    contact = voice.names(question.holders)
    opens = outlook.opens or voice.now
    if reason == "evening" and opens.astimezone(voice.working.zone).date() == voice.today:
        reason = "now"  # before opening, or at lunch
    when = voice.opening(opens) if reason == "break" else voice.ahead(opens)
    blanks = {"contact": contact, "break_name": name, "school": voice.school(question.school)}
    lines = voice.say(f"closed.{reason}", open=when, **blanks).split("\n")
    if reason == "break" and voice.policy.help_pages:
        lines.append(voice.say("closed.help", help_pages=voice.policy.help_pages))
    return lines


def _inside(day: str, language: str) -> str:
    """The name of a day within a sentence: Swedish has small letters, but for names in the name."""
    names = ("Sveriges", "Kristi")
    return day[:1].lower() + day[1:] if language == "sv" and not day.startswith(names) else day
