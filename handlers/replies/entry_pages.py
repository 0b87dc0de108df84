"""An entry as contacts see it, its versions, and those that are used no more; leaves finding them to the handlers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers.replies.guardians import offer_button
from handlers.replies.private import with_buttons
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, escape
from knowledge.faq.editing import values_of
from knowledge.faq.entry import FaqEntry
from storage.faq import FaqVersion


def shown(entry: FaqEntry, voice: Voice, *, central: bool) -> Message:
    """The whole entry, as it is answered, and what is kept about it."""
    lines = [f"**{escape(entry.title)}**", entry.answer]
    if entry.local:
        organisation = escape(voice.directory.organisation.name)
        lines.append(voice.say("answer.local", organisation=organisation, local=entry.local))
    lines.append(voice.say("entry.kept", id=escape(entry.id), kept=" · ".join(_kept(entry, voice))))
    edit = (f"faq_edit:{entry.id}", voice.say("button.faq_edit" if central else "button.faq_edit.propose"))
    more = ((f"faq_retire:{entry.id}", voice.say("button.faq_retire")),) if central else ()
    versions = (f"faq_versions:{entry.id}", voice.say("button.faq_versions"))
    said = Message(reply="command", text="\n".join(lines), faq=(entry.id,), language=voice.language)
    return with_buttons(said, edit, *more, versions, *offer_button(entry, voice))


def _kept(entry: FaqEntry, voice: Voice) -> Iterator[str]:
    if entry.category:
        yield escape(entry.category)
    if entry.area:
        yield voice.say(f"area.{entry.area}")
    if entry.owner:
        yield voice.say("entry.owner", owner=voice.name(entry.owner))
    if entry.review_by:
        yield voice.say("entry.review", date=voice.on(entry.review_by))
    if entry.valid_from:
        yield voice.say("entry.from", date=voice.on(entry.valid_from))
    if entry.valid_to:
        yield voice.say("entry.to", date=voice.on(entry.valid_to))
    yield voice.say("entry.ways", count=len(entry.alternatives) + len(entry.wordings))


def versions(title: str, found: Sequence[FaqVersion], voice: Voice, *, central: bool) -> Message:
    """Who changed what and when, newest first; each but the newest can be brought back."""
    lines, buttons = [voice.say("entry.versions", question=escape(title))], []
    for place in range(len(found) - 1, -1, -1):
        one, before = found[place], found[place - 1] if place else None
        lines.append(voice.say("entry.version_row", number=one.id, date=voice.ago(one.at), what=_what(one, before, voice),
                               who=voice.name(one.who) if one.who else voice.say("word.a_file")))  # fmt: skip
        if central and one.entry is not None and place < len(found) - 1:
            buttons.append((f"faq_restore:{one.id}", voice.say("button.faq_restore", number=one.id)))
    return with_buttons(Message(reply="command", text="\n".join(lines), language=voice.language), *buttons)


def _what(one: FaqVersion, before: FaqVersion | None, voice: Voice) -> str:
    """Which fields are other than in the version before."""
    if one.entry is None:
        return voice.say("entry.was_retired")
    if before is None or before.entry is None:
        return voice.say("entry.was_written")
    old, new = values_of(before.entry), values_of(one.entry)
    fields = [voice.say(f"entry.field.{name}") for name in new if new[name] != old[name]]
    return voice.say("entry.was_changed", fields=voice.listed(fields)) if fields else voice.say("entry.was_saved")


def retired(found: Sequence[tuple[FaqEntry, FaqVersion | None]], count: int, voice: Voice) -> Message:
    """What is used no more, newest first, each with the version to bring back."""
    if not found:
        return Message(reply="command", text=voice.say("entry.none_retired"), language=voice.language)
    lines = [voice.say("entry.retired_list", count=count)]
    lines += [f"- {escape(excerpt(entry.title, 120))}" for entry, _ in found]
    buttons = [(f"faq_restore:{last.id}", voice.say("button.faq_restore_entry", question=excerpt(entry.title, 50)))
               for entry, last in found if last]  # fmt: skip
    return with_buttons(Message(reply="command", text="\n".join(lines), language=voice.language), *buttons)


def is_retired(entry: FaqEntry, version: int, voice: Voice) -> Message:
    """It is used no more; the press that did it can be taken back."""
    said = Message(
        reply="command", text=voice.say("entry.retired", question=escape(entry.title)), language=voice.language
    )
    return with_buttons(said, (f"faq_restore:{version}", voice.say("button.undo"))) if version else said


def is_back(entry: FaqEntry, at: datetime, voice: Voice) -> Message:
    """It is used again as it read then."""
    text = voice.say("entry.restored", question=escape(entry.title), date=voice.ago(at))
    return Message(reply="command", text=text, language=voice.language)
