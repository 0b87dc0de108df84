"""Turns what the bot did into the lines of the transcript (DESIGN 4); leaves doing it to `play`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.platforms.local.record import Record
from knowledge.conversation.message import Form, Message, plain
from knowledge.support.directory import Directory
from knowledge.support.question import State

Line = dict[str, Any]


class Transcript:
    """The lines so far; a question's label is known when the step that asked it is over."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.lines: list[Line] = []
        self._zone = zone
        self._states: dict[int, str] = {}

    def take(
        self, records: list[Record], directory: Directory, labels: Mapping[int, str], states: Mapping[int, str]
    ) -> None:
        """Write down what has been done since the last time.

        `labels`: question number -> label. `states`: question number -> its state now.
        """
        for record in records:
            self.lines.append(self._line(record, directory, labels, states))

    def refused(self, at: datetime, who: str, thread: str | None, why: str) -> None:
        """A step that could not be done."""
        self.lines.append({**self._empty(at), "event": "refused", "thread": thread, "to": who, "reply": "refusal",
                           "text": why})  # fmt: skip

    def _empty(self, at: datetime) -> Line:
        moment = at.astimezone(self._zone).isoformat(timespec="seconds")
        return {"at": moment, "event": "", "place": None, "thread": None, "key": "", "to": None, "reply": "", "faq": [],
                "text": "", "mentions": [], "buttons": [], "form": None, "state": None}  # fmt: skip

    def _line(self, record: Record, directory: Directory, labels: Mapping[int, str], states: Mapping[int, str]) -> Line:
        line = {**self._empty(record.at), "event": record.kind, "key": record.key}
        line |= _where(record, directory)
        number = _number(record)
        if number is not None:
            line["thread"] = labels.get(number)
        if record.form is not None:
            return line | _of_form(record.form) | {"event": "notice", "state": states.get(number or 0)}
        if record.message is not None:
            line |= self._of_message(record, record.message, number, states)
        if line["reply"] == "refusal":
            line["event"] = "refused"
        return line

    def _of_message(self, record: Record, message: Message, number: int | None, states: Mapping[int, str]) -> Line:
        gone = record.kind == "withdrawn"
        said = {"reply": message.reply, "faq": list(message.faq), "text": message.plain, "state": message.state,
                "mentions": [] if gone or record.kind == "revised" else list(message.mentions),
                "buttons": [] if gone else [button.action for button in message.buttons]}  # fmt: skip
        if number is None:
            return said
        now = states.get(number)
        if not gone and message.state:
            self._states[number] = message.state
        elif gone:
            said["state"] = now if now == State.DROPPED else self._states.get(number, now)
        return said


def _where(record: Record, directory: Directory) -> Line:
    """Place and reader; a direct message has no place."""
    platform, channel, only_for = record.address.platform, record.address.channel, record.address.only_for
    if channel.startswith("direct:"):
        person = _person(directory, platform, channel.removeprefix("direct:"))
        event = "direct" if record.kind in {"posted", "direct"} else record.kind
        return {"place": None, "to": person, "event": event}
    place = next((one.id for one in directory.places if one.channels.get(platform) == channel), channel)
    return {"place": place, "to": _person(directory, platform, only_for) if only_for else None}


def _person(directory: Directory, platform: str, account: str) -> str:
    return next((one.id for one in directory.people if one.accounts.get(platform) == account), account)


def _number(record: Record) -> int | None:
    if record.message is not None and record.message.about is not None:
        return record.message.about
    about = record.form.about if record.form else record.key
    parts = about.split("/")
    return int(parts[1]) if parts[0] == "question" and len(parts) > 1 and parts[1].isdecimal() else None


def _of_form(form: Form) -> Line:
    words = [form.title, *(field.label for field in form.fields), *form.problems.values()]
    return {"reply": "form", "form": form.name, "text": plain("\n".join(words))}
