"""An audience in words: how it reads, what of it is not understood, who is in it; leaves reading it to knowledge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.replies.voice import Voice
from knowledge.broadcast.audience import Audience, Copy
from knowledge.broadcast.audience_words import AudienceError, written
from knowledge.conversation.message import escape

ROWS = 10


def in_words(audience: Audience, voice: Voice) -> str:
    """”lärare på Lindskolan och Hagaskolan, utom Eva Lind”, safe to show."""
    return escape(written(audience, voice.directory, voice.language))


def problems(error: AudienceError, voice: Voice) -> str:
    """Everything that is not understood, with what may be meant; plain text, as all that is wrong with a form."""
    said = []
    for one in error.problems[:5]:
        guesses = voice.listed([f"”{guess}”" for guess in one.guesses])
        key = f"audience.{one.kind}" if one.kind != "unknown" or one.guesses else "audience.unknown_all"
        said.append(voice.say(key, words=one.words[:60], guesses=guesses))
    return " ".join(said)


def counted(copies: Sequence[Copy], voice: Voice) -> str:
    """How many there are, by school, and whom nothing reaches."""
    people = [copy for copy in copies if copy.person is not None]
    places = [copy for copy in copies if copy.place is not None]
    lines = [voice.say("audience.count", people=len(people), places=len(places))]
    lines += [f"- {voice.place(copy.place)} ({copy.platform})" for copy in places[:ROWS]]
    by_school = Counter(copy.school for copy in people).most_common()
    lines += [
        f"- {voice.school(school) if school else voice.say('word.no_school')}: {count}"
        for school, count in by_school[:ROWS]
    ]
    if len(by_school) > ROWS:
        lines.append(voice.say("audience.more", more=len(by_school) - ROWS))
    lost = [copy for copy in people if not copy.platform and copy.via is None]
    if lost:
        names = voice.listed([voice.name(copy.person) for copy in lost[:ROWS]])
        lines.append(voice.say("audience.unreached", count=len(lost), names=names))
    return "\n".join(lines)
