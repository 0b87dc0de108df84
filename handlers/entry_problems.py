"""What is wrong with an entry that somebody wrote: missing, taken, private or impossible; leaves saving it to `entries`."""

from __future__ import annotations

from handlers.context import Desk
from handlers.guardians import inside
from handlers.personal_data import warn_in_words
from knowledge.conversation.event import FormFilled
from knowledge.conversation.personal_data import around, is_masked
from knowledge.faq.editing import DAYS, day_of, values_of
from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import FIELDS, internal
from knowledge.support.directory import Person

_TEXTS = ("question", "ways", "answer", "local", "category", "source", "audience", *FIELDS)


def problems(
    desk: Desk, entry: FaqEntry, person: Person, event: FormFilled, before: FaqEntry | None = None
) -> dict[str, str]:
    """What is missing or wrong, and ways of asking that another entry has already."""
    voice = desk.voice_for(person)
    found = masked_problems(desk, person, event, before)
    needed = {"question": voice.say("field.entry_question"), "answer": voice.say("field.entry_answer")}
    for name, label in needed.items():
        if not getattr(entry, name):
            found.setdefault(name, voice.say("form.required", field=label))
    for name, texts in (("question", (entry.question,)), ("ways", entry.alternatives)):
        for text in filter(None, texts):
            owner = _owner(desk, text)
            if owner and owner.id != entry.id:
                found.setdefault(name, voice.say("entry.taken", text=text, question=owner.title))
    return {**_wrong_days(entry, event, desk, person), **_internal(desk, entry, person), **found}


def _internal(desk: Desk, entry: FaqEntry, person: Person) -> dict[str, str]:
    """What only those inside say, in a text that is sent home."""
    found = {name: internal(text, inside(desk)) for name in FIELDS if (text := getattr(entry, name))}
    return {
        name: desk.voice_for(person).say("guardian.internal", place=place) for name, place in found.items() if place
    }


def masked_problems(desk: Desk, person: Person, event: FormFilled, before: FaqEntry | None = None) -> dict[str, str]:
    """Personal data is refused, field by field, with the words around the place where it stood."""
    voice, found = desk.voice_for(person), {}
    known = values_of(before) if before else {}
    for name in _TEXTS:
        place = around(str(event.values.get(name) or ""))
        if place and not is_masked(known.get(name, "")):
            what = warn_in_words(event.found, voice) if event.found else voice.say("found.any")
            found[name] = voice.say("form.personal_data", found=what, place=place)
    return found


def _wrong_days(entry: FaqEntry, event: FormFilled, desk: Desk, person: Person) -> dict[str, str]:
    voice = desk.voice_for(person)
    written = {name: str(event.values.get(name) or "").strip() for name in DAYS}
    problems = {name: voice.say("form.no_day", typed=day) for name, day in written.items() if day and not day_of(day)}
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        first, last = voice.on(entry.valid_from), voice.on(entry.valid_to)
        problems.setdefault("valid_to", voice.say("form.backwards", **{"from": first}, to=last))
    return problems


def _owner(desk: Desk, text: str) -> FaqEntry | None:
    numbers = desk.index.owners_of(text)
    return desk.index.entries[numbers[0]] if numbers else None
