"""The card of a solved question: by whom, and the answer that did it; leaves reopening to the handlers."""

from __future__ import annotations

from handlers.replies.answers import answer_lines
from handlers.replies.vendor_cases import answer_of_vendor
from handlers.replies.voice import Voice
from knowledge.faq.entry import FaqEntry
from knowledge.support.question import Question


def solved_lines(question: Question, voice: Voice, entries: dict[str, FaqEntry]) -> list[str]:
    """The answer, where an entry was the answer, and the line that says who solved it."""
    entry = entries.get(question.entry or "")
    lines = []
    if entry and entry.id not in question.rejected and not question.answered_by:
        lines = answer_lines(entry, voice, english=question.language == "en")
    if question.from_vendor:
        lines = answer_of_vendor(question, voice, calls=False)
    date = voice.on(question.solved_at or voice.now)
    return [*lines, _by_whom(question, voice, date, with_answer=bool(lines))]


def _by_whom(question: Question, voice: Voice, date: str, *, with_answer: bool) -> str:
    asker = voice.name(question.asker)
    if question.how == "assumed":
        return voice.say("solved.assumed")
    if question.how == "by_contact":
        return voice.say("solved.by_contact", date=date, contact=voice.name(question.solved_by))
    if question.from_vendor:
        return voice.say("solved.by_vendor", date=date)
    if question.answered_by and question.answered_by != question.asker:
        return voice.say("solved.by_colleague", date=date, person=voice.name(question.answered_by))
    if question.how == "linked":
        return voice.say("solved.linked", date=date, other=question.linked_to or question.offered_question)
    return voice.say("solved.confirmed" if with_answer else "solved.by_asker", date=date, asker=asker)
