"""What one person is known by, found and replaced in any value that a table can hold; leaves the tables to `personal`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.conversation.message import escape
from knowledge.support.directory import Person

_SEGMENT = re.compile(r"([/:@|#,\s\ue000\ue001\ue002])")
_KEY = re.compile(r"[^\s]*[/:][^\s]*")
_NOT_PEOPLE = frozenset({
    "place", "school", "schools", "entry", "entries", "offered", "candidates", "rejected", "category", "area", "areas",
    "kind", "state", "platform", "channel", "language", "reply", "is", "step", "action", "how", "what", "name_of",
})  # fmt: skip
"""Fields whose whole value is never a person, though it may be spelt like somebody's id. Somebody's own channel has two parts."""
_SAID_BY = ("author", "who")
_LEAST = 12
"""So long a text must be to be known again where it is quoted."""
_QUOTED = 40
"""So much of a text is enough to know it by: lists cut it."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Id, accounts, names and addresses of one person, and what stands in their place."""

    id: str
    accounts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """What the person wrote and is to vanish where it is quoted."""
    alias: str = ""
    word: str = ""
    """What stands where the name stood."""

    @classmethod
    def of(cls, person: Person, *, alias: str = "", word: str = "") -> Identity:
        """What the directory tells of a person."""
        name = person.name.strip()
        names = {name, escape(name)} - {"", person.id}
        return cls(id=person.id, accounts=tuple(person.accounts.values()), names=tuple(sorted(names, key=len)[::-1]),
                   addresses=(person.email.strip(),) if person.email else (), alias=alias, word=word)  # fmt: skip

    def is_it(self, value: object) -> bool:
        """Whether the whole value is the person's id or account."""
        return isinstance(value, str) and (value == self.id or value in self.accounts)

    def in_key(self, key: str) -> bool:
        """Whether one part of a key is; what has one part alone names a place or a kind."""
        parts = _SEGMENT.split(key)
        return len(parts) > 1 and any(map(self.is_it, parts))

    def in_text(self, text: str) -> bool:
        """Whether the text calls the person, or has the name or the address in it."""
        return bool(self._called.search(text)) or bool(self._named and self._named.search(text))

    def inside(self, value: Any, name: str = "") -> bool:  # noqa: ANN401 - any JSON value
        """Whether a JSON value has the person in it anywhere."""
        if isinstance(value, dict):
            return any(self.is_it(key) or self.inside(one, key) for key, one in value.items())
        if isinstance(value, list):
            return any(self.inside(one, name) for one in value)
        if not isinstance(value, str):
            return False
        if self.is_it(value):
            return name not in _NOT_PEOPLE
        return self.in_text(value) or bool(_KEY.fullmatch(value) and self.in_key(value))

    def key(self, key: str) -> str:
        """The key with the alias in it."""
        parts = _SEGMENT.split(key)
        return "".join(self.alias if self.is_it(part) else part for part in parts) if len(parts) > 1 else key

    def text(self, text: str) -> str:
        """The text without name, address, mention, and without the lines that quote what the person wrote."""
        if self._quotes and self._quotes.search(text):
            text = "\n".join("…" if self._quotes.search(line) else line for line in text.split("\n"))
        text = self._called.sub(f"\ue000{self.alias}\ue001{self.word}\ue002", text)
        return self._named.sub(self.word, text) if self._named else text

    def document(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON value
        """The same JSON value, without the person anywhere in it."""
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return [self.document(one, name) for one in value]
        if not isinstance(value, str):
            return value
        if self.is_it(value):
            return value if name in _NOT_PEOPLE else self.alias
        return self.key(value) if _KEY.fullmatch(value) and self.in_key(value) else self.text(value)

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        said_by = next((value[one] for one in _SAID_BY if one in value), None)
        account = said_by.get("id") if isinstance(said_by, dict) else said_by
        theirs = self.is_it(account) and isinstance(value.get("text"), str)
        made = {self.alias if self.is_it(key) else key: self.document(one, key) for key, one in value.items()}
        return {**made, "text": ""} if theirs else made

    @cached_property
    def _called(self) -> re.Pattern[str]:
        ids = "|".join(map(re.escape, (self.id, *self.accounts)))
        return re.compile(f"\ue000(?:{ids})\ue001[^\ue002]*\ue002|<@(?:{ids})(?:\\|[^>]*)?>")

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        # An account that is a plain word, as those of the local chat, is told from the word by its place alone.
        telling = [one for one in self.accounts if len(one) >= _LEAST or any(map(str.isdigit, one))]
        wanted = [*self.names, *self.addresses, *telling, *([self.id] if any(map(str.isdigit, self.id)) else [])]
        return _any_of(wanted, whole=True)

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """How the texts begin that are to vanish, as they were written and as they are quoted."""
        long = [text.strip() for text in self.texts if len(text.strip()) >= _LEAST]
        starts = {one.split("\n")[0][:_QUOTED] for text in long for one in (text, escape(text))}
        return tuple(sorted(one for one in starts if len(one) >= _LEAST))

    @cached_property
    def _quotes(self) -> re.Pattern[str] | None:
        return _any_of(self.quotes, whole=False)


def _any_of(words: Iterable[str], *, whole: bool) -> re.Pattern[str] | None:
    wanted = sorted({re.escape(word) for word in words if word}, key=len, reverse=True)
    if not wanted:
        return None
    joined = "|".join(wanted)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if whole else joined, re.IGNORECASE)
