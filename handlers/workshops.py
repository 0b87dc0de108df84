"""Workshops: the command with what is asked most, and a new one about it; leaves inviting to the meetings, what comes after to `workshop_after`."""

from __future__ import annotations

from datetime import time

from handlers import workshop_forms as forms
from handlers import workshop_wishes
from handlers.context import Desk
from handlers.places import must_be_central
from handlers.replies import workshops as say
from handlers.replies.buttons import object_of, verb
from handlers.replies.commands import no_school, school_named
from handlers.replies.meetings import when
from handlers.wordings import must_be_contact
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef
from knowledge.conversation.message import Form, Message, Notice, Shown, escape
from knowledge.support.directory import Person, Role
from knowledge.support.meeting import Answer, MeetingKind, MeetingState, places_left, waiting_list
from knowledge.support.periods import period_of
from knowledge.support.topics import Topic, proposed, spelt
from knowledge.support.wall import instant
from knowledge.support.workshop_people import schools_of

OPENING = frozenset({"workshop_new", "workshop_propose", "workshop_plan"})
FORMS = frozenset({"workshop", "workshop_wish"})


async def command(desk: Desk, person: Person, rest: str, _ref: MessageRef) -> Message:
    """`workshop`, `workshop Lindskolan`: topics that are asked about; for central also what is planned and was held."""
    must_be_contact(desk, person)
    voice, schools = desk.voice_for(person), frozenset[str]()
    if rest.strip():
        school = school_named(desk.directory, rest)
        if school is None:
            return no_school(voice, rest)
        schools = frozenset({school.id})
    elif person.role is Role.LOCAL:
        schools = frozenset(person.schools)
    where = voice.listed([voice.school(one.id) for one in desk.directory.schools if one.id in schools])
    topics = [_told(desk, one) for one in await topics_at(desk, schools or None)]
    if person.role is not Role.CENTRAL:
        return say.listed(say.Standing(topics=topics, where=where), voice)
    planned, held = await _planned(desk, person), await _held(desk, person)
    return say.listed(say.Standing(topics=topics, where=where, planned=planned, held=held, plans=True), voice)


async def topics_at(desk: Desk, schools: frozenset[str] | None) -> list[Topic]:
    """What is asked most this term (at these schools; None = anywhere)."""
    since = instant(period_of("this-term", desk.voice().today).first, time(), desk.working.zone)
    return proposed(await desk.tx.statistics.askings(since), lambda entry: topic_of(desk, entry), schools)


def topic_of(desk: Desk, entry: str) -> str | None:
    """The category of an entry, else the entry's own id."""
    known = desk.index.entry(entry)
    return (known.category or known.id) if known else None


def label_of(desk: Desk, topic: str) -> str:
    """What a topic is called: the question of an entry, or the category as its entries spell it."""
    entry = desk.index.entry(topic)
    texts = (text for one in desk.index.entries if one.category == topic for text in (*one.texts, one.answer))
    return entry.title if entry else spelt(topic, texts)


def _told(desk: Desk, topic: Topic) -> say.Told:
    entries = desk.entries(topic.entries)
    questions = tuple(entry.title for entry in entries.values() if entry.id != topic.name)
    return say.Told(topic=topic, label=label_of(desk, topic.name), questions=questions)


async def _planned(desk: Desk, person: Person) -> list[tuple[int, str]]:
    """Number and line of each workshop to come."""
    voice, found = desk.voice_for(person), []
    for one in await desk.tx.meetings.all([MeetingState.PLANNED], kind=MeetingKind.WORKSHOP):
        replies = await desk.tx.meetings.replies(one.number)
        left, waits = places_left(one, replies), len(waiting_list(replies))
        key = "workshop.planned" if left is None else "workshop.planned_full" if not left else "workshop.planned_places"
        comes = sum(reply.answer is Answer.YES for reply in replies)
        found.append((one.number, voice.say(key, topic=escape(one.title), when=when(one, voice), count=comes,
                                            places_left=left or 0, limit=one.limit, waits=waits)))  # fmt: skip
    return found


async def _held(desk: Desk, person: Person) -> list[say.Held]:
    """The workshops of this school year's last two terms, the latest first."""
    voice, found = desk.voice_for(person), []
    since = instant(period_of("last-term", voice.today).first, time(), desk.working.zone)
    held = await desk.tx.meetings.all(
        [MeetingState.HELD], kind=MeetingKind.WORKSHOP, since=since, limit=say.ROWS, newest=True
    )
    for one in held:
        schools = schools_of(desk.directory, one, await desk.tx.meetings.replies(one.number))
        found.append(say.Held(title=one.title, date=voice.on(one.begins_at), schools=schools))
    return found


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Form:
    """A topic on the list, or a wish: the form of a new workshop, or of a wish for one."""
    word, about = verb(event.action), object_of(event.action)
    if word == "workshop_propose":
        must_be_contact(desk, person)
        return say.wish_form(desk.voice_for(person), about, label_of(desk, about) if about else "")
    must_be_central(desk, person)
    if word == "workshop_plan":
        wish = await workshop_wishes.meant(desk, about)
        by = desk.directory.person(wish.by)
        return forms.new(desk, person, wish.title, f"wish/{wish.by}", by.schools if by else ())
    return forms.new(desk, person, label_of(desk, about) if about else "", f"topic/{about}", ())


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown | None:
    """A workshop was described, or wished for."""
    if event.form == "workshop_wish":
        topic = event.about.removeprefix("topic/")
        return await workshop_wishes.keep(desk, person, event, await count_of(desk, topic, frozenset(person.schools)))
    must_be_central(desk, person)
    kind, _, about = event.about.partition("/")
    wish = await workshop_wishes.meant(desk, about) if kind == "wish" else None
    topic = wish.topic if wish else about if kind == "topic" else ""
    idea = forms.Idea(topic=topic, count=wish.count if wish else await count_of(desk, topic, None))
    shown = await forms.filled(desk, person, event, idea)
    if wish is not None and isinstance(shown, Notice):
        await workshop_wishes.decided(desk, person, wish, planned=True)
    return shown


async def count_of(desk: Desk, topic: str, schools: frozenset[str] | None) -> int:
    """How many questions of this term are about it; 0 where they are too few to be told."""
    found = await topics_at(desk, schools or None) if topic else []
    return next((one.questions for one in found if one.name == topic), 0)
