"""Workshops as contacts see them: what is asked most with its bars, what is planned, who took part; leaves the invitation to `meetings`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.weekly_question import term_words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Field, Form, Message, escape
from knowledge.support.directory import Person
from knowledge.support.topics import Topic, bar
from knowledge.support.workshop import LEAST_ANSWERS, USEFUL, Evaluation, useful_counts

ROWS = 6
LONGEST_WISH = 300
_LABEL = 60


@dataclass(frozen=True, kw_only=True)
class Told:
    """A topic with what it is called, and how its most asked entries are."""

    topic: Topic
    label: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Held:
    """A workshop that has been, and how many came from which school."""

    title: str
    date: str
    schools: Mapping[str, int]
    """School id (empty = none) -> how many took part."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that the list tells."""

    topics: Sequence[Told]
    where: str
    """The schools that the topics are of, safe to show; empty = all of them."""
    planned: Sequence[tuple[int, str]] = ()
    """Number and line of each workshop that is to come."""
    held: Sequence[Held] = ()
    plans: bool = False
    """Whether the reader plans workshops; others propose them."""


def listed(standing: Standing, voice: Voice) -> Message:
    """What is planned, what was held, and what is asked so often that a workshop may help."""
    lines = []
    if standing.planned:
        lines += [voice.say("workshop.list_planned"), *(f"- {line}" for _, line in standing.planned[:ROWS])]
    if standing.held:
        lines += [voice.say("workshop.list_held"), *(f"- {_held(one, voice)}" for one in standing.held[:ROWS])]
    lines += _topics(standing, voice)
    said = Message(reply="command", text="\n".join(lines), language=voice.language)
    return with_buttons(said, *_buttons(standing, voice))


def _buttons(standing: Standing, voice: Voice) -> list[tuple[str, str]]:
    key = "button.workshop_about" if standing.plans else "button.workshop_propose"
    word = "workshop_new" if standing.plans else "workshop_propose"
    pairs = [
        (f"{word}:{one.topic.name}", voice.say(key, topic=excerpt(one.label, _LABEL))) for one in standing.topics[:ROWS]
    ]
    if standing.plans:
        pairs = [*((f"meeting_show:{number}", voice.say("button.workshop_show", number=number))
                   for number, _ in standing.planned[:ROWS]),
                 *pairs, ("workshop_new", voice.say("button.workshop_new"))]  # fmt: skip
    else:
        pairs.append(("workshop_propose", voice.say("button.workshop_propose_other")))
    return pairs


def _topics(standing: Standing, voice: Voice) -> list[str]:
    term = term_words(voice)
    if not standing.topics:
        return [voice.say("workshop.no_topics", term=term)]
    key = "workshop.topics_at" if standing.where else "workshop.topics"
    lines, most = [voice.say(key, school=standing.where, term=term)], standing.topics[0].topic.questions
    for one in standing.topics[:ROWS]:
        row = voice.say("workshop.topic", topic=escape(one.label), count=one.topic.questions, askers=one.topic.askers,
                        bar=f"`{bar(one.topic.questions, most)}`")  # fmt: skip
        named = voice.listed([f"”{escape(excerpt(question, _LABEL))}”" for question in one.questions])
        lines.append(f"- {row}" + (f" {voice.say('workshop.topic_asks', questions=named)}" if named else ""))
    return lines


def _held(one: Held, voice: Voice) -> str:
    key = "workshop.held" if one.schools else "workshop.held_nobody"
    return voice.say(key, topic=escape(one.title), date=one.date, count=sum(one.schools.values()),
                     schools=by_school(one.schools, voice))  # fmt: skip


def by_school(schools: Mapping[str, int], voice: Voice) -> str:
    """”Lindskolan 3, Hagaskolan 2”, the most first."""
    ordered = Counter(schools).most_common()
    named = ((voice.school(school) if school else voice.say("word.no_school"), count) for school, count in ordered)
    return ", ".join(f"{school} {count}" for school, count in named)


def came(schools: Mapping[str, int], voice: Voice) -> Message:
    """To whoever said who came: how many it is."""
    key = "workshop.came_noted" if schools else "workshop.came_noted_nobody"
    return words(voice, "command", key, count=sum(schools.values()), schools=by_school(schools, voice))


def wish_form(voice: Voice, topic: str, label: str) -> Form:
    """A local contact proposes a workshop at the own school."""
    fields = (
        Field(name="topic", label=voice.say("field.workshop.topic"), value=label),
        Field(name="note", label=voice.say("field.workshop.note"), kind="long", required=False,
              hint=voice.say("field.workshop.note_hint")),
    )  # fmt: skip
    return Form(name="workshop_wish", title=voice.say("form.workshop_wish"), fields=fields,
                submit=voice.say("button.send"), about=f"topic/{topic}", language=voice.language)  # fmt: skip


def wished(by: Person, topic: str, note: str, count: int, voice: Voice) -> Message:
    """To central: a local contact would like a workshop."""
    schools = voice.listed([voice.school(one) for one in by.schools]) or voice.say("word.no_school")
    lines = [voice.say("workshop.wish", person=voice.name(by.id), school=schools, topic=escape(topic))]
    if note:
        lines.append(f"> {escape(' '.join(note.split()))}")
    if count:
        lines.append(voice.say("workshop.wish_count", count=count, term=term_words(voice)))
    said = Message(reply="meeting", text="\n".join(lines), language=voice.language)
    pairs = (("workshop_plan", "button.workshop_plan"), ("workshop_no", "button.workshop_no"))
    return with_buttons(said, *((f"{action}:{by.id}", voice.say(key)) for action, key in pairs))


def wish_ended(by: str, topic: str, who: str, voice: Voice, *, planned: bool) -> Message:
    """The same message when somebody at central has decided."""
    key = "workshop.wish_planned" if planned else "workshop.wish_declined"
    return words(voice, "meeting", key, person=voice.name(by), topic=escape(topic), contact=voice.name(who))


def wish_answer(topic: str, who: str, voice: Voice, *, planned: bool) -> Message:
    """To the one who proposed it: what came of it."""
    key = "workshop.yours_planned" if planned else "workshop.yours_declined"
    return words(voice, "meeting", key, topic=escape(topic), contact=voice.name(who))


def evaluate(number: int, topic: str, day: str, voice: Voice, *, came: bool) -> Message:
    """To somebody who took part: two questions; not `came`: the person was signed up, and nobody has said who came."""
    key = "workshop.evaluate" if came else "workshop.evaluate_signed_up"
    said = words(voice, "meeting", key, topic=escape(topic), date=day)
    return with_buttons(said, (f"workshop_evaluate:{number}", voice.say("button.workshop_evaluate")))


def evaluation_form(number: int, voice: Voice) -> Form:
    """Whether it was of use, and what was missing."""
    choices = tuple((one, voice.say(f"workshop.useful.{one}")) for one in USEFUL)
    fields = (
        Field(name="useful", label=voice.say("field.workshop.useful"), kind="choice", choices=choices),
        Field(name="missed", label=voice.say("field.workshop.missed"), kind="long", required=False,
              hint=voice.say("field.workshop.missed_hint")),
    )  # fmt: skip
    return Form(name="workshop_evaluation", title=voice.say("form.workshop_evaluation"), fields=fields,
                submit=voice.say("button.send"), about=f"meeting/{number}", language=voice.language)  # fmt: skip


def came_form(number: int, voice: Voice) -> Form:
    """Who of those signed up did not come, and who came without."""
    fields = tuple(
        Field(name=name, label=voice.say(f"field.workshop.{name}"), kind="long", required=False,
              hint=voice.say(f"field.workshop.{name}_hint"))
        for name in ("absent", "extra")
    )  # fmt: skip
    return Form(name="workshop_came", title=voice.say("form.workshop_came"), fields=fields,
                submit=voice.say("button.save"), about=f"meeting/{number}", language=voice.language)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class After:
    """A workshop that has been."""

    number: int
    title: str
    date: str
    schools: Mapping[str, int]
    counted: bool
    """Whether somebody has said who came; else it is told who was signed up."""
    evaluations: Sequence[Evaluation] = ()


def after(one: After, voice: Voice) -> Message:
    """To whoever led it: how many came from which school, and what they thought, without a name."""
    key = "workshop.came" if one.counted else "workshop.was_signed_up"
    key = key if one.schools else f"{key}_nobody"
    lines = [voice.say("workshop.after", topic=escape(one.title), date=one.date),
             voice.say(key, count=sum(one.schools.values()), schools=by_school(one.schools, voice))]  # fmt: skip
    lines += _evaluations(one.evaluations, voice)
    said = Message(reply="meeting", text="\n".join(lines), language=voice.language)
    return with_buttons(said, (f"workshop_came:{one.number}", voice.say("button.workshop_came")))


def _evaluations(found: Sequence[Evaluation], voice: Voice) -> list[str]:
    if len(found) < LEAST_ANSWERS:
        return [voice.say("workshop.few_answers", count=len(found), least=LEAST_ANSWERS)]
    counts = useful_counts(found)
    told = ", ".join(f"{voice.say(f'workshop.useful.{one}').lower()} {counts[one]}" for one in USEFUL)
    missed = sorted({one.missed for one in found if one.missed})
    return [voice.say("workshop.answers", count=len(found), answers=told),
            *([voice.say("workshop.missed"), *(f"- {escape(' '.join(one.split()))}" for one in missed[:10])] if missed else [])]  # fmt: skip
