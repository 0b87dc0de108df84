"""The card "Så funkar supporten": who, when, how, what not to write; leaves when it changes to the handlers."""

from __future__ import annotations

from datetime import date

from handlers.replies.terms import term_words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_by_area, central_in_words
from knowledge.conversation.message import Button, Message, escape
from knowledge.support.term import Term

SCHOOLS = 8
"""So many schools at most are named with their contacts; with more of them the card says how to find one's own."""


def card(voice: Voice, term: Term, changed: date) -> Message:
    """The whole of it, in the organisation's language. `changed`: the day since which it reads so."""
    name = escape(voice.directory.organisation.name)
    lines = [
        voice.say("desk.title", organisation=name) if name else voice.say("desk.title_alone"),
        voice.say("desk.steps"),
        voice.say("desk.hours", hours=voice.hours()),
        voice.say("desk.never"),
        *_schools(voice),
        _central(voice),
        *([voice.say("desk.read", help_pages=pages)] if (pages := voice.policy.help_pages.rstrip(".")) else []),
        voice.say("desk.guardians"),
        voice.say("desk.valid", term=term_words(voice, term), date=voice.on(changed)),
    ]
    buttons = (
        Button(action="ask", label=voice.say("button.ask"), primary=True),
        Button(action="who", label=voice.say("button.who")),
    )
    return Message(reply="desk", text="\n".join(lines), buttons=buttons, language=voice.language)


def _schools(voice: Voice) -> list[str]:
    """The contacts of each school, who is away or not: days are told by `vem`."""
    directory = voice.directory
    if not 0 < len(directory.schools) <= SCHOOLS:
        return [voice.say("desk.find")]
    rows = []
    for school in directory.schools:
        names = voice.names(one.id for one in directory.contacts_of(school.id))
        rows.append(voice.say("desk.school", school=escape(school.name), contacts=names or voice.say("word.central")))
    return [voice.say("desk.contacts"), *rows]


def _central(voice: Voice) -> str:
    both = central_by_area(voice)
    if both:
        return voice.say("desk.central_areas", technical=both[0], pedagogical=both[1])
    return voice.say("desk.central", central=central_in_words(voice) or "–")
