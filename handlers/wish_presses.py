"""The buttons about wishes: rights, which wish, and who does it; leaves the doing to `wish_answers`."""

from __future__ import annotations

from handlers import wish_answers as answers
from handlers import wish_news
from handlers.context import Desk, Refusal
from handlers.forms import ask_form
from handlers.places import must_be_central
from handlers.replies import vendor_forms
from handlers.replies import wishes as say
from handlers.replies.buttons import object_of, verb
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Form, Notice, Shown
from knowledge.support.directory import Person, Role
from knowledge.support.wish import Wish, WishState, key_of

OPENING = frozenset({"wish_answer", "wish_which", "wish_vendor", "wish_ask", "wish_show"})
"""What only opens a form or shows something."""
ACTS = OPENING | {"wish_forward", "wish_same"}


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on a wish's message, on a list, or on the receipt."""
    number, _, other = object_of(event.action).partition(":")
    wish = await answers.wish_of(desk, key_of(int(number)) if number.isdecimal() and len(number) < 9 else "")
    match verb(event.action):
        case "wish_forward":
            return await answers.forward(desk, person, wish)
        case "wish_answer":
            return answers.answer_form(desk, person, wish)
        case "wish_which":
            return await answers.which_form(desk, person, wish)
        case "wish_same":
            return await answers.same(desk, person, wish, other)
        case "wish_vendor":
            return _to_vendor(desk, person, wish)
        case "wish_ask":
            return _ask(desk, person, wish)
    return await _show(desk, person, wish)


def _to_vendor(desk: Desk, person: Person, wish: Wish) -> Form:
    """The form of a point, filled with the wish."""
    must_be_central(desk, person)
    answers.must_decide(desk, person, wish)
    if wish.about:
        raise Refusal("wish_listed")
    return vendor_forms.point_form(desk.voice_for(person), text=wish.text, about=wish.key)


def _ask(desk: Desk, person: Person, wish: Wish) -> Form:
    """The form of a question, filled with the wish, for its sender."""
    if wish.sender != person.id:
        raise Refusal("wish_gone")
    if wish.state not in {WishState.LOCAL, WishState.CENTRAL}:
        raise Refusal("wish_moved" if wish.is_open else "wish_done")
    return ask_form(desk, person, text=wish.text, about=wish.key)


async def _show(desk: Desk, person: Person, wish: Wish) -> Notice:
    """The wish with what can be done, to central and to the contacts of its school; its sender reads how it stands."""
    voice = desk.voice_for(person)
    if person.role is Role.CENTRAL:
        more = (await desk.tx.wishes.counted((wish.number,))).get(wish.number, 0)
        return Notice(message=say.to_central(voice, wish, more, await wish_news.alike(desk, wish)))
    if wish.state is WishState.LOCAL and answers.is_of_school(person, wish):
        return Notice(message=say.to_school(voice, wish, voice.on(await wish_news.until(desk, wish))))
    if wish.sender == person.id or answers.is_of_school(person, wish):
        return Notice(message=say.at_school(voice, wish))
    raise Refusal("wish_gone")
