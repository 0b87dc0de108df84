"""A button was pressed: rights, whether it is there now, and what it does; leaves the moves to `answers` and `turns`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers import (
    absences,
    announcements,
    answers,
    asker,
    directs,
    entries,
    learning,
    local_lists,
    outages,
    proposals,
    schools,
    searching,
    surges,
    turns,
    wordings,
)
from handlers.asking import routed
from handlers.channels import said_what_it_is
from handlers.context import Desk, Refusal
from handlers.forms import absence_form, ask_form, hand_on_form
from handlers.linking import unlink
from handlers.newcomers import person_of
from handlers.outsiders import must_belong
from handlers.replies.buttons import ASKERS, actions, may_press, object_of, verb
from handlers.replies.private import notice, with_buttons, words
from handlers.replies.welcome import contacts_in_words
from knowledge.conversation.event import ButtonPressed
from knowledge.conversation.message import Notice, Shown
from knowledge.support.directory import Person
from knowledge.support.question import Question, State

Act = Callable[[Desk, Question, Person, str], Awaitable[Shown | None]]


async def pressed(desk: Desk, event: ButtonPressed) -> Shown | None:
    """Somebody pressed a button on one of our messages."""
    if event.who.is_bot:
        return None
    person = await person_of(desk, event.who)
    word = verb(event.action)
    if word not in _OUTSIDERS:
        must_belong(desk, person)
    if word == "choose_school":
        return await schools.pressed(desk, person, event, object_of(event.action))
    if word == "place_kind":
        return await said_what_it_is(desk, person, event, object_of(event.action))
    if announcements.is_ours(event.key, event.action):
        return await announcements.pressed(desk, person, event)
    if word in wordings.ACTS:
        return await wordings.pressed(desk, person, event)
    if word in _FORMS:
        return _FORMS[word](desk, person)
    if word in _BESIDE:
        return await _BESIDE[word](desk, person, event)
    question, action = await _meant(desk, event)
    if person.id != question.asker:
        must_belong(desk, person)
    return await press(desk, question, person, action)


async def _meant(desk: Desk, event: ButtonPressed) -> tuple[Question, str]:
    """The question and what is done to it: that of the card, or on a list the one that the button names (`take:42`)."""
    word, about = verb(event.action), object_of(event.action)
    listed = word == "take" and about.isdecimal()
    question = await _question(desk, f"question/{about}" if listed else event.key)
    if question is None:
        raise Refusal("gone")
    return question, word if listed else event.action


async def press(desk: Desk, question: Question, person: Person, action: str) -> Shown | None:
    """The press on a question's card, if it may be and can be."""
    word = verb(action)
    if word == "undo":
        return await _undo(desk, question, person)
    if word not in _ACTS:
        raise Refusal("gone")
    if not may_press(action, question, person):
        _refuse_right(desk, question, person, word)
    if not _is_there(question, person, action):
        _refuse_stale(desk, question, person)
    if not changes_nothing(action):
        await desk.tx.questions.note(question.number, f"pressed:{action}", person.id, desk.now)
    return await _ACTS[word](desk, question, person, object_of(action))


def changes_nothing(action: str) -> bool:
    """Whether the press only opens a form or shows something: the read-only engine answers it, so nothing makes it wait."""
    opens = action in announcements.OPENING or action in {"hand_on", "choose_school", "place_kind:school", *_FORMS}
    return opens or verb(action) in {"proposal", "show_faq", "outage_news", "show_waiting"}


def _is_there(question: Question, person: Person, action: str) -> bool:
    """Whether the button works now; `keep` and `hand_on` also hang on the taker's reminder."""
    if verb(action) == "keep":
        return question.state is State.TAKEN and question.taken_by == person.id
    return action in actions(question)


async def _question(desk: Desk, key: str) -> Question | None:
    parts = key.split("/")
    number = parts[1] if len(parts) > 1 and parts[0] == "question" else ""
    return await desk.tx.questions.get(int(number)) if number.isdecimal() else None


def _refuse_right(desk: Desk, question: Question, person: Person, word: str) -> None:
    voice = desk.voice_for(person)
    if word in ASKERS and word not in {"solved", "reopen"}:
        raise Refusal("other_asker", whose=_genitive(voice.name(question.asker), voice.language))
    school = question.school or schools.school_of(person)
    if school is None:
        raise Refusal("contacts_only.central", contacts=voice.names(p.id for p in desk.directory.central()))
    raise Refusal("contacts_only", school=voice.school(school), contacts=contacts_in_words(school, voice))


def _genitive(name: str, language: str) -> str:
    """Swedish: no extra s after a name that ends in s, x or z (conversations 9)."""
    if language == "en":
        return f"{name}'s"
    return name if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def _refuse_stale(desk: Desk, question: Question, person: Person) -> None:
    voice = desk.voice_for(person)
    if question.state is State.DROPPED:
        raise Refusal("gone")
    if question.state is State.TAKEN:
        raise Refusal("yours" if question.taken_by == person.id else "taken", contact=voice.name(question.taken_by))
    if question.state is State.SOLVED:
        raise Refusal("done", when=voice.ago(question.solved_at or desk.now))
    raise Refusal("old_card", number=question.number, link=f"desk:{question.key('card')}")


async def _helped(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    question = await asker.helped(desk, question)
    return notice(desk.voice_for(person), "solved", "solved.notice_asker", question)


async def _not_helped(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await asker.no_help(desk, question)
    return _went_to(desk, question, person, "notice.not_helped")


def _went_to(desk: Desk, question: Question, person: Person, key: str) -> Shown | None:
    if question.direct_choice or not question.holders:
        return None
    voice = desk.voice_for(person)
    return notice(voice, "waiting", key, question, contact=voice.names(question.holders))


async def _ask_human(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    if question.sensitive:
        return await _call_me(desk, question, person)
    if question.follows:
        question = await unlink(desk, question)
    question = await routed(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _call_me(desk: Desk, question: Question, person: Person) -> Shown:
    """A contact is asked to phone, without the question, its school or a quotation."""
    for holder in filter(None, map(desk.directory.person, question.holders)):
        voice = desk.voice_for(holder)
        line = words(voice, "sensitive", "sensitive.call", question, asker=voice.name(question.asker))
        await desk.tell(holder, question.key(f"phone/{holder.id}"), line, question.root.platform)
    voice = desk.voice_for(person)
    return notice(voice, "sensitive", "sensitive.notice", question, contact=voice.names(question.holders))


async def _pick(desk: Desk, question: Question, person: Person, entry: str) -> None:
    await learning.said(desk, question, entry, "picked", person.id)
    await answers.answered(desk, question, entry)


async def _none_of_these(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await asker.no_help(desk, question, "none_of_these")
    return _went_to(desk, question, person, "notice.none_of_these")


async def _not_a_question(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    await learning.said(desk, question, None, "not_a_question", person.id)
    question = await answers.dropped(desk, question, "not_a_question", person.id)
    voice = desk.voice_for(person)
    said = words(voice, "command", "not_a_question", question)
    return Notice(message=with_buttons(said, ("undo", voice.say("button.undo"))))


async def _undo(desk: Desk, question: Question, person: Person) -> Shown:
    """Take back ”not a question”; everything is as it was, with fresh times."""
    if question.state is not State.DROPPED or question.how != "not_a_question" or not person.is_contact:
        voice = desk.voice_for(person)
        raise Refusal("undo_late", instead=voice.say("word.ask_again"))
    question = await answers.restored(desk, question, person.id)
    return notice(desk.voice_for(person), "command", "notice.undone", question)


async def _wrong_answer(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    """A contact says that the bot was wrong: the answer goes with one kind sentence, and a person is asked."""
    await learning.said(desk, question, question.entry, "wrong_answer", person.id)
    gone = tuple(dict.fromkeys((*question.rejected, *((question.entry,) if question.entry else ()))))
    question = replace(question, rejected=gone, wrong=True)
    question = await routed(desk, question)
    return _went_to(desk, question, person, "notice.wrong_answer")


async def _take(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    question = await answers.taken(desk, question, person)
    voice = desk.voice_for(person)
    if question.sensitive:
        return notice(voice, "taken", "notice.taken.sensitive", question)
    if question.root.is_direct:
        return notice(voice, "taken", "notice.taken.private", question, asker=voice.name(question.asker))
    return notice(voice, "taken", "notice.taken", question)


async def _keep(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    await desk.tx.timers.cancel_all(question.key(""))
    await desk.tx.outbox.withdraw(question.key("reminder"))
    await turns.watch_taker(desk, question)
    return notice(desk.voice_for(person), "taken", "notice.kept", question)


async def _hand_on(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    return hand_on_form(desk, question, person)


async def _solved(desk: Desk, question: Question, person: Person, _object: str) -> Shown:
    if person.id == question.asker:
        return await _helped(desk, question, person, "")
    question = await answers.solved(desk, question, "by_contact", person.id)
    return notice(desk.voice_for(person), "solved", "notice.solved", question)


async def _use_faq(desk: Desk, question: Question, person: Person, entry: str) -> Shown | None:
    """A contact chooses an entry as the answer; the asker is called, since the question had waited."""
    await learning.said(desk, question, entry, "use_faq", person.id)
    question = await answers.answered(desk, question, entry, chosen_by=person.id)
    await answers.call_for_choice(desk, question, person.id)
    return notice(desk.voice_for(person), "answer", "notice.used_faq", question)


async def _reopen(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    await desk.tx.outbox.withdraw(question.key("notice"))
    if question.state is State.EXPIRED:
        question = await answers.woken(desk, question)
    elif directs.is_of_the_bot_alone(question):
        question = await directs.opened_again(desk, question)
    else:
        question = await answers.reopened(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _in_channel(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    return await directs.in_channel(desk, question, person)


async def _to_contact(desk: Desk, question: Question, person: Person, _object: str) -> Shown | None:
    question = await directs.to_contact(desk, question)
    return _went_to(desk, question, person, "notice.ask_human")


async def _back(desk: Desk, person: Person, _event: ButtonPressed) -> Shown:
    return await absences.back(desk, person)


_FORMS = {"ask": ask_form, "faq_new": entries.form, "search": searching.form, "absence": absence_form,
          "outage_new": outages.form}  # fmt: skip
"""Action -> the form that it opens, on whatever message it stands."""

_BESIDE: dict[str, Callable[[Desk, Person, ButtonPressed], Awaitable[Shown]]] = {
    "back": _back, "proposal": proposals.pressed, "show_faq": searching.pressed, "outage_off": outages.pressed,
    "outage_extend": outages.pressed, "outage_news": outages.pressed, "outage_on": surges.pressed,
    "dismiss": surges.pressed, "show_waiting": local_lists.pressed,
}  # fmt: skip
"""Action -> what it does; they stand on lists and on the own page, not on a question's card."""

_OUTSIDERS = frozenset({"ask", "choose_school", *ASKERS})
"""What an outsider may press, of a question only when it is the outsider's own."""

_ACTS: dict[str, Act] = {
    "helped": _helped, "not_helped": _not_helped, "ask_human": _ask_human, "pick": _pick,
    "none_of_these": _none_of_these, "not_a_question": _not_a_question, "wrong_answer": _wrong_answer, "take": _take,
    "keep": _keep, "hand_on": _hand_on, "solved": _solved, "use_faq": _use_faq, "reopen": _reopen,
    "in_channel": _in_channel, "to_contact": _to_contact,
}  # fmt: skip
"""Action -> what it does; rights and timing have been checked."""
