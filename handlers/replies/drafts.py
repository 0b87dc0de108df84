"""The forms in which an announcement is written, and what is wrong with what was written; leaves saving it to drafts."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.replies.voice import Voice
from knowledge.broadcast.announcement import Announcement, Confirm, Repeat
from knowledge.broadcast.audience import Way
from knowledge.broadcast.audience_words import written
from knowledge.broadcast.markup import LONGEST, Fault
from knowledge.conversation.message import Field, Form, plain

MOST_FAULTS = 5


def form(voice: Voice, one: Announcement | None) -> Form:
    """What, to whom and when; `one`: what stands there already."""
    return Form(name="announcement", title=voice.say("form.announcement"), fields=_main(voice, one),
                submit=voice.say("button.announcement.preview_form"), about=_about(one), language=voice.language)  # fmt: skip


def more_form(voice: Voice, one: Announcement) -> Form:
    """What few announcements need."""
    return Form(name="announcement_more", title=voice.say("form.announcement_more"), fields=_more(voice, one),
                submit=voice.say("button.save"), about=_about(one), language=voice.language)  # fmt: skip


def correction_form(voice: Voice, one: Announcement) -> Form:
    """What is put right in every copy."""
    own, other = _languages(voice, one)
    fields = [
        _field(voice, "title", value=own[0]), _field(voice, "text", "long", value=own[1]),
        *((_field(voice, "title_en", value=other[0], required=False),
           _field(voice, "text_en", "long", value=other[1], required=False)) if len(one.words) > 1 else ()),
        _field(voice, "what"),
    ]  # fmt: skip
    if one.confirm is not Confirm.NONE:
        fields.append(_field(voice, "again", "yes", required=False))
    return Form(name="announcement_correct", title=voice.say("form.announcement_correct"), fields=tuple(fields),
                submit=voice.say("button.announcement.correct"), about=_about(one), language=voice.language)  # fmt: skip


def recall_form(voice: Voice, one: Announcement) -> Form:
    """Why it is taken back."""
    return Form(name="announcement_recall", title=voice.say("form.announcement_recall"),
                fields=(_field(voice, "reason", required=False),), submit=voice.say("button.announcement.recall"),
                about=_about(one), language=voice.language)  # fmt: skip


def _about(one: Announcement | None) -> str:
    """Which version was opened, so that nobody overwrites what another has changed meanwhile."""
    return f"announcement/{one.number}#{one.version}" if one and one.number else ""


def _main(voice: Voice, one: Announcement | None) -> tuple[Field, ...]:
    own, _ = _languages(voice, one)
    ways = tuple((way.value, voice.say(f"choice.way.{way.value}")) for way in Way)
    confirms = tuple((kind.value, voice.say(f"choice.confirm.{kind.value}")) for kind in Confirm)
    to = written(one.audience, voice.directory, voice.language) if one else ""
    return (
        _field(voice, "to", value=to), _field(voice, "title", value=own[0]), _field(voice, "text", "long", value=own[1]),
        _field(voice, "way", "choice", choices=ways, value=(one.way if one else Way.PEOPLE).value),
        _field(voice, "confirm", "choice", choices=confirms, value=(one.confirm if one else Confirm.NONE).value),
        _field(voice, "send_at", value=_moment(voice, one), required=False),
    )  # fmt: skip


def _more(voice: Voice, one: Announcement) -> tuple[Field, ...]:
    _, other = _languages(voice, one)
    repeats = tuple((kind.value, voice.say(f"choice.repeat.{kind.value}")) for kind in Repeat)
    links = "\n".join(f"{link.label} {link.address}" for link in one.links)
    answers = "\n".join(f"F: {pair.question}\nS: {plain(pair.answer)}" for pair in one.answers)
    picture = one.picture
    described = (picture.description or voice.say("word.decorative")) if picture else ""
    given = {
        "last_day": one.last_day.isoformat() if one.last_day else "",
        "expires": one.expires.isoformat() if one.expires else "",
    }
    fields = [_field(voice, name, "date", value=value) for name, value in given.items()]
    fields += [
        _field(voice, "repeat", "choice", choices=repeats, value=one.repeat.value),
        _field(voice, "meeting", "yes", value="yes" if one.for_meeting else ""),
        _field(voice, "short", "long", value=one.short), _field(voice, "links", "long", value=links),
        _field(voice, "picture", value=picture.address if picture else ""),
        _field(voice, "picture_text", value=described),
        _field(voice, "title_en", value=other[0]), _field(voice, "text_en", "long", value=other[1]),
        _field(voice, "answers", "long", value=answers),
    ]  # fmt: skip
    return tuple(Field(**{**vars(field), "required": False}) for field in fields)


def _field(voice: Voice, name: str, kind: str = "text", *, value: str = "", required: bool = True,
           choices: Sequence[tuple[str, str]] = ()) -> Field:  # fmt: skip
    hint = f"field.announcement.{name}_hint"
    return Field(name=name, label=voice.say(f"field.announcement.{name}"), kind=kind, required=required,
                 choices=tuple(choices), value=value, hint=voice.say(hint) if voice.texts.has(hint) else "")  # fmt: skip


def _languages(voice: Voice, one: Announcement | None) -> tuple[tuple[str, str], tuple[str, str]]:
    """Title and text in the organisation's language, and in the other one, as they are edited."""
    home = voice.directory.organisation.language
    said = dict(one.words) if one else {}
    own = said.pop(home, None) or (next(iter(said.values())) if len(said) == 1 else None)
    other = next(iter(said.values()), None) if home in (one.words if one else {}) else None
    return _as_edited(own), _as_edited(other)


def _as_edited(said: object) -> tuple[str, str]:
    """As its author wrote it: markup stays, our escapes go."""
    if said is None:
        return "", ""
    title, body = getattr(said, "title", ""), getattr(said, "body", "")
    return title, unescaped(body)


def unescaped(text: str) -> str:
    """Safe Markdown as its author typed it."""
    for sign in "*`[]()>#_~|<&":
        text = text.replace(f"\\{sign}", sign)
    return text


def _moment(voice: Voice, one: Announcement | None) -> str:
    if one is None or one.wanted_at is None:
        return ""
    return one.wanted_at.astimezone(voice.working.zone).strftime("%Y-%m-%d %H:%M")


def faults(found: Sequence[Fault], voice: Voice) -> str:
    """What is wrong with a text, each with its line and what would be right; plain text."""
    said = [voice.say(f"fault.{one.kind}", line=one.line, words=one.words, most=LONGEST) for one in found[:MOST_FAULTS]]
    return " ".join(said)
