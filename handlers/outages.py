"""Central says that something does not work: by command, form or button; leaves what comes of it to `outage_life`."""

from __future__ import annotations

from dataclasses import replace

from handlers import outage_askers, outage_life
from handlers import outage_notes as notes
from handlers.context import Desk, Refusal
from handlers.personal_data import warn_in_words
from handlers.places import must_be_central
from handlers.replies import outages as say
from handlers.replies.buttons import object_of, verb
from knowledge.conversation.event import ButtonPressed, FormFilled, MessageRef
from knowledge.conversation.message import Form, Message, Notice, Shown
from knowledge.conversation.outage_words import outage_wanted
from knowledge.support.directory import Person
from knowledge.support.outage import Draft, Outage, faults, has_title, reworded, typed  # fmt: skip
from knowledge.support.outage import filled as read_form


async def command(desk: Desk, person: Person, rest: str, ref: MessageRef) -> Shown | Message:
    """`driftstörning`: what is on, a new one, news of it, or its end."""
    must_be_central(desk, person)
    wanted = outage_wanted(rest)
    await notes.alone(desk)
    on = await notes.still_on(desk)
    match wanted.what:
        case "off":
            return await _off(desk, person, on, wanted.number)
        case "on" | "new" if wanted.text:
            return await _typed(desk, person, wanted.text, on, new=wanted.what == "new")
        case "show" if on:
            return await _listed(desk, person, on)
    return say.offer(desk.voice_for(person)) if ref.id else form(desk, person)


async def _listed(desk: Desk, person: Person, on: list[Outage]) -> Message:
    counts = {one.number: await outage_askers.waiting(desk, one) for one in on}
    return say.listed(on, counts, desk.voice_for(person))


async def _off(desk: Desk, person: Person, on: list[Outage], number: int) -> Message:
    meant = [one for one in on if number in {0, one.number}]
    if not meant:
        raise Refusal("outage_none")
    if len(meant) > 1:
        return await _listed(desk, person, meant)
    count = await outage_life.over(desk, meant[0], person.id)
    return say.ended(meant[0], count, desk.voice_for(person))


async def _typed(desk: Desk, person: Person, text: str, on: list[Outage], *, new: bool) -> Message:
    """Put it on at once; while one is on it is news of that one, unless it is said to be new."""
    policy, voice = desk.policy.broadcast, desk.voice_for(person)
    draft = typed(text, policy.status_page, policy.outage_ends)
    known = next((one for one in on if is_same(desk, one, draft)), None)
    if known is None and on and not new:
        if len(on) > 1:
            return await _listed(desk, person, on)
        return await _news(desk, person, on[0], _as_news(draft, on[0], policy.status_page))
    wrong = faults(draft, policy.outage_ends)
    if wrong:
        return say.wrong(draft, wrong, voice)
    return await put_on(desk, person, draft, known)


def _as_news(draft: Draft, outage: Outage, default: str) -> Draft:
    """All that was typed is the news; the title stays."""
    page = draft.status_page if draft.status_page != default else outage.status_page
    return Draft(title=outage.title, body="\n".join(filter(None, (draft.title, draft.body))), ways=outage.ways,
                 status_page=page, lasts=outage.lasts)  # fmt: skip


def is_same(desk: Desk, outage: Outage, draft: Draft) -> bool:
    """Whether a draft tells of the outage that is on: by its title, or in words that ask the same."""
    return has_title(outage, draft.title) or bool(outage_askers.alike(desk, draft.title, {1: outage.title}))


async def _news(desk: Desk, person: Person, outage: Outage, draft: Draft) -> Message:
    voice, wrong = desk.voice_for(person), faults(draft, outage.lasts)
    if wrong:
        return say.wrong(draft, wrong, voice)
    outage = await outage_life.news(desk, outage, draft)
    return say.changed(outage, voice)


async def put_on(desk: Desk, person: Person, draft: Draft, known: Outage | None) -> Message:
    """On from now; who is second is told that it is on already, and what is new in it stands in the banner."""
    voice = desk.voice_for(person)
    if known is None:
        made = await outage_life.begin(desk, person, draft)
        return say.put_on(made.outage, made.places, made.collected, voice)
    added = replace(draft, title=known.title, body=draft.body or known.body, lasts=known.lasts,
                    ways=tuple(dict.fromkeys((*known.ways, *draft.ways))),
                    status_page=draft.status_page or known.status_page)  # fmt: skip
    is_news = reworded(known, added) != known
    if is_news:
        known = await outage_life.news(desk, known, added)
    return say.already(known, voice, is_news=is_news)


def form(desk: Desk, person: Person) -> Form:
    """The form `outage`, for central contacts."""
    must_be_central(desk, person)
    return say.outage_form(desk.voice_for(person))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent: a new one, or other words for the one that it is about."""
    must_be_central(desk, person)
    voice, policy = desk.voice_for(person), desk.policy.broadcast
    draft = read_form(event.values, policy.status_page, policy.outage_ends)
    wrong = faults(draft, policy.outage_ends)
    await notes.alone(desk)
    about = await _about(desk, person, event.about)
    if wrong:
        again = say.outage_form(voice, about)
        return replace(again, problems=say.problems(draft, wrong, voice), values=dict(event.values))
    if about is not None:
        message = say.changed(await outage_life.news(desk, about, draft), voice)
    else:
        known = next((one for one in await notes.still_on(desk) if is_same(desk, one, draft)), None)
        message = await put_on(desk, person, draft, known)
    if event.found:
        masked = voice.say("personal_data.masked", found=warn_in_words(event.found, voice))
        message = replace(message, text=f"{message.text}\n{masked}")
    return Notice(message=message)


async def _about(desk: Desk, person: Person, key: str) -> Outage | None:
    """The outage that a key names, if any. Raises Refusal when it is over or nobody knows it."""
    number = key.removeprefix("outage/").split("/")[0]
    if not key.startswith("outage/"):
        return None
    outage = await notes.get(desk, int(number)) if number.isdecimal() and len(number) < 9 else None
    if outage is None:
        raise Refusal("gone")
    if not outage.is_on:
        raise Refusal("outage_over", when=desk.voice_for(person).ago(outage.over_at or desk.now))
    return outage


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """`outage_off`, `outage_extend`, `outage_news`: on its banner, on the question whether it goes on, or on a list."""
    must_be_central(desk, person)
    number = object_of(event.action)
    word, voice = verb(event.action), desk.voice_for(person)
    if word != "outage_news":
        await notes.alone(desk)
    outage = await _about(desk, person, f"outage/{number}" if number else event.key)
    if outage is None:
        raise Refusal("gone")
    if word == "outage_news":
        return say.outage_form(voice, outage)
    if word == "outage_extend":
        return Notice(message=say.kept(await outage_life.keep(desk, outage), voice))
    count = await outage_life.over(desk, outage, person.id)
    return Notice(message=say.ended(outage, count, voice))
