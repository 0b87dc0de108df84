"""What the copies of an announcement say, its reminders and its short text too; leaves the author's cards to announcing."""

from __future__ import annotations

from dataclasses import replace

from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import Announcement, Confirm, State
from knowledge.broadcast.markup import one_line
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape, plain
from storage.feed import OWN_COPY

_SHORT = 300
"""Characters of the body in a short text that nobody wrote."""


def copy(one: Announcement, voice: Voice) -> Message:
    """The announcement as its readers get it now, in the voice's language."""
    if one.state is State.RECALLED:
        return _recalled(one, voice)
    lines = [frame(one, voice)]
    lines += [
        voice.say("announcement.corrected", date=voice.on(correction.at), what=escape(correction.what))
        for correction in one.corrections[-1:]
    ]
    if one.expired and one.expires:
        lines.append(voice.say("announcement.expired", date=voice.on(one.expires)))
    elif one.confirm is not Confirm.NONE:
        lines.append(_confirm_line(one, voice))
    return Message(reply="announcement", text="\n".join(lines), buttons=_buttons(one, voice), language=voice.language,
                   picture=one.picture)  # fmt: skip


def frame(one: Announcement, voice: Voice) -> str:
    """Title, body, author and date."""
    said = one.said(voice.language)
    return voice.say("announcement.frame", title=one_line(said.title), body=said.body, author=voice.name(one.author),
                     date=voice.on(one.sent_at or one.send_at or voice.now))  # fmt: skip


def _confirm_line(one: Announcement, voice: Voice) -> str:
    if one.confirm is Confirm.OPTIONAL:
        return voice.say("announcement.confirm_optional")
    key = "announcement.confirm_line" if one.last_day else "announcement.confirm_undated"
    last_day = voice.on(one.last_day) if one.last_day else ""
    return voice.say(key, last_day=last_day, author=voice.name(one.author))


def _buttons(one: Announcement, voice: Voice) -> tuple[Button, ...]:
    made = []
    if one.confirm is not Confirm.NONE and not one.expired:
        made.append(Button(action="confirm", label=voice.say("button.confirm"), primary=True))
    made += [Button(action=link.address, label=link.label) for link in one.links]
    if len(one.words) > 1:
        other = next(language for language in one.words if language != voice.language)
        made.append(Button(action="language_switch", label=voice.to(other).say("button.language_switch")))
    return tuple(made)


def _recalled(one: Announcement, voice: Voice) -> Message:
    said = one.said(voice.language)
    text = voice.say("announcement.recalled", title=one_line(said.title), date=voice.on(one.recalled_at or voice.now),
                     author=voice.name(one.recalled_by or one.author), reason=escape(one.reason))  # fmt: skip
    return Message(reply="announcement", text=text.rstrip(), language=voice.language)


def reminder(one: Announcement, voice: Voice) -> Message:
    """To one who has not said that it is read."""
    key = "announcement.reminder" if one.last_day else "announcement.reminder_undated"
    text = voice.say(key, title=one_line(one.said(voice.language).title), author=voice.name(one.author),
                     last_day=voice.on(one.last_day) if one.last_day else "", link=f"desk:{OWN_COPY}")  # fmt: skip
    confirm = Button(action="confirm", label=voice.say("button.confirm"), primary=True)
    return Message(reply="reminder", text=text, buttons=(confirm,), language=voice.language)


def for_meeting(one: Announcement, voice: Voice) -> Message:
    """A short text that a local contact can read out or paste."""
    said = one.said(voice.language)
    short = escape(one.short) if one.short else escape(excerpt(plain(said.body), _SHORT))
    text = voice.say("announcement.apt", title=one_line(said.title), short=short, link=f"desk:{OWN_COPY}")
    return Message(reply="announcement", text=text, language=voice.language)


def trial(one: Announcement, voice: Voice) -> Message:
    """A trial copy for the pilot group."""
    said = copy(one, voice)
    return replace(said, text=f"{voice.say('announcement.trial', author=voice.name(one.author))}\n{said.text}")
