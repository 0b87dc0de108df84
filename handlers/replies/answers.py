"""An FAQ entry as the lines of a card; leaves when to show it to the handlers."""

from __future__ import annotations

from urllib.parse import urlsplit

from handlers.replies.voice import Voice
from knowledge.conversation.message import escape
from knowledge.faq.entry import FaqEntry

SHOWN = 600
"""How many characters of an answer a card shows before ”Läs mer” (conversations 2, Length)."""


def heading(entry: FaqEntry) -> str:
    """The entry's question, bold: what the bot understood."""
    return f"**{escape(entry.title)}**"


def answer_lines(entry: FaqEntry, voice: Voice, *, english: bool = False) -> list[str]:
    """Heading, answer, the municipality's own addition, and where to read more."""
    lines = [heading(entry)] if entry.question else []
    if english and entry.language != "en":
        lines.insert(0, voice.say("answer.lead"))
    lines.append(shortened(entry.answer))
    if entry.local:
        organisation = escape(voice.directory.organisation.name)
        lines.append(voice.say("answer.local", organisation=organisation, local=entry.local))
    if entry.source and urlsplit(entry.source).scheme in {"http", "https"}:
        lines.append(voice.say("answer.source", source_title=escape(entry.title), source=entry.source))
    if entry.review_by and entry.review_by < voice.today:
        lines.append(voice.say("answer.stale", when=voice.on(entry.review_by)))
    return lines


def shortened(answer: str) -> str:
    """At most SHOWN characters, cut at a sentence or a word."""
    answer = answer.strip()
    if len(answer) <= SHOWN:
        return answer
    cut = answer[:SHOWN]
    end = max(cut.rfind(". "), cut.rfind("\n"))
    return cut[: end + 1] + " …" if end > SHOWN // 2 else cut[: cut.rfind(" ")] + " …"
