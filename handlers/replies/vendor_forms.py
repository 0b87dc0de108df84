"""The forms about cases and points for the vendor, and what is wrong with what was filled in; leaves what comes of it to the handlers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from handlers.replies.voice import Voice
from knowledge.conversation.clean import clean, excerpt, is_empty
from knowledge.conversation.exposed import Names, around, masked_places
from knowledge.conversation.message import Field, Form
from knowledge.support.vendor_case import LONGEST, CaseText, VendorCase, faults, how_many
from knowledge.support.vendor_point import LONGEST as LONGEST_POINT
from knowledge.support.vendor_point import LONGEST_NOTE, NEEDS_A_REASON, OUTCOMES, SOURCES, PointState, VendorPoint

Joinable = Sequence[VendorCase]
_LONG = frozenset({"what", "steps", "seen", "expected"})
_MOST_CHOICES = 90


def case_form(voice: Voice, text: CaseText, about: str, *, askers: int, number: str = "", join: Joinable = ()) -> Form:
    """What the vendor is to read, to edit; `join`: open cases that the question may wait for instead."""
    fields = [
        Field(name=name, label=voice.say(f"field.vendor.{name}"), kind="long" if name in _LONG else "text",
              required=name in {"title", "what"}, value=value)
        for name, value in asdict(text).items()
    ]  # fmt: skip
    fields.append(Field(name="askers", label=voice.say("field.vendor_askers"), value=str(askers), required=False))
    fields.append(Field(name="case_number", label=voice.say("field.vendor_number"), value=number, required=False,
                        hint=voice.say("field.vendor_number_hint")))  # fmt: skip
    if join:
        choices = (("", voice.say("choice.vendor_new")), *((str(one.number), title(one)) for one in join))
        fields.insert(0, Field(name="join", label=voice.say("field.vendor_join"), kind="choice", required=False,
                               choices=choices[:_MOST_CHOICES], hint=voice.say("field.vendor_join_hint")))  # fmt: skip
    return Form(name="vendor_case", title=voice.say("form.vendor_case"), fields=tuple(fields),
                submit=voice.say("button.save"), about=about, language=voice.language)  # fmt: skip


def title(case: VendorCase) -> str:
    """A case in a list of choices: the vendor's number, and what it is about."""
    return f"{case.case_number}: {excerpt(case.text.title, 50)}" if case.case_number else excerpt(case.text.title, 60)


def number_form(voice: Voice, case: VendorCase) -> Form:
    """What the vendor calls the case."""
    field = Field(name="case_number", label=voice.say("field.vendor_number"), value=case.case_number)
    return Form(name="vendor_number", title=voice.say("form.vendor_number"), fields=(field,),
                submit=voice.say("button.save"), about=case.key, language=voice.language)  # fmt: skip


def answer_form(voice: Voice, case: VendorCase) -> Form:
    """What the vendor answered, for everybody who waits."""
    field = Field(name="answer", label=voice.say("field.vendor_answer"), kind="long", value=case.answer,
                  hint=voice.say("field.vendor_answer_hint"))  # fmt: skip
    return Form(name="vendor_answer", title=voice.say("form.vendor_answer"), fields=(field,),
                submit=voice.say("button.send"), about=case.key, language=voice.language)  # fmt: skip


def close_form(voice: Voice, case: VendorCase) -> Form:
    """Why it ends without an answer."""
    field = Field(name="why", label=voice.say("field.vendor_why"), kind="long", hint=voice.say("field.vendor_why_hint"))
    return Form(name="vendor_close", title=voice.say("form.vendor_close"), fields=(field,),
                submit=voice.say("button.vendor_close"), about=case.key, language=voice.language)  # fmt: skip


def add_form(voice: Voice, case: VendorCase) -> Form:
    """Which questions wait for it too."""
    field = Field(name="questions", label=voice.say("field.vendor_questions"),
                  hint=voice.say("field.vendor_questions_hint"))  # fmt: skip
    return Form(name="vendor_add", title=voice.say("form.vendor_add"), fields=(field,),
                submit=voice.say("button.vendor_add"), about=case.key, language=voice.language)  # fmt: skip


def point_form(voice: Voice, point: VendorPoint | None = None, text: str = "") -> Form:
    """Something else for the vendor, and how far it has come."""
    sources = tuple((one, voice.say(f"vendor.source.{one}")) for one in SOURCES)
    statuses = tuple((one, voice.say(f"vendor.status.{one}")) for one in STATUSES)
    fields = [
        Field(name="text", label=voice.say("field.vendor_point"), kind="long", value=point.text if point else text),
        Field(name="source", label=voice.say("field.vendor_source"), kind="choice", choices=sources, required=False,
              value=point.source if point else "other"),
    ]  # fmt: skip
    if point is not None:
        fields.append(Field(name="status", label=voice.say("field.vendor_status"), kind="choice", choices=statuses,
                            value=point.status))  # fmt: skip
        fields.append(Field(name="note", label=voice.say("field.vendor_note"), required=False, value=point.note))
    return Form(name="vendor_point", title=voice.say("form.vendor_point"), fields=tuple(fields),
                submit=voice.say("button.save"), about=f"vendor_point/{point.number}" if point else "",
                language=voice.language)  # fmt: skip


STATUSES = (PointState.OPEN.value, PointState.SENT.value, *OUTCOMES)
"""What may be said of a point."""


def again(form: Form, values: Mapping[str, object], problems: Mapping[str, str]) -> Form:
    """The form once more, with what was written and what is wrong."""
    return replace(form, problems=dict(problems), values=dict(values))


def case_problems(
    form: Form, values: Mapping[str, object], text: CaseText, names: Names, voice: Voice
) -> dict[str, str]:
    """Field -> what is wrong with a case, in words."""
    found = exposed({**values, **asdict(text)}, (*asdict(text), "case_number"), names, voice)
    if "askers" in values and how_many(values["askers"]) is None:
        found["askers"] = voice.say("vendor.fault.number")
    for name, fault in faults(text).items():
        found[name] = _fault(fault, _label(form, name), len(getattr(text, name)), LONGEST[name], voice)
    return found


def text_problems(form: Form, name: str, text: str, most: int, names: Names, voice: Voice) -> dict[str, str]:
    """The same of a form with one text that counts."""
    problem = text_problem(form, text, most, voice, name)
    return {name: problem} if problem else exposed({name: text}, (name,), names, voice)


def text_problem(form: Form, text: str, most: int, voice: Voice, name: str = "") -> str:
    """What is wrong with a text, whoever is named in it: that there is none, or too much. `name`: its field; empty = the first."""
    label = _label(form, name or form.fields[0].name)
    if is_empty(text):
        return _fault("required", label, 0, most, voice)
    return _fault("long", label, len(text), most, voice) if len(text) > most else ""


def point_problems(form: Form, values: Mapping[str, object], names: Names, voice: Voice) -> dict[str, str]:
    """The same of a point."""
    text, note = (clean(str(values.get(name) or "")) for name in ("text", "note"))
    found = text_problems(form, "text", text, LONGEST_POINT, names, voice)
    if note:
        found |= text_problems(form, "note", note, LONGEST_NOTE, names, voice)
    elif values.get("status") == NEEDS_A_REASON:
        found["note"] = voice.say("vendor.fault.reason")
    return found


def _label(form: Form, name: str) -> str:
    return next((field.label for field in form.fields if field.name == name), name)


def _fault(fault: str, label: str, size: int, most: int, voice: Voice) -> str:
    if fault == "required":
        return voice.say("form.required", field=label)
    return voice.say("outage.fault.long", field=label, size=size, most=most)


def exposed(values: Mapping[str, object], names_of: Sequence[str], names: Names, voice: Voice) -> dict[str, str]:
    """Field -> where it points somebody out: the vendor, and everybody in the threads, would read it."""
    found = {}
    for name in names_of:
        text = str(values.get(name) or "")
        places = masked_places(text) or names.places(text)
        if places:
            found[name] = voice.say("vendor.fault.exposed", place=around(text, places[0]))
    return found
