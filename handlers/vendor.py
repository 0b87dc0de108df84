"""What is pressed and filled in about cases with the vendor: rights, which case, and who does it; leaves the doing to its neighbours."""

from __future__ import annotations

from dataclasses import replace

from handlers import proposal_drafts, vendor_answers, vendor_cases, vendor_list
from handlers import vendor_notes as notes
from handlers.context import Desk, Refusal
from handlers.places import must_be_central
from handlers.replies import vendor_forms as forms
from handlers.replies.buttons import object_of, verb
from handlers.replies.entry_form import new_entry
from handlers.replies.private import words
from handlers.replies.vendor_cases import answer_sent, case_message
from knowledge.conversation.clean import clean
from knowledge.conversation.event import ButtonPressed, FormFilled
from knowledge.conversation.message import Form, Notice, Shown, escape
from knowledge.conversation.personal_data import details
from knowledge.support.directory import Person
from knowledge.support.vendor_case import (
    LONGEST_ANSWER,
    LONGEST_NUMBER,
    LONGEST_WHY,
    CaseState,
    VendorCase,
    case_number,
    numbered,
    reminded,
)

_SIMPLE = {"vendor_number": forms.number_form, "vendor_answer": forms.answer_form, "vendor_close": forms.close_form,
           "vendor_add": forms.add_form}  # fmt: skip
"""Action -> the form about a case that it opens."""
_AFTER_ANSWER = frozenset({"vendor_number", "vendor_answer"})
"""What may be done also when an answer has gone out."""
_SURE = "sure/"
"""Before what a form is about: its author has been asked about the contact details in it."""
OPENING = frozenset({*_SIMPLE, "vendor_edit", "vendor_point", "vendor_faq", "vendor_show", "vendor_text"})
"""What only opens a form or shows something."""
ACTS = OPENING | {"vendor_reminded", "vendor_sent"}
FORMS = frozenset({"vendor_case", "vendor_number", "vendor_answer", "vendor_close", "vendor_add", "vendor_point"})


async def pressed(desk: Desk, person: Person, event: ButtonPressed) -> Shown:
    """A button on a case's message, on a reminder, on the list or on its text."""
    word, about = verb(event.action), object_of(event.action)
    must_be_central(desk, person)
    match word:
        case "vendor_point":
            return await vendor_list.show_point(desk, person, about)
        case "vendor_text":
            return Notice(message=(await vendor_list.parts(desk, person))[0])
        case "vendor_sent":
            return Notice(message=await vendor_list.sent(desk, person, about))
    if word == "vendor_reminded":
        await notes.alone(desk)
    case = await notes.meant(desk, f"vendor/{about}" if about else event.key)
    if word == "vendor_show":
        return await _show(desk, person, case)
    notes.must_be_vendor_contact(desk, person)
    if word == "vendor_faq":
        return await _to_faq(desk, person, case)
    _must_go(case, word)
    if word == "vendor_edit":
        return await vendor_cases.edit_form(desk, person, case)
    return (
        await _reminded(desk, person, case)
        if word == "vendor_reminded"
        else _SIMPLE[word](desk.voice_for(person), case)
    )


def _must_go(case: VendorCase, word: str) -> None:
    """Raises Refusal when the case has ended."""
    if not (case.is_open or (case.state is CaseState.ANSWERED and word in _AFTER_ANSWER)):
        raise Refusal("vendor_done")


async def _show(desk: Desk, person: Person, case: VendorCase) -> Notice:
    voice, acts = desk.voice_for(person), person in notes.contacts(desk)
    return Notice(message=case_message(case, await notes.members(desk, case), await notes.concerned(desk, case), voice,
                                       acts=acts))  # fmt: skip


async def _to_faq(desk: Desk, person: Person, case: VendorCase) -> Form:
    """The vendor's answer as an entry: with the words of a question that others may see, else with the title."""
    for question in await notes.members(desk, case):
        if question.shared_text and question.answer_text == case.answer:
            return await proposal_drafts.from_card(desk, person, question)
    return new_entry(desk.voice_for(person), {"question": case.text.title, "answer": case.answer})


async def _reminded(desk: Desk, person: Person, case: VendorCase) -> Notice:
    """Somebody has reminded the vendor: the cards say so, and silence counts from now."""
    case = reminded(case, desk.now)
    await desk.tx.vendor.save(case)
    await notes.hush(desk, case)
    await notes.arm(desk, case)
    await notes.show(desk, case)
    await notes.show_cards(desk, case)
    return Notice(message=words(desk.voice_for(person), "command", "vendor.reminded", title=escape(case.text.title)))


async def filled(desk: Desk, person: Person, event: FormFilled) -> Shown:
    """A form about a case or a point was sent."""
    if event.form == "vendor_point":
        return await vendor_list.filled(desk, person, event)
    if event.form == "vendor_case":
        return await vendor_cases.filled_in(desk, person, event)
    notes.must_be_vendor_contact(desk, person)
    await notes.alone(desk)
    case = await notes.meant(desk, event.about.removeprefix(_SURE))
    _must_go(case, event.form)
    if event.form == "vendor_add":
        return await vendor_cases.add(desk, person, case, event)
    return await _text_of(desk, person, case, event)


async def _text_of(desk: Desk, person: Person, case: VendorCase, event: FormFilled) -> Shown:
    """A form with one text: the vendor's number, its answer, or why there will be none."""
    voice = desk.voice_for(person)
    blank = _SIMPLE[event.form](voice, case)
    name = blank.fields[0].name
    most = {"case_number": LONGEST_NUMBER, "answer": LONGEST_ANSWER, "why": LONGEST_WHY}[name]
    text = clean(str(event.values.get(name) or ""))
    text = case_number(text) if name == "case_number" else text
    names = await vendor_cases.names_around(desk, await notes.members(desk, case))
    problems = forms.text_problems(blank, name, text, most, names, voice)
    if problems:
        return forms.again(blank, event.values, problems)
    if name == "answer" and not event.about.startswith(_SURE) and (new := _new_details(text, case)):
        asks = {name: voice.say("vendor.contact_details", found=", ".join(new))}
        return forms.again(replace(blank, about=f"{_SURE}{blank.about}"), event.values, asks)
    if name == "answer":
        return Notice(message=answer_sent(case, await vendor_answers.give(desk, case, text), voice))
    if name == "why":
        count = await vendor_answers.end(desk, case, text)
        return Notice(message=words(voice, "command", "vendor.closed", title=escape(case.text.title), count=count))
    case = numbered(case, text, person.id, desk.now)
    await desk.tx.vendor.save(case)
    await notes.show(desk, case)
    await notes.show_cards(desk, case)
    return Notice(message=words(voice, "command", "vendor.numbered", case=escape(text)))


def _new_details(text: str, case: VendorCase) -> list[str]:
    """Phone numbers and addresses that the answer before did not have: everybody who waits will read them."""
    known = set(details(case.answer))
    return [one for one in details(text) if one not in known]
