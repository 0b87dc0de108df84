"""What follows when a channel becomes something else; leaves making it so to the handlers."""

from __future__ import annotations

from handlers.replies.private import words
from handlers.replies.voice import Voice
from knowledge.conversation.message import Message
from knowledge.support.directory import Place, PlaceKind


def kind_in_words(voice: Voice, kind: PlaceKind, school: str | None) -> str:
    """”Supportkanal”, ”En skolas kanal (Lindskolan)”."""
    said = voice.say(f"place_kind.{kind.value}")
    return f"{said} ({voice.school(school)})" if school else said


def already(voice: Voice, place: Place) -> Message:
    """It is so already."""
    return words(voice, "command", "place.already", kind=kind_in_words(voice, place.kind, place.school))


def known(voice: Voice, kind: PlaceKind, school: str | None) -> Message:
    """A channel that was nothing yet."""
    text = voice.say("cmd.place_known", kind=kind_in_words(voice, kind, school))
    return Message(reply="command", text=f"{text} {voice.say(f'place.now.{kind.value}')}", language=voice.language)


def changed(voice: Voice, before: Place, kind: PlaceKind, school: str | None, count: int) -> Message:
    """A place is of another kind."""
    lines = [
        voice.say("place.changed", before=kind_in_words(voice, before.kind, before.school),
                  kind=kind_in_words(voice, kind, school)),
        voice.say(f"place.now.{kind.value}"),
    ]  # fmt: skip
    return _with_rest(voice, lines, count)


def removed(voice: Voice, before: Place, count: int) -> Message:
    """The channel is no place any more."""
    lines = [voice.say("place.removed", before=kind_in_words(voice, before.kind, before.school))]
    return _with_rest(voice, lines, count)


def _with_rest(voice: Voice, lines: list[str], count: int) -> Message:
    """What stands open there, and whether anybody can still ask somewhere."""
    if count:
        lines.append(voice.say("place.open", count=count))
    if not voice.directory.places_of(PlaceKind.SUPPORT):
        lines.append(voice.say("place.no_support"))
    return Message(reply="command", text="\n".join(lines), language=voice.language)
