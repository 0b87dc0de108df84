"""What is decided about a wish: who may, to go on, how it ends, which other it is; leaves what follows to `wish_news`."""

from __future__ import annotations

from dataclasses import replace

from handlers import wish_news
from handlers.context import Desk, Refusal
from handlers.personal_data import with_masked
from handlers.places import must_be_central
from handlers.replies import wish_forms as forms
from handlers.replies import wishes as say
from handlers.replies.welcome import contacts_in_words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.support.directory import Person, Role
from knowledge.support.wish import (
    ASKED,
    LOCAL_OUTCOMES,
    OPEN,
    OUTCOMES,
    WITHDRAWN,
    Wish,
    WishState,
    fault,
    forwarded,
    number_in,
)

FORMS = frozenset({"feedback_answer", "feedback_same"})


async def wish_of(desk: Desk, key: str) -> Wish:
    """The wish with that key."""
    number = number_in(key)
    wish = await desk.tx.wishes.get(number) if number is not None else None
    if wish is None:
        raise Refusal("wish_gone")
    return wish


def must_decide(desk: Desk, person: Person, wish: Wish) -> None:
    """Raises Refusal for whoever may not, or too late: it is the school's contacts' first, and central's all the time."""
    if not wish.is_open:
        raise Refusal("wish_done")
    if wish.same_as is not None:
        raise Refusal("wish_same", number=wish.same_as)
    if person.role is Role.CENTRAL:
        return
    if not is_of_school(person, wish):
        voice = desk.voice_for(person)
        if wish.state is not WishState.LOCAL or not wish.school:
            must_be_central(desk, person)
        raise Refusal("contacts_only", school=voice.school(wish.school),
                      contacts=contacts_in_words(wish.school or "", voice))  # fmt: skip
    if wish.state is not WishState.LOCAL:
        raise Refusal("wish_moved")


def is_of_school(person: Person, wish: Wish) -> bool:
    """Whether the person is a contact of the sender's school."""
    return person.role is Role.LOCAL and wish.school in person.schools


async def forward(desk: Desk, person: Person, wish: Wish) -> Notice:
    """The school's contact has read it: it goes to central."""
    must_decide(desk, person, wish)
    if wish.state is not WishState.LOCAL:
        raise Refusal("wish_moved")
    await wish_news.to_central(desk, forwarded(wish))
    return Notice(message=say.decided(desk.voice_for(person), wish.number, "feedback.forwarded", None))


def answer_form(desk: Desk, person: Person, wish: Wish) -> Form:
    """What came of it: a contact of the school cannot speak for the vendor."""
    must_decide(desk, person, wish)
    return forms.answer_form(desk.voice_for(person), wish, _outcomes(person))


def _outcomes(person: Person) -> tuple[str, ...]:
    return OUTCOMES if person.role is Role.CENTRAL else LOCAL_OUTCOMES


async def which_form(desk: Desk, person: Person, wish: Wish) -> Form:
    """Which of the others it is the same as."""
    must_be_central(desk, person)
    must_decide(desk, person, wish)
    others = [one for one in await desk.tx.wishes.open(OPEN) if one.number != wish.number]
    if not others:
        raise Refusal("wish_alone")
    return forms.same_form(desk.voice_for(person), wish, others)


async def same(desk: Desk, person: Person, wish: Wish, number: str) -> Notice:
    """It is the same as another, or as what that one is the same as; the one that is on the vendor list stands for both."""
    must_be_central(desk, person)
    must_decide(desk, person, wish)
    other = await wish_of(desk, f"wish/{number}")
    other = await wish_of(desk, f"wish/{other.same_as}") if other.same_as else other
    if other.outcome in {ASKED, WITHDRAWN}:
        raise Refusal("wish_done")
    if other.number == wish.number:
        raise Refusal("wish_itself")
    if wish.about and other.about:
        raise Refusal("wish_both")
    lead, joined = (wish, other) if wish.about and other.is_open else (other, wish)
    heard = await wish_news.join(desk, joined, lead)
    count = 1 + len(await desk.tx.wishes.same(lead.number))
    return Notice(message=say.decided(desk.voice_for(person), lead.number, "feedback.joined", heard or None, count))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """A form about a wish was sent."""
    wish = await wish_of(desk, event.about)
    if event.form == "feedback_same":
        return await same(desk, person, wish, str(event.values.get("same") or ""))
    return await _ended(desk, person, wish, event)


async def _ended(desk: Desk, person: Person, wish: Wish, event: FormFilled) -> Shown:
    blank, voice = answer_form(desk, person, wish), desk.voice_for(person)
    outcome, note = str(event.values.get("outcome") or ""), clean(str(event.values.get("note") or ""))
    wrong = fault(outcome, note, _outcomes(person))
    if wrong:
        problems = forms.problem(voice, wrong, len(note))
        return replace(blank, problems=problems, values=dict(event.values))
    senders = {wish.sender, *(one.sender for one in await desk.tx.wishes.same(wish.number))}
    heard = await wish_news.end(desk, wish, outcome, note, person.id)
    said = say.decided(voice, wish.number, "feedback.ended", heard, len(senders))
    return Notice(message=with_masked(said, event.found, voice))
