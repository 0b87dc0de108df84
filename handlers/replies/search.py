"""What a search shows: one answer, a list, or nothing; leaves finding it to the handlers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.replies.answers import answer_lines
from handlers.replies.guardians import offer_button
from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Field, Form, Message, escape, plain
from knowledge.faq.entry import FaqEntry
from knowledge.support.finding import can_be_opened
from knowledge.support.question import Question

PAGE = 10
"""How many rows are shown at a time."""
LONGEST = 300
"""How many characters of a search are read."""
_START = 90
"""How many characters of an answer a row shows."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One row of what was found: an answer, or a solved question."""

    entry: FaqEntry | None = None
    """The answer; of a question the one that solved it."""
    question: Question | None = None
    more: int = 0
    """How many questions stand behind it: those that the answer solved, or that asked the same."""


def search_form(voice: Voice) -> Form:
    """One field."""
    field = Field(name="text", label=voice.say("field.search"), hint=voice.say("field.search_hint"))
    return Form(name="search", title=voice.say("form.search"), fields=(field,), submit=voice.say("button.search"),
                language=voice.language)  # fmt: skip


def again(form: Form, voice: Voice) -> Form:
    """The form once more: nothing was written."""
    return replace(form, problems={"text": voice.say("form.required", field=voice.say("field.search"))})


def offer(voice: Voice) -> Message:
    """A button that opens the form, where a typed word cannot open one."""
    return with_buttons(words(voice, "command", "cmd.search_how"), ("search", voice.say("button.search")))


def one(entry: FaqEntry, voice: Voice, typed: str = "", *, more: bool = False) -> Message:
    """The answer itself; `more`: a button shows what else was found."""
    lines = answer_lines(entry, voice, english=voice.language == "en")
    said = Message(reply="command", text="\n".join(lines), language=voice.language, faq=(entry.id,))
    return with_buttons(said, *([_more(typed, 0, voice)] if more else []), *offer_button(entry, voice))


def several(typed: str, hits: Sequence[Hit], voice: Voice, platform: str, after: int) -> Message:
    """One page: answers with how they begin and a button that shows each whole, solved questions with their threads."""
    page = hits[after : after + PAGE]
    rows = "\n".join(_row(hit, voice, platform) for hit in page)
    text = voice.say("cmd.search", count=len(hits), typed=escape(excerpt(typed, 40)), rows=rows)
    entries = [hit.entry for hit in page if hit.entry and not hit.question]
    buttons = [(f"show_faq:{entry.id}", excerpt(entry.title, 75)) for entry in entries]
    if len(hits) > after + PAGE:
        buttons.append(_more(typed, after + PAGE, voice))
    said = Message(reply="command", text=text, language=voice.language, faq=tuple(entry.id for entry in entries))
    return with_buttons(said, *buttons)


def _more(typed: str, after: int, voice: Voice) -> tuple[str, str]:
    """The button's action carries the search: nothing of it is kept."""
    return f"search_more:{after}:{excerpt(typed, LONGEST)}", voice.say("button.search_more")


def _row(hit: Hit, voice: Voice, platform: str) -> str:
    if hit.question:
        return _asked_row(hit, hit.question, voice, platform)
    entry = hit.entry
    begins = next(iter(plain(entry.answer).strip().splitlines()), "") if entry else ""
    title = escape(excerpt(entry.title, 120)) if entry else ""
    row = voice.say("cmd.search_row", question=title, answer=escape(excerpt(begins, _START)))
    return f"{row} {voice.say('cmd.search_helped', count=hit.more)}" if hit.more else row


def _asked_row(hit: Hit, question: Question, voice: Voice, platform: str) -> str:
    """Its words, how it was solved, and how many more asked the same; the thread where the reader can open it."""
    quote, how = escape(excerpt(question.text)), _how(hit, question, voice)
    if can_be_opened(question, platform):
        row = voice.say("cmd.row", number=question.number, link=f"desk:{question.key('card')}", excerpt=quote,
                        state_words=how)  # fmt: skip
    else:
        row = voice.say("cmd.search_elsewhere", number=question.number, excerpt=quote, how=how,
                        service=question.root.platform.capitalize())  # fmt: skip
    return f"{row} ({voice.say('cmd.more', more=hit.more)})" if hit.more else row


def _how(hit: Hit, question: Question, voice: Voice) -> str:
    """When, by whom, and how the answer begins."""
    date = voice.on(question.solved_at or voice.now)
    solved = voice.say("cmd.search_assumed" if question.how == "assumed" else "state.solved", date=date)
    if hit.entry:
        return voice.say("cmd.search_by_entry", solved=solved, answer=escape(excerpt(hit.entry.title, _START)))
    if question.answer_text:
        person, answer = voice.name(question.answered_by), escape(excerpt(question.answer_text, _START))
        return voice.say("cmd.search_by_words", solved=solved, person=person, answer=answer)
    if question.how == "by_contact" and question.solved_by:
        return voice.say("cmd.search_by", solved=solved, person=voice.name(question.solved_by))
    return solved


def nothing(typed: str, voice: Voice, place: str) -> Message:
    """Nothing fits; the question may be asked."""
    said = words(voice, "command", "cmd.search_none", typed=escape(excerpt(typed, 40)), place=place)
    return with_buttons(said, ("ask", voice.say("button.ask")))
