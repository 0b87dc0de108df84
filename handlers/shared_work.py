"""Two people change one entry at the same time: the second sees both texts and decides; leaves saving to `entries`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.context import Desk
from handlers.replies.entry_form import change_entry
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.event import FormFilled
from knowledge.conversation.message import Form
from knowledge.faq.editing import About, edited, values_of
from knowledge.faq.entry import FaqEntry
from knowledge.support.directory import Person
from storage.faq import FaqVersion

SHOWN = 800
"""Characters of the other's text that are shown at a field."""


async def changed_meanwhile(
    desk: Desk, person: Person, event: FormFilled, about: About, now: FaqEntry
) -> Form | None:  # fmt: skip
    """The form once more when somebody saved the entry after it was opened; None when nobody did.

    What only the other changed is in it already; where both did, the other's text stands at the field. It counts from
    the newest version on, so that sending it again is a decision.
    """
    newest = await desk.tx.faq.newest(about.entry)
    if newest is None or not about.version or newest.id == about.version or newest.entry is None:
        return None
    opened = await desk.tx.faq.version(about.version)
    base = values_of(opened[1].entry) if opened and opened[1].entry else values_of(now)
    theirs, mine = values_of(newest.entry), values_of(edited(newest.entry, event.values))
    values = {name: theirs[name] if mine[name] == base[name] else mine[name] for name in theirs}
    voice = desk.voice_for(person)
    problems = _problems(voice, newest, base, theirs, mine)
    about = replace(about, version=newest.id, sure=False)
    form = change_entry(voice, {}, about.written, person.id)
    return replace(form, values=values, problems=problems)


def _problems(
    voice: Voice, newest: FaqVersion, base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> dict[str, str]:
    """Field -> what the other wrote there."""
    blanks = by_whom(voice, newest.who, newest.at)
    other = [name for name in theirs if theirs[name] != base[name]]
    both = [name for name in other if mine[name] not in {base[name], theirs[name]}]
    problems = {name: voice.say("form.changed", **blanks, text=excerpt(theirs[name], SHOWN)) for name in both}
    for name in other:
        if name not in both:
            problems[name] = voice.say("form.changed_by_other", **blanks)
    return problems or {"question": voice.say("form.changed_by_other", **blanks)}


def by_whom(voice: Voice, who: str | None, at: datetime) -> dict[str, str]:
    """Who changed it, and when, for the texts that tell it."""
    known = voice.directory.person(who)
    return {"person": known.name if known else voice.say("word.somebody"), "when": voice.ago(at)}
