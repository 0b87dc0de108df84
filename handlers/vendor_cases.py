"""A question goes to the vendor as a case, alone or with others: the form, filled from its thread; leaves the case's later life to its neighbours."""

from __future__ import annotations

from dataclasses import asdict, replace

from handlers import followers, turns
from handlers import vendor_notes as notes
from handlers.context import Desk, Refusal
from handlers.replies import vendor_forms as forms
from handlers.replies.private import notice, words
from handlers.vendor_wordings import changed_meanwhile
from knowledge.conversation.clean import clean
from knowledge.conversation.event import FormFilled
from knowledge.conversation.exposed import Names, without
from knowledge.conversation.fold import fold
from knowledge.conversation.message import Form, Notice, Shown, escape
from knowledge.support.directory import Person
from knowledge.support.question import Move, Question, State, after
from knowledge.support.vendor_case import (
    LONGEST_NUMBER,
    CaseText,
    VendorCase,
    case_number,
    filled,
    how_many,
    joined,
    reworded,
)
from knowledge.support.vendor_summary import Said, summary
from knowledge.support.vendor_wording import Seen

MAY_GO = frozenset({State.WAITING, State.TAKEN, State.ANSWERED, State.WITH_VENDOR})
"""States from which a question may go to the vendor."""


def must_be_fit(desk: Desk, person: Person, question: Question) -> None:
    """Raises Refusal: who may send it, what is never sent, and what is not there to be sent."""
    notes.must_be_vendor_contact(desk, person)
    if question.sensitive:
        raise Refusal("vendor_sensitive")
    if question.state not in MAY_GO:
        raise Refusal("vendor_not_now", number=question.number, link=f"desk:{question.key('card')}")


async def form(desk: Desk, person: Person, question: Question) -> Form:
    """The form `vendor_case`: filled from the thread, or with the case that the question waits for."""
    must_be_fit(desk, person, question)
    case = await desk.tx.vendor.look(question.case) if question.case is not None else None
    if case is not None and case.is_open:
        return await edit_form(desk, person, case, f"question/{question.number}/")
    voice = desk.voice_for(person)
    askers = len(await notes.askers_of(desk, question))
    text = await _summary(desk, question)
    return forms.case_form(voice, text, f"question/{question.number}", askers=askers,
                           join=await notes.open_cases(desk))  # fmt: skip


async def edit_form(desk: Desk, person: Person, case: VendorCase, begins: str = "") -> Form:
    """The same form with a case that is open; it remembers which words its author has before their eyes.

    `begins`: the key of the question that it was opened for, with a stroke after it.
    """
    people = (await notes.concerned(desk, case)).people
    about = f"{begins}{Seen.of(case).written}"
    return forms.case_form(desk.voice_for(person), case.text, about, askers=people, number=case.case_number)


async def _summary(desk: Desk, question: Question) -> CaseText:
    """A draft made of the thread: nobody is named in it."""
    voice, names = desk.voice(), await names_around(desk, [question])
    thread = [Said(text=question.text, by_asker=True)]
    for one in await desk.tx.messages.of_question(question.number):
        author = desk.directory.person(one.author)
        if one.author == question.asker:
            thread += [Said(text=one.text, by_asker=True)] if one.text not in question.text else []
        elif author is not None and author.is_contact:
            thread.append(Said(text=one.text, by_asker=False))
    instead = voice.say("vendor.colleague")
    neutral = [replace(one, text=without(one.text, names, instead)) for one in thread if one.text]
    return summary(neutral, voice.on(question.asked_at))


async def names_around(desk: Desk, questions: list[Question]) -> Names:
    """By what the people of the directory are known, and those of these threads by their first names."""
    ids = {one for question in questions for one in (question.asker, question.taken_by, question.answered_by)}
    for question in questions:
        ids |= {*question.asked, *question.holders}
        ids |= {message.author for message in await desk.tx.messages.of_question(question.number)}
    first = {person.first_name for one in ids if (person := desk.directory.person(one))}
    return Names(lambda name: is_whole_name(desk, name), first)


def is_whole_name(desk: Desk, name: str) -> bool:
    """Whether these folded words are the whole name of anybody in the directory."""
    return any(fold(one.name) == name for one in desk.directory.called(name))


async def filled_in(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """The form was sent: a new case, one more question for an open one, or other words for it."""
    notes.must_be_vendor_contact(desk, person)
    await notes.alone(desk)
    question = await _question(desk, event.about)
    if question is None:
        return await _reworded(desk, person, await notes.meant(desk, event.about), event)
    must_be_fit(desk, person, question)
    case = await desk.tx.vendor.get(question.case) if question.case is not None else None
    other = str(event.values.get("join") or "")
    if case is not None and case.is_open and (question.state is State.WITH_VENDOR or not other.isdecimal()):
        return await _reworded(desk, person, case, event, question)
    if other.isdecimal():
        return await _joins(desk, person, question, other, await _left_out(desk, question, event))
    return await _new(desk, person, question, event)


async def _left_out(desk: Desk, question: Question, event: FormFilled) -> str:
    """What somebody wrote for a case of its own, and the case that the question joins does not take over."""
    draft, number = asdict(await _summary(desk, question)), _number(event)
    written = [words for name, words in asdict(filled(event.values)).items() if words not in {"", draft[name]}]
    return "\n".join([*written, number] if number else written)


async def _question(desk: Desk, about: str) -> Question | None:
    number = about.removeprefix("question/").split("/")[0]
    named = about.startswith("question/") and number.isdecimal()
    return await desk.tx.questions.get(int(number)) if named else None


async def _new(desk: Desk, person: Person, question: Question, event: FormFilled) -> Shown:
    voice, text = desk.voice_for(person), filled(event.values)
    blank = await form(desk, person, question)
    problems = forms.case_problems(blank, event.values, text, await names_around(desk, [question]), voice)
    if problems:
        return forms.again(blank, event.values, problems)
    known = len(await notes.askers_of(desk, question))
    case = VendorCase(text=text, by=person.id, follower=person.id, sent_at=desk.now, elsewhere=_elsewhere(event, known),
                      case_number=_number(event), questions=(question.number,))  # fmt: skip
    case = await desk.tx.vendor.add(case)
    await goes(desk, person, question, case)
    await notes.arm(desk, case)
    await notes.show(desk, case, event.who.platform)
    return notice(voice, "command", "vendor.filed", question, number=question.number)


def _elsewhere(event: FormFilled, known: int) -> int:
    """How many more have the trouble than have asked here; where nothing is written, nobody."""
    told = how_many(event.values.get("askers"))
    return 0 if told is None else told - known


def _number(event: FormFilled) -> str:
    return case_number(event.values.get("case_number"))[:LONGEST_NUMBER]


async def _joins(desk: Desk, person: Person, question: Question, number: str, left_out: str = "") -> Shown:
    case = await notes.meant(desk, f"vendor/{number}")
    if not case.is_open:
        raise Refusal("vendor_done")
    case = joined(case, question.number)
    await desk.tx.vendor.save(case)
    await goes(desk, person, question, case)
    await notes.show(desk, case)
    blanks = {"number": question.number, "title": escape(case.text.title)}
    if left_out:
        return notice(desk.voice_for(person), "command", "vendor.joined_without", question, **blanks,
                      text=escape(left_out))  # fmt: skip
    return notice(desk.voice_for(person), "command", "vendor.joined", question, **blanks)


async def _reworded(
    desk: Desk, person: Person, case: VendorCase, event: FormFilled, question: Question | None = None
) -> Shown:
    """Other words for a case that is open; a question that had come back from it waits for it again."""
    voice, text = desk.voice_for(person), filled(event.values)
    if not case.is_open:
        raise Refusal("vendor_done")
    comes_back = question is not None and question.state is not State.WITH_VENDOR
    if question is not None and comes_back and "what" not in event.values:
        return await _joins(desk, person, question, str(case.number))
    blank = await edit_form(desk, person, case, f"question/{question.number}/" if question else "")
    people = (await notes.concerned(desk, case)).people
    if between := changed_meanwhile(voice, event, case, people, blank):
        return between
    names = await names_around(desk, await notes.members(desk, case))
    problems = forms.case_problems(blank, event.values, text, names, voice)
    if problems:
        return forms.again(blank, event.values, problems)
    known = (await notes.concerned(desk, case)).known
    elsewhere = _elsewhere(event, known) if event.values.get("askers") else case.elsewhere
    number = _number(event) or case.case_number
    if (text, elsewhere, number) != (case.text, case.elsewhere, case.case_number):
        case = replace(reworded(case, text, elsewhere, person.id, desk.now), case_number=number)
    await desk.tx.vendor.save(case)
    if question is not None and comes_back:
        return await _joins(desk, person, question, str(case.number))
    await notes.show(desk, case, event.who.platform)
    await notes.show_cards(desk, case)
    return Notice(message=words(voice, "command", "vendor.reworded", title=escape(case.text.title)))


async def goes(desk: Desk, person: Person, question: Question, case: VendorCase) -> Question:
    """It waits for the case: nobody's clock runs, and whoever follows the case has it."""
    before, follower = question, case.follower
    state = question.state if question.state is State.WITH_VENDOR else after(question.state, Move.TO_VENDOR)
    question = replace(
        question, state=state, case=case.number, from_vendor=False, taken_by=follower, taken_at=desk.now,
        holders=(follower,), asked=tuple(dict.fromkeys((*question.asked, follower))), stands_in_for=None,
        ladder=(await desk.routing()).ladder(question), waits_for_asker=False, reopened=False, unsure=False,
        direct_choice=False, linked_to=None, offered_question=None, outage=None, offered=(), deadline=None,
        answered_by=None, answered_at=None, chosen_by=None, answer_text="", note="", handed_by=None,
    )  # fmt: skip
    await desk.tx.questions.note(question.number, "to_vendor", person.id, desk.now, case=case.number)
    question = await turns.settle(desk, question)
    await followers.left(desk, before)
    return question


async def add(desk: Desk, person: Person, case: VendorCase, event: FormFilled) -> Shown:
    """The form `vendor_add`: more questions wait for the case; all of them, or none."""
    voice, blank = desk.voice_for(person), forms.add_form(desk.voice_for(person), case)
    written = clean(str(event.values.get("questions") or "")).replace(",", " ").replace("#", " ").split()
    found = [await desk.tx.questions.get(int(one)) for one in written if one.isdecimal() and len(one) < 9]
    questions = {one.number: one for one in found if one and one.state in MAY_GO and not one.sensitive}
    strange = [one for one in written if not (one.isdecimal() and len(one) < 9 and int(one) in questions)]
    if strange or not questions:
        problem = voice.say("vendor.fault.questions", typed=", ".join(strange)[:100]) if strange else voice.say(
            "form.required", field=blank.fields[0].label)  # fmt: skip
        return forms.again(blank, event.values, {"questions": problem})
    for number in sorted(questions):
        if questions[number].case not in {None, case.number}:
            await notes.dropped(desk, questions[number])
        case = joined(case, number)
        await desk.tx.vendor.save(case)
        await goes(desk, person, questions[number], case)
    await notes.show(desk, case, event.who.platform)
    return Notice(message=words(voice, "command", "vendor.added", count=len(questions), title=escape(case.text.title)))
