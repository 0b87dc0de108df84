"""What the desk learns from presses: examples, and wordings that work at once; leaves which may be learned to knowledge."""

from __future__ import annotations

from dataclasses import replace

from handlers.context import Desk
from knowledge.faq.lesson import lesson
from knowledge.faq.text import normal
from knowledge.faq.wordings import (
    DOUBTERS,
    HELPED,
    IMPORTED,
    PICKED,
    USE_FAQ,
    Standing,
    Taught,
    Wording,
    admitted,
    doubted,
    put_back,
    taught,
)
from knowledge.support.directory import Role
from knowledge.support.question import Question, State
from storage.feedback import NEGATIVE, Feedback

_TEACHES = frozenset({HELPED, USE_FAQ, PICKED})


async def said(desk: Desk, question: Question, entry: str | None, kind: str, who: str) -> None:
    """Keep what a press or a word says about an entry, and let it teach what it can."""
    if question.moved and kind != "not_a_question":
        return
    if kind in NEGATIVE:
        await desk.tx.feedback.take_back(question.number, (HELPED,))
    example = Feedback(question=question.number, entry=entry, kind=kind, text=question.text, who=who, at=desk.now,
                       features=lesson(question.judged, entry))  # fmt: skip
    await desk.tx.feedback.add(example)
    if entry and kind in _TEACHES:
        await learn(desk, question, entry, kind, who)
    elif kind in NEGATIVE:
        await taken_back(desk, question, entry)
    if entry and kind == "wrong_answer":
        await _doubt(desk, question, entry)


async def learn(desk: Desk, question: Question, entry_id: str, source: str, who: str) -> Wording | None:
    """The question's words become a wording of the entry, as far as the rules let them; None when nothing changed.

    Only what everybody in the channel could read is learned: nothing from direct, private or sensitive questions.
    """
    words = taught(question.shared_text, desk.index.weights.words.frames)
    entry = await desk.entry(entry_id)
    if words is None or entry is None:
        return None
    await desk.tx.only_one("wordings")
    person = desk.directory.person(who)
    new = Wording(entry=entry_id, text=words.text, language=question.language, source=source,
                  question=question.number, person=who, at=desk.now)  # fmt: skip
    if person and person.role is Role.CENTRAL:
        new = new.seen(who, desk.now)
    kept = admitted(
        new,
        await desk.tx.wordings.of_entry(entry_id),
        sure=words.sure,
        own={normal(text) for text in (entry.question, *entry.alternatives)},
        rivals=await rivals(desk, words.form, entry_id),
        zone=desk.working.zone,
    )
    if kept is None:
        return None
    return replace(kept, id=await desk.tx.wordings.put(kept))


async def rivals(desk: Desk, form: str, entry_id: str) -> list[str]:
    """Other entries that have the same words: written by their authors, or learned and confirmed."""
    written = [desk.index.entries[number] for number in desk.index.owners_of(form)]
    own = [one.id for one in written if form in {normal(text) for text in (one.question, *one.alternatives)}]
    stored = await desk.tx.wordings.same(form)
    learned = [one.entry for one in stored if one.state is not Standing.REMOVED and not _is_a_guess(one)]
    return [one for one in dict.fromkeys((*own, *learned)) if one != entry_id and desk.index.entry(one)]


def _is_a_guess(wording: Wording) -> bool:
    """Whether nobody has confirmed it."""
    return wording.state is Standing.CANDIDATE and wording.source == PICKED


async def taken_back(desk: Desk, question: Question, entry: str | None = None) -> None:
    """What the question taught (about that entry, or about any) is no longer sure: nothing of it works at once."""
    for wording in await desk.tx.wordings.of_question(question.number):
        if entry not in {None, wording.entry}:
            continue
        left = put_back(wording)
        if left is None:
            await desk.tx.wordings.drop(wording)
        elif left != wording:
            await desk.tx.wordings.put(left)


async def reopened(desk: Desk, question: Question) -> None:
    """It was not solved after all: that it helped counts no more."""
    await desk.tx.feedback.take_back(question.number, (HELPED,))
    await taken_back(desk, question)


async def undone(desk: Desk, question: Question) -> None:
    """”Not a question” was taken back, and teaches nothing."""
    await desk.tx.feedback.take_back(question.number, ("not_a_question",))


async def _doubt(desk: Desk, question: Question, entry: str) -> None:
    """A wording that led different people's questions wrong goes out of use; the entry itself stays as it is."""
    words = _words(desk, question.text)
    if words is None:
        return
    wordings = [one for one in await desk.tx.wordings.same(words.form) if one.entry == entry and one.is_live]
    if not wordings:
        return
    wrong = await desk.tx.feedback.about(entry, "wrong_answer")
    who = {one.who for one in wrong if (same := _words(desk, one.text)) and same.form == words.form}
    if len(who) >= DOUBTERS:
        for wording in wordings:
            await desk.tx.wordings.put(doubted(wording))


def _words(desk: Desk, text: str) -> Taught | None:
    return taught(text, desk.index.weights.words.frames)


async def forgotten(desk: Desk, question: Question) -> None:
    """The question's author took it away: nothing of its text is kept."""
    await desk.tx.wordings.forget(question.number)
    await desk.tx.feedback.reword(question.number, "")


async def reworded(desk: Desk, question: Question) -> None:
    """The question's author wrote other words: those before are not kept, and what is confirmed is learned anew."""
    before = await desk.tx.wordings.of_question(question.number)
    await desk.tx.wordings.forget(question.number)
    await desk.tx.feedback.reword(question.number, question.text)
    entry = question.standing_entry
    confirmed = question.state is State.SOLVED and question.how == "confirmed"
    if entry and confirmed and any(one.entry == entry and one.source != IMPORTED for one in before):
        await learn(desk, question, entry, HELPED, question.asker)
