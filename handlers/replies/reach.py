"""What central is told of schools without a contact who can be reached; leaves when to the handler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.replies.commands import ROWS
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message


def out_of_reach(voice: Voice, schools: Sequence[str], until: Mapping[str, date | None]) -> Message:
    """The alarm, with what helps: a substitute for who is away, or another contact."""
    if len(schools) > 1:
        said = words(voice, "alarm", "alarm.no_contact_several", count=len(schools), schools=named(voice, schools))
        return with_buttons(said, ("contact_new", voice.say("button.contact_new")))
    school = schools[0]
    last = until.get(school)
    period = voice.say("word.to_and_with", date=voice.on(last)) if last else voice.say("word.right_now")
    said = words(voice, "alarm", "alarm.no_contact", school=voice.school(school), period=period)
    pairs = [(f"contact_new:{school}", voice.say("button.contact_new"))]
    if voice.directory.contacts_of(school):
        pairs.insert(0, (f"substitute:{school}", voice.say("button.substitute")))
    return with_buttons(said, *pairs)


def mended(voice: Voice, schools: Sequence[str]) -> Message:
    """What the alarm says when its cause is gone."""
    known = [one for one in schools if voice.directory.school(one)]
    names = named(voice, known) if known else voice.say("word.the_school")
    return words(voice, "alarm", "alarm.contact_again", schools=names, date=voice.on(voice.today))


def named(voice: Voice, schools: Sequence[str]) -> str:
    """Schools by name; of many the first, and how many more."""
    names = [voice.school(one) for one in schools[:ROWS]]
    if len(schools) > ROWS:
        return f"{', '.join(names)} {voice.say('cmd.more', more=len(schools) - ROWS)}"
    return voice.listed(names)
