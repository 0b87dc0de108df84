"""The forms `contact` and `substitute`; leaves what is sent to the handlers."""

from __future__ import annotations

from handlers.replies.voice import Voice
from knowledge.conversation.message import Field, Form

ROLES = ("local", "central", "not_local", "not_central", "not_vendor")


def contact_form(voice: Voice, school: str) -> Form:
    """Who, where, as what; `school`: the one that stands there already."""
    schools = (("", voice.say("choice.no_school")), *((one.id, one.name) for one in voice.directory.schools))
    roles = tuple((role, voice.say(f"choice.role.{role}")) for role in ROLES)
    areas = tuple(
        (area, voice.say(f"choice.area.{area or 'as_it_is'}")) for area in ("", "technical", "pedagogical", "both")
    )
    fields = (
        Field(name="person", label=voice.say("field.person"), hint=voice.say("field.person_hint")),
        Field(name="role", label=voice.say("field.role"), kind="choice", choices=roles, value="local"),
        Field(name="school", label=voice.say("field.school"), kind="choice", required=False, choices=schools,
              value=school, hint=voice.say("field.contact_school_hint")),
        Field(name="area", label=voice.say("field.area"), kind="choice", required=False, choices=areas,
              hint=voice.say("field.central_only_hint")),
        Field(name="vendor", label=voice.say("field.vendor"), kind="yes", required=False),
    )  # fmt: skip
    return Form(name="contact", title=voice.say("form.contact"), fields=fields, submit=voice.say("button.look"),
                language=voice.language)  # fmt: skip


def substitute_form(voice: Voice, school: str) -> Form:
    """Who is away, when, and who stands in; `school`: only its contacts."""
    people = voice.directory.contacts_of(school) or voice.directory.contacts()
    who = tuple((one.id, one.name) for one in people)
    fields = (
        Field(
            name="person",
            label=voice.say("field.away"),
            kind="choice",
            choices=who,
            value=who[0][0] if len(who) == 1 else "",
        ),
        Field(name="from", label=voice.say("field.from"), kind="date", value=voice.today.isoformat()),
        Field(name="to", label=voice.say("field.until"), kind="date"),
        Field(
            name="substitute", label=voice.say("field.substitute"), required=False, hint=voice.say("field.person_hint")
        ),
    )
    return Form(name="substitute", title=voice.say("form.substitute"), fields=fields, submit=voice.say("button.look"),
                language=voice.language)  # fmt: skip
