"""Somebody would like something to be otherwise: the command, the form, the lists; leaves what follows to `wish_news`."""

from __future__ import annotations

from dataclasses import replace

from handlers import wish_news
from handlers.context import Desk, Refusal
from handlers.personal_data import with_masked
from handlers.replies import wish_forms as forms
from handlers.replies import wishes as say
from handlers.replies.private import with_buttons, words
from knowledge.conversation.clean import clean, is_empty
from knowledge.conversation.event import FormFilled, MessageRef
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.faq.text import normal
from knowledge.faq.verdict import Situation
from knowledge.support.directory import Person, Role
from knowledge.support.sensitive import sensitive
from knowledge.support.wish import LONGEST, OPEN, Wish, WishState

_SURE = 0.9
"""So surely it must be a question for that to be said."""
_LATELY = 50
"""So many of a person's latest wishes are looked at for the same words."""


def form(desk: Desk, person: Person) -> Form:
    """”Lämna ett förslag”."""
    return forms.feedback_form(desk.voice_for(person))


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    """`förslag: …`; alone it is the form, behind a button where a typed word cannot open one."""
    voice = desk.voice_for(person)
    text = clean(rest)
    if is_empty(text):
        said = words(voice, "feedback", "feedback.offer")
        return with_buttons(said, ("feedback", voice.say("button.feedback"))) if ref.id else form(desk, person)
    if len(text) > LONGEST:
        raise Refusal("wish_long", size=len(text), most=LONGEST)
    return await _received(desk, person, text)


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form `feedback` was sent."""
    voice, blank = desk.voice_for(person), form(desk, person)
    text = clean(str(event.values.get("text") or ""))
    label = blank.fields[0].label
    if is_empty(text) or len(text) > LONGEST:
        wrong = (voice.say("form.required", field=label) if is_empty(text)
                 else forms.too_long(voice, label, len(text)))  # fmt: skip
        return replace(blank, problems={"text": wrong}, values=dict(event.values))
    said = await _received(desk, person, text)
    return Notice(message=with_masked(said, event.found, voice))


async def _received(desk: Desk, person: Person, text: str) -> Message:
    """Note it and send it on; the same words once more are noted already."""
    if sensitive(text):
        raise Refusal("wish_sensitive")
    voice = desk.voice_for(person)
    for one in await desk.tx.wishes.of(person.id, _LATELY):
        if one.is_open and normal(one.text) == normal(text):
            return say.noted_before(voice, one)
    school = _school(desk, person)
    contacts = wish_news.contacts_for(desk, person, school)
    state = WishState.LOCAL if contacts else WishState.CENTRAL
    wish = await desk.tx.wishes.add(
        Wish(text=text, sender=person.id, school=school, at=desk.now, state=state, told=("received",))
    )
    await wish_news.route(desk, wish)
    return say.received(voice, wish, [one.id for one in contacts], asks=_asks(desk, person, text))


def _school(desk: Desk, person: Person) -> str | None:
    """The sender's school; of several the first that has somebody to read it."""
    read = (one for one in person.schools if wish_news.contacts_for(desk, person, one))
    return next(read, person.schools[0] if person.schools else None)


def _asks(desk: Desk, person: Person, text: str) -> bool:
    """Whether it is surely a question."""
    if not text.rstrip().endswith("?"):
        return False
    return desk.read(text).verdict(Situation(direct=True, role=person.role.value)).kind.is_question >= _SURE


async def mine(desk: Desk, person: Person, _rest: str, _ref: MessageRef) -> Message:
    """`mina förslag`: what the person has suggested, and how it stands."""
    return say.mine(desk.voice_for(person), await desk.tx.wishes.of(person.id, _LATELY))


async def lists(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Message:
    """`förslagen`: central sees all that are open, a contact those that wait at the school, others their own."""
    voice = desk.voice_for(person)
    if person.role is Role.CENTRAL:
        found = await desk.tx.wishes.open(OPEN)
        more = await desk.tx.wishes.counted([one.number for one in found])
        return say.listed(voice, found, more, "feedback.list")
    if person.role is Role.LOCAL:
        theirs = [one for school in person.schools for one in await desk.tx.wishes.open((WishState.LOCAL,), school)]
        if theirs:
            return say.listed(voice, theirs, {}, "feedback.list_school")
    return await mine(desk, person, rest, ref)
