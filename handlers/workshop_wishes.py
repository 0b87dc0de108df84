"""A local contact proposes a workshop, and central decides; leaves planning it to `workshops`."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

from handlers import alarms
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import workshops as say
from handlers.replies.buttons import object_of
from handlers.replies.private import words
from handlers.replies.voice import Voice
from handlers.wordings import must_be_contact
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.meeting import LONGEST

_KEPT = "workshop/call/"
"""Then whose wish it is: everybody has one at a time."""
_KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a local contact would like."""

    by: str
    title: str
    topic: str = ""
    """The category or the entry of the list, where it came from there."""
    note: str = ""
    day: str = ""
    """When it was sent."""
    count: int = 0
    """How many questions there are about it at the schools."""

    @property
    def key(self) -> str:
        """The key of the message to central."""
        return f"workshop_wish/{self.day}/call/{self.by}"


async def of(desk: Desk, person: str) -> Wish | None:
    """What that person wishes for, as long as nobody has decided."""
    kept = await desk.tx.desk.get(f"{_KEPT}{person}")
    return Wish(**kept) if kept else None


async def meant(desk: Desk, person: str) -> Wish:
    """The same. Raises Refusal when somebody has decided meanwhile."""
    wish = await of(desk, person)
    if wish is None:
        raise Refusal("workshop_decided")
    return wish


async def keep(desk: Desk, person: Person, event: FormFilled, count: int) -> Shown:
    """The form was sent: central reads it; an older wish that nobody has decided gives way."""
    must_be_contact(desk, person)
    voice, topic = desk.voice_for(person), event.about.removeprefix("topic/")
    title = " ".join(clean(str(event.values.get("topic") or "")).split())
    note = clean(str(event.values.get("note") or ""))
    problems = _problems(title, note, voice)
    if problems:
        return replace(say.wish_form(voice, topic, title), problems=problems, values=dict(event.values))
    await leaves(desk, person)
    wish = Wish(by=person.id, title=title, topic=topic, note=note, day=f"{desk.now:%Y-%m-%dT%H%M}", count=count)
    await desk.tx.desk.set(f"{_KEPT}{person.id}", asdict(wish))
    await alarms.tell_central(desk, wish.key, say.wished(person, title, note, count, desk.voice()))
    said = words(voice, "command", "workshop.wish_sent", topic=escape(title))
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        said = replace(said, text=f"{said.text}\n{masked}")
    return Notice(message=said)


def _problems(title: str, note: str, voice: Voice) -> dict[str, str]:
    found = {}
    for name, text, most in (("topic", title, LONGEST["title"]), ("note", note, say.LONGEST_WISH)):
        if len(text) > most:
            label = voice.say(f"field.workshop.{name}")
            found[name] = voice.say("outage.fault.long", field=label, size=len(text), most=most)
    if not title:
        found["topic"] = voice.say("form.required", field=voice.say("field.workshop.topic"))
    return found


async def declined(desk: Desk, person: Person, event: ButtonPressed) -> Notice:
    """Central says no: whoever proposed it hears who can tell more."""
    must_be_central(desk, person)
    wish = await meant(desk, object_of(event.action))
    await decided(desk, person, wish, planned=False)
    voice = desk.voice_for(person)
    return Notice(message=say.wish_ended(wish.by, wish.title, person.id, voice, planned=False))


async def decided(desk: Desk, person: Person, wish: Wish, *, planned: bool) -> None:
    """The message to central says so, and whoever proposed it hears it once."""
    await desk.tx.desk.set(f"{_KEPT}{wish.by}", None)
    for stands in await desk.tx.outbox.live(f"{wish.key}/"):
        said = say.wish_ended(wish.by, wish.title, person.id, desk.voice(stands.message.language), planned=planned)
        await desk.tx.outbox.say(stands.key, stands.address, said, person=stands.person)
    by = desk.directory.person(wish.by)
    if by is not None:
        said = say.wish_answer(wish.title, person.id, desk.voice_for(by), planned=planned)
        await desk.tell(by, f"workshop_wish/{wish.day}/answer/person/{by.id}", said, "")


async def forget(desk: Desk) -> None:
    """Wishes that nobody has decided for long are kept no more."""
    for kept in (await desk.tx.desk.under(_KEPT)).values():
        if desk.now.date() - date.fromisoformat(kept["day"][:10]) > _KEPT_FOR:
            await _gone(desk, Wish(**kept))


async def leaves(desk: Desk, person: Person) -> None:
    """Whoever wished is to be forgotten, or wishes for something else: what stands with central goes."""
    wish = await of(desk, person.id)
    if wish is not None:
        await _gone(desk, wish)


async def _gone(desk: Desk, wish: Wish) -> None:
    """There is nothing to decide any more."""
    await desk.tx.desk.set(f"{_KEPT}{wish.by}", None)
    for stands in await desk.tx.outbox.live(f"{wish.key}/"):
        await desk.tx.outbox.withdraw(stands.key)
