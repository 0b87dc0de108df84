"""The command words: help, who, mine, status, away, …; leaves parsing them to knowledge and the words to `replies/commands`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import (
    absences,
    agendas,
    announcements,
    emergency_admin,
    faq_commands,
    guardians,
    home,
    meeting_notes,
    meeting_points,
    meeting_tasks,
    meetings,
    outages,
    place_words,
    roster,
    schools,
    searching,
    vendor_list,
    waiting,
    weekly_question,
    who,
    wishes,
    workshops,
)
from handlers.context import Desk, Refusal
from handlers.forms import absence_form, ask_form
from handlers.outsiders import must_belong
from handlers.pauses import pause, resume
from handlers.personal_data import with_masked
from handlers.posting import post_question
from handlers.replies import commands as say
from handlers.replies.home import as_message
from handlers.replies.private import words
from handlers.replies.welcome import school_buttons
from knowledge.conversation.commands import Command, parse_command
from knowledge.conversation.days import parse_period
from knowledge.conversation.event import CommandGiven, MessageRef
from knowledge.conversation.message import Message, Notice, Shown, escape
from knowledge.support.directory import Person

Do = Callable[[Desk, Person, str, MessageRef], Awaitable[Shown | Message | None]]


async def on_command_line(desk: Desk, person: Person, event: CommandGiven) -> Shown | None:
    """A command typed on the platform's own command line."""
    must_belong(desk, person)
    command = parse_command(event.text, direct=True) or Command(word="help", rest="")
    if command.word == "ask" and command.rest.strip():
        return await post_question(desk, person, command.rest, event.who.platform, event.found)
    ref = MessageRef(platform=event.who.platform, channel=event.channel, id="")
    if command.word == "point":
        said = await meeting_points.typed(desk, person, command.rest, event.found)
        return Notice(message=said) if isinstance(said, Message) else said
    shown = await given(desk, person, command, ref)
    if command.word == "feedback" and isinstance(shown, Notice):
        return Notice(message=with_masked(shown.message, event.found, desk.voice_for(person)))
    return shown


async def given(desk: Desk, person: Person, command: Command, ref: MessageRef) -> Shown | None:
    """Do what the command says; its reply is seen by the one who gave it. Guests ask; commands are not theirs."""
    must_belong(desk, person)
    do = _COMMANDS.get(command.word, _later)
    said = await do(desk, person, command.rest, ref)
    return await reply(desk, person, ref, Notice(message=said) if isinstance(said, Message) else said)


async def reply(desk: Desk, person: Person, ref: MessageRef, shown: Shown | None) -> Shown | None:
    """In a person's own conversation a reply is a message like any other, so that it stays; elsewhere a notice."""
    if not isinstance(shown, Notice) or not ref.is_direct or not ref.id:
        return shown
    await desk.tell(person, f"reply/{ref.platform}/{ref.id}", shown.message, ref.platform)
    return None


async def unknown(desk: Desk, person: Person, ref: MessageRef) -> Shown | None:
    """Not understood, in a direct conversation or a mention."""
    return await reply(desk, person, ref, Notice(message=words(desk.voice_for(person), "command", "cmd.unknown")))


async def greeted(desk: Desk, person: Person, ref: MessageRef) -> Shown | None:
    """A hello to the bot alone: what it can do."""
    return await reply(desk, person, ref, Notice(message=say.helped(desk.voice_for(person), person)))


async def _later(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    """A command word of a part of the desk that is not here."""
    return words(desk.voice_for(person), "command", "cmd.not_here")


async def _help(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    return say.helped(desk.voice_for(person), person)


async def _who(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    return who.told(desk, person, rest)


async def _mine(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    return say.mine(desk.voice_for(person), await waiting.of_asker(desk, person))


async def _status(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    if not rest.strip():
        return await _mine(desk, person, rest, ref)
    digits = rest.strip().lstrip("#")
    question = await desk.tx.questions.get(int(digits)) if digits.isdecimal() and len(digits) < 9 else None
    if question is None or not waiting.may_see(question, person):
        return say.no_such(desk.voice_for(person), escape(rest.strip()[:40]))
    return say.status(desk.voice_for(person), question)


async def _my_school(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Shown | Message:
    voice = desk.voice_for(person)
    if rest:
        school = say.school_named(desk.directory, rest)
        if school is None:
            return say.no_school(voice, rest)
        return await schools.chosen(desk, person, school.id, "")
    named = voice.listed([voice.school(one) for one in person.schools])
    key = "cmd.school" if named else "cmd.school_none"
    said = words(voice, "choose_school", key, school=named)
    return replace(said, buttons=school_buttons(voice, desk.directory.schools))


async def _away(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Shown | Message:
    voice, form = desk.voice_for(person), absence_form(desk, person)
    if not rest.strip():
        return form
    period = parse_period(rest, voice.today)
    if period is None or period.last < voice.today:
        return words(voice, "command", "cmd.away_when")
    found = say.people_named(desk.directory, say.substitute_in(period.rest))
    found = [one for one in found if one.id != person.id]
    if len(found) > 1:
        return words(voice, "command", "cmd.away_who", typed=escape(say.substitute_in(period.rest)),
                     names=voice.names(one.id for one in found))  # fmt: skip
    if say.substitute_in(period.rest) and not found:
        raise Refusal("nobody_named", typed=escape(say.substitute_in(period.rest)[:60]))
    return await absences.away(desk, person, period.first, period.last, found[0] if found else None)


async def _back(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Shown:
    return await absences.back(desk, person)


async def _language(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    word = rest.strip().lower()[:2]
    language = {"en": "en", "sv": "sv", "sw": "sv"}.get(word)
    if language is None:
        return words(desk.voice_for(person), "command", "cmd.language")
    await desk.tx.directory.save_person(replace(person, language=language))
    await desk.reload()
    return words(desk.voice(language), "command", "cmd.language")


async def _waiting(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    if not person.is_contact and not waiting.schools_of(desk, person):
        return await _mine(desk, person, "", _ref)
    own, others = await waiting.for_contact(desk, person)
    return say.waiting(desk.voice_for(person), person, own, others)


async def _lists(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """Whether one's own lists come, and how often; `on`, `off`, `daily` and `weekly` change it."""
    voice = desk.voice_for(person)
    lists = person.lists if not rest else rest != "off"
    weekly = rest == "weekly" if rest in {"daily", "weekly"} else person.lists_weekly
    if (lists, weekly) != (person.lists, person.lists_weekly):
        await desk.tx.directory.save_person(replace(person, lists=lists, lists_weekly=weekly))
        await desk.reload()
    how = "cmd.lists_weekly" if weekly else "cmd.lists_on"
    return words(voice, "command", how if lists else "cmd.lists_off")


async def _ask(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    if not rest.strip():
        return ask_form(desk, person)
    return await post_question(desk, person, rest, ref.platform, ())


async def _search(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    """What is typed as a message cannot open a form, so it gets a button."""
    if rest.strip():
        return await searching.results(desk, person, rest, ref.platform)
    return searching.offer(desk, person) if ref.id else searching.form(desk, person)


async def _home(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    """The own page as one message, where a platform has no page."""
    return as_message(await home.page(desk, person))


async def _pause(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    return await pause(desk, person, rest, ref)


async def _resume(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    return await resume(desk, person, rest, ref)


async def _announce(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    return await announcements.command(desk, person, rest, ref)


async def _faq(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    return await faq_commands.command(desk, person, rest, ref)


async def _outage(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    return await outages.command(desk, person, rest, ref)


async def _vendor(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    return await vendor_list.command(desk, person, rest, ref)


async def _agenda(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    return await agendas.command(desk, person, rest, ref)


async def _point(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    return await meeting_points.command(desk, person, rest, ref)


async def _meeting(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    return await meetings.command(desk, person, rest, ref)


async def _guardian(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    return await guardians.command(desk, person, rest, ref)


async def _emergency_admin(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    return await emergency_admin.command(desk, person)


_COMMANDS: dict[str, Do] = {
    "help": _help, "who": _who, "mine": _mine, "status": _status, "my_school": _my_school, "away": _away,
    "back": _back, "language": _language, "waiting": _waiting, "ask": _ask, "pause": _pause, "resume": _resume,
    "faq": _faq, "search": _search, "home": _home, "announce": _announce,
    "notes": meeting_notes.command, "tasks": meeting_tasks.command,
    "outage": _outage, "lists": _lists, "vendor": _vendor, "agenda": _agenda, "point": _point, "meeting": _meeting,
    "guardian": _guardian, "emergency_admin": _emergency_admin,
    "weekly_question": weekly_question.command, "workshop": workshops.command,
    "place": place_words.said, "feedback": wishes.command, "suggestions": wishes.lists, "my_suggestions": wishes.mine, **roster.COMMANDS,
}  # fmt: skip
"""Command word -> what it does."""
