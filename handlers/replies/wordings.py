"""Lists of wordings that people taught, with what central can press; leaves finding them to the handlers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from handlers.replies.commands import ROWS
from handlers.replies.voice import Voice
from knowledge.conversation.clean import excerpt
from knowledge.conversation.message import Button, Message, escape
from knowledge.faq.entry import FaqEntry
from knowledge.faq.wordings import Standing, Wording

Entries = Callable[[str], FaqEntry | None]
"""Finds an entry by its id."""


def of_entry(entry: FaqEntry, wordings: Sequence[Wording], voice: Voice, *, central: bool) -> Message:
    """Every way of asking for one entry: what its author wrote, then what was learned, newest first."""
    known = [one for one in reversed(wordings) if one.state is not Standing.REMOVED]
    own = [
        voice.say("wording.own", text=escape(excerpt(text, 200)))
        for text in (entry.question, *entry.alternatives)
        if text
    ]
    rows = [_of_one(one, voice) for one in known[:ROWS]]
    lines = [voice.say("wording.entry", question=escape(entry.title), count=len(own) + len(known)), *own[:ROWS]]
    if len(own) > ROWS:
        lines.append(voice.say("cmd.more", more=len(own) - ROWS))
    lines += [voice.say("wording.learned", count=len(known)), *rows] if known else [voice.say("wording.learned_none")]
    if len(known) > ROWS:
        lines.append(voice.say("cmd.more", more=len(known) - ROWS))
    buttons = (
        tuple(button for one in known[:ROWS] for button in _buttons(one, voice, lambda _id: None)) if central else ()
    )
    return Message(reply="command", text="\n".join(lines), buttons=buttons, language=voice.language)


def _of_one(wording: Wording, voice: Voice) -> str:
    key = "wording.row" if wording.is_live else "wording.row_unused"
    return voice.say(key, **_blanks(wording, voice))


def _blanks(wording: Wording, voice: Voice) -> dict[str, object]:
    """Who said it is not told."""
    return {"number": wording.id, "text": escape(excerpt(wording.text, 200)), "date": voice.on(wording.at),
            "how": voice.say(f"wording.how.{wording.source}")}  # fmt: skip


def unseen(wordings: Sequence[Wording], count: int, voice: Voice, entry: Entries) -> Message:
    """What no central contact has looked at; `count` = how many there are in all, this page's included."""
    rows = [_unseen_row(one, voice, entry) for one in wordings]
    lines = [voice.say("wording.new", count=count), *rows]
    if count > len(wordings):
        lines.append(voice.say("cmd.more", more=count - len(wordings)))
    return Message(reply="command", text="\n".join(lines), buttons=tuple(_page_buttons(wordings, count, voice, entry)),
                   language=voice.language)  # fmt: skip


def _unseen_row(wording: Wording, voice: Voice, entry: Entries) -> str:
    title, other = _title(entry(wording.entry)), _title(entry(wording.rival))
    if wording.state is Standing.CONTESTED and other:
        return voice.say("wording.row_contested", **_blanks(wording, voice), question=title, other=other)
    key = "wording.row_new" if wording.is_live else "wording.row_new_unused"
    return voice.say(key, **_blanks(wording, voice), question=title)


def _title(entry: FaqEntry | None) -> str:
    return escape(excerpt(entry.title)) if entry else ""


def _page_buttons(wordings: Sequence[Wording], count: int, voice: Voice, entry: Entries) -> Iterable[Button]:
    sure = [str(one.id) for one in wordings if one.state is not Standing.CONTESTED]
    if sure:
        label = voice.say("button.wordings_keep_all")
        yield Button(action=f"wordings_keep_all:{','.join(sure)}", label=label, primary=True)
    for one in wordings:
        yield from _buttons(one, voice, entry)
    if count > len(wordings):
        yield Button(action=f"wordings_more:{wordings[-1].id}", label=voice.say("button.wordings_more"))


def _buttons(wording: Wording, voice: Voice, entry: Entries) -> Iterable[Button]:
    """What can be done with one: decide whose it is, keep what is not used yet, take it away."""
    if wording.state is Standing.CONTESTED:
        for owner in filter(None, (entry(wording.entry), entry(wording.rival))):
            label = voice.say("button.wording_to", number=wording.id, question=excerpt(owner.title, 60))
            yield Button(action=f"wording_to:{wording.id}:{owner.id}", label=label)
        yield Button(
            action=f"wording_remove:{wording.id}", label=voice.say("button.wording_remove.none", number=wording.id)
        )
        return
    if not wording.is_live:
        yield Button(action=f"wording_keep:{wording.id}", label=voice.say("button.wording_keep", number=wording.id))
    yield Button(action=f"wording_remove:{wording.id}", label=voice.say("button.wording_remove", number=wording.id))


def without(message: Message, numbers: Iterable[int]) -> Message:
    """The list without the buttons of wordings that are decided."""
    gone = {str(number) for number in numbers}
    kept = [button for one in message.buttons if (button := _without(one, gone))]
    return replace(message, buttons=tuple(kept))


def _without(button: Button, gone: set[str]) -> Button | None:
    word, _, about = button.action.partition(":")
    if word == "wordings_keep_all":
        left = [number for number in about.split(",") if number not in gone]
        return replace(button, action=f"{word}:{','.join(left)}") if left else None
    decided = word in {"wording_keep", "wording_remove", "wording_to"} and about.split(":")[0] in gone
    return None if decided else button


def contested(wording: Wording, voice: Voice, entry: Entries) -> Message:
    """A wording that another entry has too, to be decided now."""
    row = _unseen_row(wording, voice, entry)
    return Message(reply="command", text=row, buttons=tuple(_buttons(wording, voice, entry)), language=voice.language)
