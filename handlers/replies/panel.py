"""The panel ”vad händer?” in words: state, ladder, next moments and history of a question; leaves showing it to the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.replies.commands import state_words
from handlers.replies.voice import Voice
from knowledge.faq.verdict import Answer, AskMore, Decision, Route, Silent, Suggest
from knowledge.support.question import Question, State
from knowledge.support.routing import Routing


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One step of the ladder as the panel shows it."""

    kind: str
    label: str
    people: tuple[str, ...]
    until: datetime | None
    status: str
    """`done`, `current`, `next`."""


def state_sentence(question: Question, voice: Voice) -> str:
    """How the question stands, as a sentence."""
    said = state_words(voice, question)
    sentence = voice.say("panel.state", state=said)
    if question.state is State.WAITING and question.deadline and question.called:
        sentence = voice.say("panel.state_until", state=said, until=voice.deadline(question.deadline))
    return sentence


def rungs(question: Question, voice: Voice, routing: Routing) -> tuple[Rung, ...]:
    """The ladder with where the question stands on it."""
    ladder = routing.ladder(question)
    stands = question.step if question.has_person else -1
    made = []
    for number, step in enumerate(ladder):
        current = number == stands
        status = "current" if current else "done" if question.has_person and number < stands else "next"
        people = question.holders if current else ()
        names = tuple(person.name for person in map(voice.directory.person, people) if person)
        label = voice.say(f"panel.step.{step.kind}", school=voice.school(question.school))
        until = question.deadline if current else None
        made.append(Rung(kind=step.kind, label=label, people=names, until=until, status=status))
    return tuple(made)


def timer_words(kind: str, voice: Voice) -> str:
    """What happens when a moment comes."""
    return voice.say(f"panel.timer.{kind}") if voice.texts.has(f"panel.timer.{kind}") else kind


def history_words(what: str, who: str | None, details: dict[str, Any], voice: Voice) -> str:
    """One line of what has happened."""
    word, _, pressed = what.partition(":")
    key = f"panel.history.{word}"
    if not voice.texts.has(key):
        return word
    holders = voice.names(details.get("holders", ()))
    return voice.say(key, who=voice.name(who) if who else voice.say("word.the_bot"), pressed=pressed, holders=holders,
                     to=voice.name(details.get("to")), other=details.get("other", ""))  # fmt: skip


def decision_words(decision: Decision, voice: Voice) -> str:
    """What the matcher would do."""
    names = {Answer: "answer", Suggest: "suggest", AskMore: "ask_more", Route: "route"}
    if isinstance(decision, Silent):
        return voice.say("panel.decision.unsure" if decision.unsure else "panel.decision.silent")
    return voice.say(f"panel.decision.{names[type(decision)]}")
