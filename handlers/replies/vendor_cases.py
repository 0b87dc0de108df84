"""A case with the vendor in words: its living message, reminders, the lines on cards; leaves the forms and the list to their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape
from knowledge.support.question import Question, State
from knowledge.support.vendor_case import CaseState, VendorCase

_MOST_LINKS = 10
_ACTS = {
    CaseState.OPEN: ("vendor_number", "vendor_answer", "vendor_reminded", "vendor_add", "vendor_edit", "vendor_close"),
    CaseState.ANSWERED: ("vendor_faq", "vendor_answer", "vendor_number"),
    CaseState.CLOSED: (),
}
"""What can be done to a case, in the order that its message shows."""
_IN_MENU = frozenset({"vendor_add", "vendor_edit", "vendor_close"})


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom a case concerns; nobody is named."""

    people: int
    known: int
    """How many of them asked here."""
    schools: int


def copy_text(case: VendorCase, concerned: Concerned, voice: Voice) -> str:
    """The case as plain text to paste in the vendor's portal: no markup, no names."""
    said = case.text
    rows = [
        (voice.say("vendor.copy.number"), case.case_number),
        (voice.say("vendor.copy.what"), said.what),
        (voice.say("vendor.copy.steps"), said.steps),
        (voice.say("vendor.copy.expected"), said.expected),
        (voice.say("vendor.copy.seen"), said.seen),
        (voice.say("vendor.copy.since"), said.since),
        (voice.say("vendor.copy.asking"), how_many(concerned, voice)),
    ]
    return "\n".join([said.title, *(f"{label}: {words}" for label, words in rows if words)])


def how_many(concerned: Concerned, voice: Voice) -> str:
    """”3 personer på 2 skolor”."""
    people = voice.say("word.people", count=concerned.people)
    if not concerned.people or not concerned.schools:
        return people if concerned.people else ""
    return f"{people} {voice.say('vendor.copy.schools', count=concerned.schools)}"


def case_message(
    case: VendorCase, questions: Sequence[Question], concerned: Concerned, voice: Voice, *, acts: bool = True
) -> Message:
    """The one living message of a case; `acts`: whether its reader may do something to it."""
    lines = [voice.say("vendor.case_title", number=case.number, title=escape(case.text.title)), *_status(case, voice)]
    lines += _questions(questions, voice)
    if case.is_open:
        lines += [voice.say("vendor.case_copy"), escape(copy_text(case, concerned, voice))]
    made = tuple(_button(act, case, voice) for act in _ACTS[case.state]) if acts else ()
    return Message(reply="command", text="\n".join(lines), buttons=made, language=voice.language)


def _questions(questions: Sequence[Question], voice: Voice) -> list[str]:
    """Those that wait, and how many are solved."""
    waiting = [one for one in questions if one.is_open or one.state is State.EXPIRED]
    links = [voice.say("vendor.case_link", number=one.number, link=f"desk:{one.key('card')}") for one in waiting]
    more = len(links) - _MOST_LINKS
    shown = [*links[:_MOST_LINKS], *([voice.say("cmd.more", more=more)] if more > 0 else [])]
    lines = (
        [voice.say("vendor.case_questions", questions=", ".join(shown))] if shown else [voice.say("vendor.case_alone")]
    )
    solved = sum(one.state is State.SOLVED for one in questions)
    return [*lines, voice.say("vendor.case_solved", count=solved)] if solved else lines


def _button(act: str, case: VendorCase, voice: Voice) -> Button:
    key = f"button.{act}.again" if act == "vendor_answer" and case.answer else f"button.{act}"
    return Button(action=f"{act}:{case.number}", label=voice.say(key), more=act in _IN_MENU)


def _status(case: VendorCase, voice: Voice) -> list[str]:
    """How it stands, and since when."""
    follower = voice.name(case.follower)
    number = voice.say("vendor.case_number", case=escape(case.case_number)) if case.case_number else ""
    if case.state is CaseState.CLOSED:
        ended = voice.say("vendor.case_closed", date=voice.on(case.closed_at or voice.now), why=escape(case.why))
        return [line for line in (number, ended) if line]
    if case.state is CaseState.ANSWERED:
        said = voice.say("vendor.case_answered", date=voice.on(case.answered_at or voice.now),
                         answer=quoted(case.answer))  # fmt: skip
        return [line for line in (number, said) if line]
    lines = [number or voice.say("vendor.case_no_number")]
    lines.append(voice.say("vendor.case_sent", date=voice.on(case.sent_at), contact=follower))
    if case.reopened_at:
        lines.append(voice.say("vendor.case_reopened", date=voice.on(case.reopened_at)))
    if case.reminded_at:
        lines.append(voice.say("vendor.case_reminded", date=voice.on(case.reminded_at)))
    return lines


def quoted(text: str) -> str:
    """Somebody's words as a quote, line by line."""
    return "\n".join(f"> {escape(line)}".rstrip() for line in text.split("\n"))


def card_lines(question: Question, case: VendorCase | None, voice: Voice) -> list[str]:
    """The card while the vendor has it (conversations 4.7)."""
    contact = voice.name(question.taken_by)
    since = voice.on(case.sent_at if case else question.taken_at or voice.now)
    if case is None or not (case.case_number or case.reminded_at):
        return voice.say("vendor.sent", date=since, contact=contact).split("\n")
    number = escape(case.case_number)
    if case.reminded_at is None:
        return voice.say("vendor.case", date=since, case=number, contact=contact).split("\n")
    key = "vendor.silent" if number else "vendor.silent_no_number"
    blanks: dict[str, object] = {"case": number} if number else {}
    when = voice.on(case.reminded_at)
    return voice.say(key, date=since, contact=contact, reminded=when, **blanks).split("\n")


def ended_line(case: VendorCase | None, voice: Voice) -> list[str]:
    """On the card of a question whose case ended without an answer."""
    if case is None or case.state is not CaseState.CLOSED:
        return []
    return [voice.say("vendor.ended", why=escape(case.why))]


def answer_of_vendor(question: Question, voice: Voice, *, calls: bool) -> list[str]:
    """The vendor's answer on the card: its asker is asked whether it helped."""
    asker = voice.call(question.asker) if calls else voice.name(question.asker)
    stands = question.state is State.ANSWERED
    said = voice.say("vendor.answer" if stands else "vendor.answer_stays", asker_mention=asker,
                     answer=quoted(question.answer_text))  # fmt: skip
    return said.split("\n")


def reminder(case: VendorCase, waiting: int, voice: Voice) -> Message:
    """To whoever follows it, when the vendor has been silent for a while."""
    number = voice.say("vendor.remind_number", case=escape(case.case_number)) if case.case_number else ""
    said = words(voice, "reminder", "vendor.remind", title=escape(excerpt(case.text.title)), number=number,
                 date=voice.on(case.sent_at), count=waiting)  # fmt: skip
    acts = ("vendor_reminded", "vendor_answer", "vendor_close", "vendor_show")
    return with_buttons(said, *((f"{act}:{case.number}", voice.say(f"button.{act}")) for act in acts))


def handed_over(case: VendorCase, before: str, voice: Voice) -> Message:
    """To whoever follows it from now on."""
    return words(voice, "reminder", "vendor.handed", title=escape(excerpt(case.text.title)), contact=voice.name(before))


def answer_sent(case: VendorCase, count: int, voice: Voice) -> Message:
    """To the one who passed the answer on; it may become an entry."""
    said = words(voice, "command", "vendor.relayed" if count else "vendor.relayed_none", count=count)
    return with_buttons(said, (f"vendor_faq:{case.number}", voice.say("button.vendor_faq")))
