"""Somebody may be named by e-mail address: a known one becomes the person's id before it is masked; leaves masking to `hearing`."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.conversation.commands import parse_command
from knowledge.conversation.contact_details import emails
from knowledge.conversation.event import CommandGiven, Event, FormFilled, MessagePosted
from knowledge.conversation.people_words import PEOPLE
from knowledge.support.directory import Directory
from knowledge.support.named import BY_ID

_FORMS = {"contact": "person", "substitute": "substitute"}
"""Form -> its field in which somebody may be named by address."""
_MAILTO = re.compile(r"<mailto:[^|>\s]+\|([^>]+)>|\[([^\]\s]+@[^\]\s]+)\]\(mailto:[^)\s]+\)")


def names_by_address(event: Event) -> bool:
    """Whether an address in the event may stand for a person of the directory."""
    if isinstance(event, FormFilled):
        return event.form in _FORMS and "@" in str(event.values.get(_FORMS[event.form], ""))
    if not isinstance(event, MessagePosted | CommandGiven) or "@" not in event.text:
        return False
    command = parse_command(event.text, direct=True)
    return command is not None and command.word in PEOPLE


def by_id(event: Event, directory: Directory) -> Event:
    """The event with the id of each person whose own address stands in it; other addresses stay, and are masked."""
    if isinstance(event, FormFilled):
        name = _FORMS[event.form]
        return replace(event, values={**event.values, name: _by_id(str(event.values[name]), directory)})
    if isinstance(event, MessagePosted | CommandGiven):
        return replace(event, text=_by_id(event.text, directory))
    return event


def _by_id(text: str, directory: Directory) -> str:
    text = _MAILTO.sub(lambda found: found[1] or found[2], text)
    for start, end, _kind in reversed(emails(text)):
        people = directory.with_email(text[start:end])
        if len(people) == 1:
            text = f"{text[:start]}{BY_ID}{people[0].id}{text[end:]}"
    return text
