"""The vendor list: the command `unikum`, its text to paste, and points from elsewhere; leaves cases to `vendor_cases`."""

from __future__ import annotations

from dataclasses import replace

from handlers import vendor_cases, wish_news
from handlers import vendor_notes as notes
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import vendor_forms as forms
from handlers.replies import vendor_list as say
from handlers.replies.private import words
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled, MessageRef
from knowledge.conversation.exposed import Names, around, masked_places
from knowledge.conversation.message import Form, Message, Notice, Shown, escape
from knowledge.conversation.vendor_words import VendorWanted, vendor_wanted
from knowledge.support.directory import Person
from knowledge.support.vendor_point import LONGEST, SOURCES, PointState, VendorPoint, moved
from knowledge.support.wish import number_in

_OPEN = (PointState.OPEN, PointState.SENT)
_ABOUT = "vendor_point/"


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message | None:
    """`unikum`: the list; `unikum text`: all of it to paste; `unikum punkt: …`: one point more; `unikum 42`: send a question."""
    must_be_central(desk, person)
    wanted = vendor_wanted(rest) or VendorWanted("list")
    match wanted.what:
        case "text":
            return await _text(desk, person, ref)
        case "point" if wanted.text:
            return await _typed(desk, person, wanted.text)
        case "point":
            return say.offer(desk.voice_for(person), "vendor_point") if ref.id else point_form(desk, person)
        case "question":
            return await _question(desk, person, wanted.number, ref)
    return await listed(desk, person)


async def listed(desk: Desk, person: Person) -> Message:
    """What is open, oldest first."""
    sends = person in notes.contacts(desk)
    return say.listed(await _counted(desk), await desk.tx.vendor.points(_OPEN), desk.voice_for(person), sends=sends)


async def _counted(desk: Desk) -> list[say.Counted]:
    return [(case, await notes.concerned(desk, case)) for case in await notes.open_cases(desk)]


async def parts(desk: Desk, person: Person) -> list[Message]:
    """The whole open list as plain text, in as many messages as it needs; the last one can say that its points are sent."""
    voice, points = desk.voice_for(person), await desk.tx.vendor.points(_OPEN)
    texts = say.whole_text(await _counted(desk), points, voice)
    if not texts:
        return [words(voice, "command", "vendor.list_none")]
    return [say.text_message(one, points if one is texts[-1] else (), voice) for one in texts]


async def _text(desk: Desk, person: Person, ref: MessageRef) -> Message | None:
    """A long list goes to the person's own conversation, in parts."""
    made = await parts(desk, person)
    if len(made) == 1:
        return made[0]
    for number, part in enumerate(made, 1):
        await desk.tell(
            person, f"vendor/text/{ref.platform}/{ref.id or desk.now.isoformat()}/{number}", part, ref.platform
        )
    return words(desk.voice_for(person), "command", "vendor.text_parts", count=len(made))


async def _question(desk: Desk, person: Person, number: int, ref: MessageRef) -> Shown | Message:
    question = await desk.tx.questions.get(number)
    if question is None:
        raise Refusal("gone")
    vendor_cases.must_be_fit(desk, person, question)
    if ref.id:
        return say.offer(desk.voice_for(person), f"to_vendor:{number}")
    return await vendor_cases.form(desk, person, question)


async def _typed(desk: Desk, person: Person, text: str) -> Message:
    """A point in the words of whoever typed it."""
    text = clean(text)
    places = masked_places(text) or _names(desk).places(text)
    if places:
        raise Refusal("vendor_exposed", place=escape(around(text, places[0])))
    if len(text) > LONGEST:
        raise Refusal("vendor_long", size=len(text), most=LONGEST)
    return say.point_kept(await add_point(desk, text, "other", person.id), desk.voice_for(person), is_new=True)


def _names(desk: Desk) -> Names:
    return Names(lambda name: vendor_cases.is_whole_name(desk, name))


async def add_point(desk: Desk, text: str, source: str, by: str, about: str = "") -> VendorPoint:
    """Put something on the list; `about`: our own key of what it came from (feedback, a meeting's note, an outage)."""
    return await desk.tx.vendor.add_point(VendorPoint(text=text, source=source, about=about, by=by, at=desk.now))


async def show_point(desk: Desk, person: Person, number: str) -> Form:
    """The form `vendor_point`, filled with a point where a number is given."""
    must_be_central(desk, person)
    return forms.point_form(desk.voice_for(person), await _point(desk, number)) if number else point_form(desk, person)


def point_form(desk: Desk, person: Person) -> Form:
    """The form for one point more."""
    must_be_central(desk, person)
    return forms.point_form(desk.voice_for(person))


async def _point(desk: Desk, number: str) -> VendorPoint:
    point = await desk.tx.vendor.point(int(number)) if number.isdecimal() and len(number) < 9 else None
    if point is None:
        raise Refusal("gone")
    return point


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent: a new point, or how far one has come."""
    must_be_central(desk, person)
    voice = desk.voice_for(person)
    named = event.about.startswith(_ABOUT)
    point = await _point(desk, event.about.removeprefix(_ABOUT)) if named else None
    wish = await _wish(desk, event.about)
    blank = forms.point_form(voice, point, about=wish)
    problems = forms.point_problems(blank, event.values, _names(desk), voice)
    if problems:
        return forms.again(blank, event.values, problems)
    text, source = clean(str(event.values["text"])), str(event.values.get("source") or "")
    source = source if source in SOURCES else (point.source if point else "other")
    if point is None:
        point = await add_point(desk, text, source, person.id, wish)
        await wish_news.point_moved(desk, point)
        return Notice(message=say.point_kept(point, voice, is_new=True))
    status, note = str(event.values.get("status") or ""), clean(str(event.values.get("note") or ""))
    point = replace(point, text=text, source=source)
    point = moved(point, status if status in forms.STATUSES else point.status, note, desk.now)
    await _keep(desk, point)
    return Notice(message=say.point_kept(point, voice, is_new=False))


async def _keep(desk: Desk, point: VendorPoint) -> None:
    """The point, and the wish that it came from."""
    await desk.tx.vendor.save_point(point)
    await wish_news.point_moved(desk, point)


async def _wish(desk: Desk, about: str) -> str:
    """The key of the wish that a new point is made of, if it is made of one; Refusal when it stands on the list already."""
    number = number_in(about)
    wish = await desk.tx.wishes.get(number) if number is not None else None
    if wish is not None and (wish.about or not wish.is_open):
        raise Refusal("wish_listed" if wish.is_open else "wish_done")
    return wish.key if wish else ""


async def sent(desk: Desk, person: Person, numbers: str) -> Message:
    """These points have been sent; one that was decided meanwhile stays as it is."""
    must_be_central(desk, person)
    count = 0
    for number in numbers.split(","):
        point = await _point(desk, number)
        if point.state is PointState.OPEN:
            await _keep(desk, moved(point, PointState.SENT, point.note, desk.now))
            count += 1
    return words(desk.voice_for(person), "command", "vendor.points_sent", count=count)
