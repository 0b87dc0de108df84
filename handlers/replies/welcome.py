"""What a newcomer is told, and who is asked for help: welcome, school and contacts; leaves when to the handlers."""

from __future__ import annotations

from handlers.replies.voice import Voice
from knowledge.conversation.message import Button, Message, escape
from knowledge.support.directory import Person, Place, Role, School

BUTTONS = 5
"""How many schools are shown as buttons; more of them become a list in a form."""


def contacts_in_words(school: str, voice: Voice) -> str:
    """The contacts of a school with who stands in for the absent, or the central ones where there are none."""
    return _contacts_of((school,), voice)


def _contacts_of(schools: tuple[str, ...], voice: Voice) -> str:
    contacts = {person.id: person for school in schools for person in voice.directory.contacts_of(school)}
    return voice.listed([with_absence(person, voice) for person in contacts.values()]) or central_in_words(voice)


def with_absence(person: Person, voice: Voice) -> str:
    """”Eva Lind (borta till fredag, Olle Berg ersätter)”."""
    away = person.absence(voice.today)
    if away is None:
        return escape(person.name)
    until = voice.on(away.last)
    key = "word.away_substitute" if away.substitute else "word.away"
    return voice.say(key, name=escape(person.name), until=until, substitute=voice.name(away.substitute))


def central_in_words(voice: Voice, area: str = "") -> str:
    """The central contacts, of one area or all."""
    people = voice.directory.central()
    right = [p for p in people if area in p.areas] if area else list(people)
    return voice.listed([with_absence(person, voice) for person in right or people])


def central_by_area(voice: Voice) -> tuple[str, str] | None:
    """The technical and the pedagogical ones; None when they have not just these two areas between them."""
    areas = {area for person in voice.directory.central() for area in person.areas}
    if areas != {"technical", "pedagogical"}:
        return None
    return central_in_words(voice, "technical"), central_in_words(voice, "pedagogical")


def welcome(person: Person, place: Place, voice: Voice) -> Message:
    """A short private welcome: how to ask, who is your contact, what not to write; what the role is, for a contact."""
    blanks = {"first_name": escape(person.first_name), "place": voice.place(place.id)}
    schools = voice.listed([voice.school(school) for school in person.schools])
    if person.is_contact:
        key = "welcome.central" if person.role is Role.CENTRAL else "welcome.contact"
        text = voice.say(key, school=schools or voice.say("word.the_school"), **blanks)
    elif person.schools:
        text = voice.say("welcome.member", school=schools, contact=_contacts_of(person.schools, voice),
                         central=central_in_words(voice), **blanks)  # fmt: skip
        return Message(reply="welcome", text=text, language=voice.language, buttons=(
            Button(action="ask", label=voice.say("button.ask"), primary=True),
            Button(action="who", label=voice.say("button.who")),
        ))  # fmt: skip
    else:
        text = voice.say("welcome.no_school", central=central_in_words(voice), **blanks)
        return Message(reply="welcome", text=text, buttons=school_buttons(voice, voice.directory.schools),
                       language=voice.language)  # fmt: skip
    return Message(reply="welcome", text=text, language=voice.language)


def school_buttons(voice: Voice, schools: tuple[School, ...]) -> tuple[Button, ...]:
    """One button a school, or one that opens the list."""
    if len(schools) > BUTTONS:
        return (Button(action="choose_school", label=voice.say("button.choose_school"), primary=True),)
    return tuple(Button(action=f"choose_school:{school.id}", label=school.name[:75]) for school in schools)
