"""What somebody sees of a message in the fake of Teams, as plain words, actions and calls; leaves comparing it to the tests."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from knowledge.conversation.message import Message, replace_commands
from knowledge.conversation.message import plain as plain_words
from tests.teams.fake.cards import actions as buttons_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.teams.fake import Post

LEAST_CUT = 1000
"""A plain text that is shorter has not been cut."""
_SHOWN = frozenset({"text", "title", "value", "summary", "label", "placeholder"})
_TAG = re.compile(r"<[^<>]*>")


def expected(message: Message, *, direct: bool) -> str:
    """The plain words of a message as Teams' readers get them: commands in the form that is typed there."""
    text = message.twin or message.text
    words = plain_words(replace_commands(text, lambda words: words if direct else f"@Supporten {words}"))
    picture = message.picture.description if message.picture else ""
    return f"{words}\n{picture}".strip()


def plain(post: Post) -> str:
    """The text twin: what stands for the card, or the text itself without its markup."""
    if post.summary:
        return post.summary.strip()
    return html.unescape(_TAG.sub("", post.text.replace("<br/>", "\n"))).strip()


def actions(card: dict[str, Any] | None) -> list[str]:
    """The actions that can be pressed, in order; an address is one too."""
    return [one.get("url") or one.get("data", {}).get("action") or "" for one in buttons_of(card)]


def called(post: Post) -> set[str]:
    """The ids of those whom the message calls."""
    entities = [*(post.activity.get("entities") or []), *((post.card or {}).get("msteams") or {}).get("entities", [])]
    return {one["mentioned"]["id"] for one in entities if one.get("type") == "mention"}


def words(value: Any) -> str:
    """All words in a card, a window or an answer, joined: good for looking whether something stands there."""
    return "\n".join(_words(value))


def letters(text: str) -> str:
    """The letters and figures alone: a line may be made of several runs."""
    return "".join(letter for letter in text if letter.isalnum())


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            if not isinstance(one, str) or name in _SHOWN:
                yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, str):
        yield value


def same(message: Message, post: Post, *, direct: bool, people: dict[str, str]) -> None:
    """The plain text, the buttons and the mentions that arrived are those of the message. `people`: id -> person."""
    twin, wanted = plain(post), expected(message, direct=direct)
    if post.summary:
        cut = len(twin) > LEAST_CUT and wanted.startswith(twin[: LEAST_CUT // 2])
        assert twin == wanted or cut, f"{twin!r} is not {wanted!r}"
    told = sorted(button.action for button in message.buttons)
    there = sorted(one for one in actions(post.card) if one in told or "://" not in one)  # the words may hold links
    assert there == told, f"{there} are not {told}"
    meant = {person for person in message.mentions if person in people.values()}
    assert {people.get(one, one) for one in called(post)} == meant, (
        "somebody is called who should not be, or is not called"
    )
