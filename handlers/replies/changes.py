"""What a change of the directory would do, in words, with what can be pressed; leaves the change to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.change_moves import Move
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_in_words
from handlers.waiting import may_see
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape
from knowledge.support.change import AREAS, Change, absence_of, overlapped, parts_left
from knowledge.support.directory import Absence, Directory, Person, Role

ROWS = 5
"""How many questions are named."""
_MANY = 2
"""More contacts than this at one school are unusual."""


def blanks(voice: Voice, change: Change) -> dict[str, str]:
    """What the phrases about a change have in their blanks."""
    first, last = change.first, change.last
    return {
        "person": voice.name(change.person), "school": _school(voice, change),
        "areas": areas_in_words(voice, change.areas), "substitute": voice.name(change.substitute),
        "period": period_in_words(voice, first, last) if first and last else "", "name": escape(change.name),
        "central": central_in_words(voice),
    }  # fmt: skip


def _school(voice: Voice, change: Change) -> str:
    return escape(change.name) if change.kind == "school_on" else voice.school(change.school)


def period_in_words(voice: Voice, first: date, last: date) -> str:
    """”24 november”, ”3 mars – 7 mars”."""
    return voice.on(first) if first == last else f"{voice.on(first)} – {voice.on(last)}"


def areas_in_words(voice: Voice, areas: Sequence[str]) -> str:
    """”teknik och pedagogik”; all when none is named."""
    return voice.listed([voice.say(f"word.area.{area}") for area in AREAS if area in areas or not areas])


def _head(voice: Voice, change: Change, *, is_done: bool) -> str:
    kind = change.kind
    if kind == "substitute" and not change.substitute:
        kind = "absence"
    if kind == "central_on" and change.vendor:
        kind = "central_vendor_on"
    told = blanks(voice, change)
    return voice.say(f"changed.{kind}", **told) if is_done else voice.say(f"change.{kind}", **told)


def preview(voice: Voice, reader: Person, change: Change, after: Directory, moves: Sequence[Move]) -> str:
    """What would be, and what becomes of the questions that wait."""
    lines = [_head(voice, change, is_done=False), *_about_people(voice, change, after)]
    if change.kind in {"contact_on", "contact_off", "central_off", "vendor_off", "school_off"} or moves:
        lines += _about_questions(voice, reader, moves)
    return "\n".join(lines)


def _about_people(voice: Voice, change: Change, after: Directory) -> list[str]:
    """What else the change does: schools that are left, contacts that remain, accounts that are missing."""
    before, told = voice.directory, []
    person, now = before.person(change.person), after.person(change.person)
    name = voice.name(change.person)
    if person and now and change.kind in {"contact_on", "contact_off"}:
        lost = [one for one in person.schools if one not in now.schools and one != change.school]
        if lost:
            told.append(
                voice.say("change.leaves", person=name, schools=voice.listed([voice.school(one) for one in lost]))
            )
    if person and change.kind == "central_on" and person.role is Role.LOCAL and person.schools:
        schools = voice.listed([voice.school(one) for one in person.schools])
        told.append(voice.say("change.no_longer_local", person=name, schools=schools))
    if change.kind in {"contact_on", "central_on"} and now and not now.accounts:
        told.append(voice.say("change.no_account", person=name))
    if person and person.vendor_contact and not any(one.vendor_contact for one in after.central()):
        told.append(voice.say("change.vendor_none"))
    if person and change.kind == "substitute":
        told += [_cut(voice, person, one, absence_of(change)) for one in overlapped(person, absence_of(change))]
    if change.school:
        told += _about_school(voice, change, after)
    if change.kind == "central_on":
        told += [_alone(voice, one) for one in (person.schools if person and person.role is Role.LOCAL else ())
                 if not after.contacts_of(one)]  # fmt: skip
    return told


def _cut(voice: Voice, person: Person, one: Absence, absence: Absence) -> str:
    """What becomes of an absence on the same days: what is left of it, and who would have stood in."""
    periods = [period_in_words(voice, left.first, left.last) for left in parts_left(one, absence)]
    told = {"person": voice.name(person.id), "period": period_in_words(voice, one.first, one.last),
            "left": voice.listed(periods), "substitute": voice.name(one.substitute)}  # fmt: skip
    if not periods:
        return voice.say("change.cut_whole", **told)
    return voice.say("change.cut" if one.substitute else "change.cut_alone", **told)


def _about_school(voice: Voice, change: Change, after: Directory) -> list[str]:
    before, contacts = voice.directory, after.contacts_of(change.school)
    if change.kind == "contact_off":
        names = voice.names(one.id for one in contacts)
        return [voice.say("change.left", contacts=names) if names else _alone(voice, change.school)]
    if change.kind == "contact_on":
        others = voice.names(one.id for one in contacts if one.id != change.person)
        told = [voice.say("change.with_other", contacts=others)] if others else []
        many = [voice.say("change.many", count=len(contacts))] if len(contacts) > _MANY else []
        return [*told, *many]
    if change.kind == "school_off":
        people = sum(change.school in one.schools for one in before.people)
        places = sum(one.school == change.school for one in before.places)
        told = [voice.say("change.school_people", count=people)] if people else []
        return [*told, voice.say("change.school_places", count=places)] if places else told
    return []


def _alone(voice: Voice, school: str) -> str:
    return voice.say("change.last_contact", school=voice.school(school), central=central_in_words(voice))


def _about_questions(voice: Voice, reader: Person, moves: Sequence[Move]) -> list[str]:
    if not moves:
        return [voice.say("change.nothing_waits")]
    lines = [voice.say("change.waits", count=len(moves)), *(_row(voice, reader, move) for move in moves[:ROWS])]
    if len(moves) > ROWS:
        going = sum(move.goes for move in moves[ROWS:])
        lines.append(voice.say("change.more", more=len(moves) - ROWS, count=going))
    return lines


def _row(voice: Voice, reader: Person, move: Move) -> str:
    """The question's words only where the reader may see them."""
    question = move.question
    shown = question.text and may_see(question, reader)
    people = move.turn.holders if move.turn else (move.free.holders or question.holders)
    people = (move.follower,) if move.follower else people
    key = "change.goes" if move.goes and set(people) != set(question.holders) else "change.stays"
    return voice.say(key, number=question.number, excerpt=escape(excerpt(question.text)) if shown else "…",
                     contact=voice.names(people) or voice.say("word.central_contacts"))  # fmt: skip


def shown(voice: Voice, number: int, text: str, *, anew: bool = False) -> Message:
    """The preview with its buttons; `anew`: it has become another thing since it was shown."""
    lead = f"{voice.say('change.anew')}\n" if anew else ""
    said = Message(reply="command", text=f"{lead}{text}", language=voice.language)
    return with_buttons(
        said, *((f"{word}:{number}", voice.say(f"button.{word}")) for word in ("change_do", "change_stop"))
    )


def which(voice: Voice, number: int, people: Sequence[Person]) -> Message:
    """One of several people is meant."""
    said = words(voice, "command", "change.which")
    buttons = [
        Button(action=f"change_who:{number}:{place}", label=_with_school(voice, one))
        for place, one in enumerate(people)
    ]
    stop = Button(action=f"change_stop:{number}", label=voice.say("button.change_stop"))
    return Message(reply=said.reply, text=said.text, buttons=(*buttons, stop), language=voice.language)


def _with_school(voice: Voice, person: Person) -> str:
    """”Eva Lind, Lindskolan”; without a school the address, which tells namesakes apart."""
    schools = [school.name for school in voice.directory.schools if school.id in person.schools]
    return ", ".join([person.name, *(schools or ([person.email] if person.email else [person.id]))])[:75]


def done(voice: Voice, number: int, change: Change, moved: int, before: Directory) -> Message:
    """The receipt, which can be undone for a while."""
    known = replace(voice, directory=before) if change.kind == "school_off" else voice
    lines = [_head(known, change, is_done=True)]
    if moved:
        lines.append(voice.say("changed.moved", count=moved))
    lines.append(voice.say("changed.undo"))
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, (f"change_undo:{number}", voice.say("button.change_undo")))


def stopped(voice: Voice) -> Message:
    """Nothing has changed."""
    return words(voice, "command", "change.stopped")


def undone(voice: Voice) -> Message:
    """Everything is as it was."""
    return words(voice, "command", "changed.undone")
