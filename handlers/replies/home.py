"""The parts of the bot's own page in words: greeting, contacts, questions, absence, alarms; leaves gathering them to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.replies import commands, who
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Home, Message, escape
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

ROWS = 5
"""How many of one's own questions the page shows."""
TAKEN_HERE = 5
"""How many of those that wait may be taken on the page itself."""


@dataclass(frozen=True, kw_only=True)
class Troubles:
    """What a central contact should do something about."""

    schools: tuple[str, ...]
    """Ids of schools without a contact who can be reached."""
    failed: int
    """Events that met a fault."""
    lost: int
    """Messages that did not arrive."""


def as_message(home: Home) -> Message:
    """The page as one message, where there is no page."""
    text = "\n\n".join(part.text for part in home.parts)
    buttons = tuple(button for part in home.parts for button in part.buttons)
    return Message(reply="command", text=text, buttons=buttons, language=home.language)


def greeting(voice: Voice, person: Person, place: str) -> Message:
    """How to ask; ask and search. An account whose name is not known yet is not greeted by its id."""
    named = person.name not in person.accounts.values()
    said = (words(voice, "welcome", "home.greeting", first_name=escape(person.first_name), place=place) if named
            else words(voice, "welcome", "home.guest", place=place))  # fmt: skip
    buttons = (Button(action="ask", label=voice.say("button.ask"), primary=True),
               Button(action="search", label=voice.say("button.search")))  # fmt: skip
    return replace(said, buttons=buttons)


def for_outsider(voice: Voice, place: str, refusal: str | None) -> Home:
    """The page of a guest, or of somebody of elsewhere: where to ask or why not, nothing of the desk's own."""
    said = words(voice, "welcome", f"refusal.{refusal}" if refusal else "home.guest", place=place)
    buttons = () if refusal else (Button(action="ask", label=voice.say("button.ask"), primary=True),)
    return Home(parts=(replace(said, buttons=buttons),), language=voice.language)


def contacts(voice: Voice, person: Person) -> Message:
    """Who helps; the choice of a school for whoever has none."""
    return who.of_person(voice, person, briefly=True)


def mine(voice: Voice, questions: Sequence[Question]) -> Message:
    """One's open questions, the newest first."""
    newest = sorted(questions, key=lambda one: -one.number)
    said = commands.mine(voice, newest, ROWS)
    more = len(newest) - ROWS
    return replace(said, text=f"{said.text}\n{voice.say('home.more', more=more)}") if more > 0 else said


def waits(voice: Voice, person: Person, own: Sequence[Question], others: Sequence[Question]) -> Message:
    """What waits, with a button for each that may be taken here."""
    said = commands.waiting(voice, person, own, others)
    shown = (*own[: commands.ROWS], *others[: commands.ROWS])
    free = [one for one in shown if one.state is State.WAITING and one.asker != person.id][:TAKEN_HERE]
    pairs = [(f"take:{one.number}", voice.say("button.take_number", number=one.number)) for one in free]
    return with_buttons(said, *pairs)


def absence(voice: Voice, person: Person) -> Message:
    """Until when one is away, or how to say that one will be."""
    today = voice.today
    away = person.absence(today)
    if away is None:
        later = min((one for one in person.absences if one.first > today), key=lambda one: one.first, default=None)
        said = words(voice, "command", "home.here")
        if later is not None:
            said = words(voice, "command", "home.away_later", first=voice.on(later.first), last=voice.on(later.last))
        return with_buttons(said, ("absence", voice.say("button.absence")))
    key = "home.away" if away.substitute else "home.away_none"
    said = words(voice, "command", key, until=voice.on(away.last), substitute=voice.name(away.substitute))
    return with_buttons(said, ("back", voice.say("button.back")))


def alarms(voice: Voice, troubles: Troubles) -> Message:
    """What is wrong with the desk, in words; a calm line when nothing is."""
    lines = []
    if troubles.schools:
        lines.append(voice.say("home.schools", schools=_some(voice, troubles.schools)))
    if troubles.failed:
        lines.append(voice.say("home.failed", count=troubles.failed))
    if troubles.lost:
        lines.append(voice.say("home.lost", count=troubles.lost))
    text = "\n".join(lines) or voice.say("home.no_alarms")
    return Message(reply="alarm", text=text, language=voice.language)


def _some(voice: Voice, schools: Sequence[str]) -> str:
    """The first schools by name, and how many more."""
    names = [voice.school(one) for one in schools[: commands.ROWS]]
    more = len(schools) - len(names)
    return f"{', '.join(names)} {voice.say('cmd.more', more=more)}" if more > 0 else voice.listed(names)


def answers(voice: Voice, wordings: int, proposals: Sequence[tuple[int, str]]) -> Message:
    """What the answers need: proposals to look at (number, question), new wordings, a new answer."""
    lines = []
    if proposals:
        lines.append(voice.say("home.proposals", count=len(proposals)))
        lines += [voice.say("entry.heard_row", number=number, text=escape(excerpt(question, 120)))
                  for number, question in proposals[:ROWS]]  # fmt: skip
    if wordings:
        lines.append(voice.say("list.wordings", count=wordings))
    text = "\n".join(lines) or voice.say("home.answers")
    pairs = [
        (f"proposal:{number}", voice.say("button.proposal_number", number=number)) for number, _ in proposals[:ROWS]
    ]
    return with_buttons(Message(reply="digest", text=text, language=voice.language), *pairs,
                        ("faq_new", voice.say("button.faq_new")))  # fmt: skip
