"""Texts for guardians as a teacher gets them: one to copy, the topics, none, one that is over, all of them; leaves finding to the handlers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from handlers.replies.private import with_buttons, words
from handlers.replies.voice import Voice
from handlers.replies.welcome import central_in_words
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Message, command, escape, plain
from knowledge.faq.entry import FaqEntry
from knowledge.faq.guardians import GuardianText, in_language, internal, is_old, texts_of

PAGE = 10
"""How many topics are shown at a time."""
OTHERS = 4
"""How many other texts that fit are offered under one."""
MOST_TEXT = 8000
"""Characters of one part of the whole text, so that every platform shows it whole."""
_NAMED = 30
"""How many topics are named in a sentence."""
_LABEL = 75


def text(
    texts: Mapping[str, GuardianText], language: str, others: Sequence[FaqEntry], voice: Voice, inside: Iterable[str]
) -> Message:
    """One text between two lines, free to copy; above it what its reader must know first."""
    shown = in_language(dict(texts), language)
    entry = shown.entry
    lines = []
    if shown.language != language:
        lines.append(voice.say(f"guardian.only.{shown.language}"))
    if is_old(entry, voice.today) and entry.review_by:
        lines.append(voice.say("guardian.old", date=voice.on(entry.review_by), owner=_owner(entry, voice)))
    if not shown.is_own:
        lines.append(voice.say("guardian.answer"))
    elif place := internal(shown.text, inside):
        lines.append(voice.say("guardian.inside", place=escape(place)))
    lines.append(voice.say("guardian.text", text=shown.text))
    said = Message(reply="command", text="\n".join(lines), language=voice.language, faq=(entry.id,))
    other = next((one for one in texts if one != shown.language), None)
    switch = [(f"language_switch:{other}:{entry.id}", voice.to(other).say("button.language_switch"))] if other else []
    return with_buttons(said, *switch, *_buttons(others[:OTHERS], voice))


def over(entry: FaqEntry, others: Sequence[FaqEntry], voice: Voice) -> Message:
    """Its last day has been: it is not given, and who can renew it."""
    last = voice.on(entry.valid_to) if entry.valid_to else ""
    said = words(voice, "command", "guardian.over", topic=escape(_title(entry, voice)), date=last,
                 owner=_owner(entry, voice))  # fmt: skip
    return with_buttons(said, *_buttons(others[:OTHERS], voice))


def none(typed: str, entries: Sequence[FaqEntry], voice: Voice) -> Message:
    """No text is about that; what there is."""
    if not entries:
        return topics(entries, voice, 0)
    named = [escape(_title(entry, voice)) for entry in entries]
    listed = ", ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
    said = words(voice, "command", "guardian.none", typed=escape(excerpt(typed, 40)), topics=listed)
    return with_buttons(said, *_page(entries, voice, 0))


def topics(entries: Sequence[FaqEntry], voice: Voice, after: int) -> Message:
    """What there is, a page at a time."""
    if not entries:
        return words(voice, "command", "guardian.nothing", central=central_in_words(voice, "pedagogical") or "–")
    rows = "\n".join(f"- {escape(_title(entry, voice))}" for entry in entries[after : after + PAGE])
    said = words(voice, "command", "guardian.topics", count=len(entries), rows=rows)
    return with_buttons(said, *_page(entries, voice, after))


def whole(entries: Iterable[FaqEntry], language: str, voice: Voice, inside: Iterable[str]) -> list[Message]:
    """Every text in that language as plain text, in parts that each fit in a message; one that only we may read is left out."""
    names = tuple(inside)
    parts: list[str] = []
    for entry in entries:
        one = in_language(texts_of(entry, names), language)
        if internal(one.text, names):
            continue
        piece = f"{one.title}\n\n{plain(one.body)}"
        if parts and len(parts[-1]) + len(piece) + 2 <= MOST_TEXT:
            parts[-1] = f"{parts[-1]}\n\n{piece}"
        else:
            parts.append(piece)
    return [Message(reply="command", text=escape(part), language=voice.language) for part in parts]


def offer_line(entry: FaqEntry, voice: Voice) -> list[str]:
    """Under an answer that has a text for guardians: what to write to get it."""
    if not (entry.guardian_sv or entry.guardian_en):
        return []
    lead = voice.say("guardian.lead")
    return [voice.say("guardian.offer", command=command(f"{lead} {_title(entry, voice)}"))]


def offer_button(entry: FaqEntry, voice: Voice) -> list[tuple[str, str]]:
    """Beside an answer that one reads alone: its text for guardians, if it has one."""
    has = entry.guardian_sv or entry.guardian_en
    return [(f"guardian:{entry.id}", voice.say("button.guardian_text"))] if has else []


def _page(entries: Sequence[FaqEntry], voice: Voice, after: int) -> list[tuple[str, str]]:
    buttons = _buttons(entries[after : after + PAGE], voice)
    if len(entries) > after + PAGE:
        buttons.append((f"guardian_topics:{after + PAGE}", voice.say("button.search_more")))
    return buttons


def _buttons(entries: Iterable[FaqEntry], voice: Voice) -> list[tuple[str, str]]:
    return [(f"guardian:{entry.id}", excerpt(_title(entry, voice), _LABEL)) for entry in entries]


def _title(entry: FaqEntry, voice: Voice) -> str:
    """What its text is called in the reader's language, or in the one there is."""
    texts = texts_of(entry)
    return in_language(texts, voice.language).title if texts else entry.title


def _owner(entry: FaqEntry, voice: Voice) -> str:
    """Who looks after it, or those who can."""
    known = voice.directory.person(entry.owner) if entry.owner else None
    return voice.name(known.id) if known else central_in_words(voice) or "–"
