"""The living card of a question, in each state; leaves the call lines to `calls` and the buttons to `buttons`."""

from __future__ import annotations

from handlers.replies import emergency_admin
from handlers.replies.answers import answer_lines
from handlers.replies.buttons import buttons
from handlers.replies.guardians import offer_line
from handlers.replies.outages import lines_of_asker
from handlers.replies.outlook import Outlook, next_words
from handlers.replies.solved import solved_lines
from handlers.replies.vendor_cases import answer_of_vendor, card_lines, ended_line
from handlers.replies.voice import Voice
from handlers.replies.waiting import waiting_lines
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.faq.entry import FaqEntry
from knowledge.support.question import Question, State


def card(question: Question, voice: Voice, outlook: Outlook) -> Message:
    """The card as it stands now, in the asker's language."""
    voice = voice.to(question.language)
    lines, reply = _lines(question, voice, outlook)
    if question.edited and question.state in {State.ANSWERED, State.SUGGESTED} and not question.answered_by:
        lines = [voice.say("edited"), *lines]
    if outlook.joined and not question.sensitive:
        lines.append(_count(outlook.joined, voice))
    lines += emergency_admin.lines(question, voice, outlook)
    twin = list(lines)
    if question.state is State.SUGGESTED:
        numbered = [
            f"{n}. {escape(outlook.entries[e].title)}"
            for n, e in enumerate(question.offered, 1)
            if e in outlook.entries
        ]
        twin[1:1] = numbered
    footer = [] if question.sensitive else [voice.say("footer", number=question.number)]
    return Message(
        reply=reply,
        text="\n".join([*lines, *footer]),
        twin="\n".join([*twin, *footer]) if twin != lines else "",
        buttons=buttons(question, voice, outlook.entries),
        language=question.language,
        faq=_faq(question, outlook),
        about=question.number,
        state=question.state.value,
    )


def _count(joined: int, voice: Voice) -> str:
    """How many others ask the same; nobody is named."""
    return voice.say("linked.count.one") if joined == 1 else voice.say("linked.count", count=joined)


def _faq(question: Question, outlook: Outlook) -> tuple[str, ...]:
    if question.state is State.SUGGESTED:
        return question.offered
    if question.offered_question and outlook.offered and question.state is State.ANSWERED:
        return tuple(filter(None, (_entry_of(outlook.offered),)))
    stands = question.state is State.ANSWERED or (question.state is State.SOLVED and not question.answered_by)
    if stands and question.entry and question.entry not in question.rejected:
        return (question.entry,)
    return ()


def _lines(question: Question, voice: Voice, outlook: Outlook) -> tuple[list[str], str]:
    """The lines of the card without its footer, and the kind of reply that it is."""
    if question.sensitive:
        return _sensitive(question, voice), "sensitive" if question.state is State.WAITING else _reply(question)
    if question.direct_choice:
        goes_on = _goes_on(question, voice, outlook)
        return [voice.say("direct.choice", contact=goes_on["next"], deadline=goes_on["deadline"])], "ask_more"
    match question.state:
        case State.ASKED:
            return voice.say("ask_more.vague", **_goes_on(question, voice, outlook)).split("\n"), "ask_more"
        case State.SUGGESTED:
            key = "suggestion.several" if len(question.offered) > 1 else "suggestion.one"
            return voice.say(key, **_goes_on(question, voice, outlook)).split("\n"), "suggestion"
        case State.ANSWERED:
            return _answered(question, voice, outlook)
        case State.WAITING:
            return _waiting(question, voice, outlook)
        case State.TAKEN | State.WITH_VENDOR:
            return _in_hand(question, voice, outlook)
        case State.SOLVED:
            return solved_lines(question, voice, outlook.entries), "solved"
        case _:
            date = voice.on(question.taken_at or voice.now)
            return voice.say("expired", date=date, contact=voice.name(question.taken_by)).split("\n"), "waiting"


def _reply(question: Question) -> str:
    return {State.TAKEN: "taken", State.SOLVED: "solved"}.get(question.state, "sensitive")


def _sensitive(question: Question, voice: Voice) -> list[str]:
    """The fixed safe answer, then who has it; nothing that tells what it was about."""
    lines = voice.say(f"sensitive.{question.sensitive}").split("\n")
    if question.state is State.TAKEN:
        lines.append(voice.say("taken.by", contact=voice.name(question.taken_by)))
    elif question.state is State.SOLVED:
        lines.append(voice.say("solved.by_asker" if question.solved_by == question.asker else "solved.plain",
                               date=voice.on(question.solved_at or voice.now), asker=voice.name(question.asker)))  # fmt: skip
    elif question.holders:
        lines.append(voice.say("sensitive.told", contact=voice.names(question.holders)))
    return lines


def _goes_on(question: Question, voice: Voice, outlook: Outlook) -> dict[str, object]:
    when = voice.deadline(question.deadline) if question.deadline else ""
    return {"next": next_words(outlook, voice), "deadline": when}


def _waiting(question: Question, voice: Voice, outlook: Outlook) -> tuple[list[str], str]:
    if outlook.outage is not None:
        return lines_of_asker(question, outlook, voice), "linked"
    return waiting_lines(question, voice, outlook), "waiting"


def _answered(question: Question, voice: Voice, outlook: Outlook) -> tuple[list[str], str]:
    if outlook.outage is not None:
        return lines_of_asker(question, outlook, voice), "linked"
    if question.linked_to:
        link = f"desk:question/{question.linked_to}/card"
        text = voice.say("linked.done", asker_mention=voice.name(question.asker), other=question.linked_to, link=link)
        return [text], "linked"
    if question.offered_question and outlook.offered:
        english = question.language == "en"
        return _offered(outlook.offered, voice, outlook.entries, english=english), "linked"
    if question.from_vendor:
        return answer_of_vendor(question, voice, calls=outlook.calls_asker), "answer"
    entry = outlook.entries.get(question.entry or "")
    shown = entry is not None and entry.id not in question.rejected
    lines = answer_lines(entry, voice, english=question.language == "en") if entry and shown else []
    if entry and shown:
        lines += offer_line(entry, voice)
    if question.answered_by:
        return [*lines, *_person_answered(question, voice, outlook)], "answer"
    if question.chosen_by:
        lines.append(voice.say("answer.chosen", contact=voice.name(question.chosen_by)))
    elif outlook.opens:
        lines.append(voice.say("answer.next_closed", next=next_words(outlook, voice), open=voice.ahead(outlook.opens)))
    else:
        lines.append(voice.say("answer.next", next=next_words(outlook, voice)))
    return lines, "answer"


def _person_answered(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    """Somebody has answered in words; what the bot had answered stays above."""
    person = voice.name(question.answered_by)
    stays = voice.names(question.holders) if question.holders else next_words(outlook, voice)
    key = "waiting.answered.self" if question.holders == (question.answered_by,) else "waiting.answered"
    return voice.say(key, person=person, contact=stays).split("\n")


def _offered(other: Question, voice: Voice, entries: dict[str, FaqEntry], *, english: bool) -> list[str]:
    """A solved question as a link, with its answer."""
    lines = voice.say("linked.solved", when=voice.on(other.solved_at or other.asked_at), other=other.number,
                      link=f"desk:question/{other.number}/card").split("\n")  # fmt: skip
    entry = entries.get(_entry_of(other) or "")
    if entry:
        return [lines[0], *answer_lines(entry, voice, english=english), *lines[1:]]
    return [lines[0], f"> {escape(excerpt(other.answer_text, 400))}", *lines[1:]]


def _entry_of(other: Question) -> str | None:
    """The entry that solved another's question; None when a person's words did."""
    by_entry = other.answered_by is None and other.entry not in other.rejected
    return other.entry if by_entry else None


def _in_hand(question: Question, voice: Voice, outlook: Outlook) -> tuple[list[str], str]:
    """A person has it, or the vendor and a person who follows it."""
    if question.state is State.WITH_VENDOR:
        return card_lines(question, outlook.case, voice), "waiting"
    return [*_taken(question, voice, outlook), *ended_line(outlook.case, voice)], "taken"


def _taken(question: Question, voice: Voice, outlook: Outlook) -> list[str]:
    contact = voice.name(question.taken_by)
    if question.waits_for_asker:
        return [voice.say("taken.asks", contact=contact)]
    if outlook.opens:
        return [voice.say("taken.by_closed", contact=contact, open=voice.ahead(outlook.opens))]
    return [voice.say("taken.by", contact=contact)]
