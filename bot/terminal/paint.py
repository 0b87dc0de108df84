"""A message of the local chat as lines of a terminal, with numbers for threads and buttons; leaves when to show it to the session."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from bot.pages.words import clock, day
from bot.platforms.local.log import Log, Post
from bot.platforms.local.render import is_address
from bot.terminal.lines import safe
from bot.terminal.words import say
from knowledge.conversation.message import DESK_LINK, Button, Message, replace_mentions

_DESK_LINKS = re.compile(rf"\[([^\]\n]+)\]\({DESK_LINK}([^)\s]+)\)")


class Numbers:
    """Small numbers that stay with what they were given to."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], int] = {}
        self._meant: list[tuple[str, str]] = []

    def of(self, post: str, part: str = "") -> int:
        """The number of that part of a message; a new one at the first time."""
        if (post, part) not in self._given:
            self._meant.append((post, part))
            self._given[post, part] = len(self._meant)
        return self._given[post, part]

    def meant(self, number: int) -> tuple[str, str] | None:
        """What has that number."""
        return self._meant[number - 1] if 0 < number <= len(self._meant) else None


class Painter:
    """Makes the lines; the numbers are the same for everybody whom one is."""

    def __init__(self, log: Log, zone: tzinfo, name: Callable[[str], str]) -> None:
        """`name`: account -> what somebody is called."""
        self.threads, self.buttons = Numbers(), Numbers()
        self._log, self._zone, self._name = log, zone, name

    def post(self, post: Post, language: str, place: str = "", how: str = "", *, contact: bool = False) -> str:
        """The message as lines. `place`: when it stands elsewhere; `how`: `changed`, `removed`, or empty."""
        at = post.at.astimezone(self._zone)
        marks = [say(language, "alone")] if post.only_for else []
        marks += [say(language, how)] if how else []
        noted = f" ({', '.join(marks)})" if marks else ""
        name = safe(self._name(post.author)) if post.author else say(language, "bot")
        arrow = "↳ " if post.thread else ""
        alone = post.only_for and not post.thread  # nobody can reply to it
        number = "" if alone else f"‹{self.threads.of(post.root)}› "
        head = f"{place}{number}{arrow}{clock(at)} {name}{noted}:"
        first, *rest = self._text(post, language).split("\n")
        lines = [f"{head} {first}".rstrip(), *(f"    {line}".rstrip() for line in rest)]
        if post.message and how != "removed":
            lines += self._choices(post, post.message, language, contact=contact)
        return "\n".join(lines)

    def day(self, post: Post, language: str) -> str:
        """The day on which it was written, as a line."""
        return f"── {day(post.at.astimezone(self._zone), language)} ──"

    def _text(self, post: Post, language: str) -> str:
        if post.message is None:
            return safe(post.text)
        return safe(self.plain(post.message, post.root, language))

    def plain(self, message: Message, root: str, language: str) -> str:
        """The text twin; a link to one of our own messages gets the number of its thread, a mention its sign."""

        def linked(found: re.Match[str]) -> str:
            post = self._log.keyed(found[2])
            elsewhere = post is not None and post.root != root
            return (
                f"{found[1]} ({say(language, 'thread', number=self.threads.of(post.root))})"
                if post and elsewhere
                else found[1]
            )

        def told(text: str) -> str:
            return replace_mentions(_DESK_LINKS.sub(linked, text), lambda _person, name: f"@{name}")

        return replace(message, text=told(message.text), twin=told(message.twin)).plain

    def _choices(self, post: Post, message: Message, language: str, *, contact: bool) -> list[str]:
        """The buttons by number; those of the menu "Mer" for contacts alone."""
        open_, menu = ([one for one in message.buttons if one.more is more] for more in (False, True))
        lines = [f"    {'   '.join(self._button(post, one) for one in open_)}"] if open_ else []
        if menu and contact:
            lines.append(f"    {say(language, 'more')} {'   '.join(self._button(post, one) for one in menu)}")
        return lines

    def _button(self, post: Post, button: Button) -> str:
        label = " ".join(safe(button.label).split())
        return (
            f"{label}: {safe(button.action)}"
            if is_address(button.action)
            else f"[{self.buttons.of(post.id, button.action)}] {label}"
        )
