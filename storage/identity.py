"""What one person is known by, found and replaced in any value that a table can hold; leaves the tables to `personal`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from knowledge.conversation.fold import fold
from knowledge.conversation.message import escape
from knowledge.support.directory import Person
from storage import standing

_KEY = re.compile(r"[^\s]*[/:][^\s]*")
_SAID_BY = ("author", "sender", "who")
_LEAST = 12
"""So long a text must be to be known again where it is quoted."""
_QUOTED = 40
"""So much of a text is enough to know it by: lists cut it."""
_TELLING = 8
"""An account of letters and digits that is so long is nothing else, wherever it stands."""


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
        """Whether a part of a key is, where a person can stand."""
        return self.key(key) != key

    def inside(self, value: Any) -> bool:  # noqa: ANN401 - any JSON value
        """Whether a JSON value has the person in it anywhere."""
        return bool(self.document(value) != value)

    def key(self, key: str) -> str:
        """The key with the alias in it."""
        parts = standing.SEGMENT.split(key)
        here = (self.is_it(part) and standing.in_key(parts, at) for at, part in enumerate(parts))
        return "".join(self.alias if it else part for it, part in zip(here, parts, strict=True))

    def text(self, text: str) -> str:
        """The text without name, address, mention, and without the lines that quote what the person wrote."""
        if self._quotes and self._quotes.search(text):
            text = "\n".join("…" if self._quotes.search(line) else line for line in text.split("\n"))
        text = self._called.sub(f"\ue000{self.alias}\ue001{self.word}\ue002", text)
        return self._named.sub(self.word, text) if self._named else text

    def document(self, value: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON value
        """The same JSON value, without the person anywhere in it."""
        if isinstance(value, dict):
            return self._object(value, name)
        if isinstance(value, list):
            return [self.document(one, name) for one in value]
        if not isinstance(value, str):
            return value
        if standing.is_words(name):
            return self.text(value)
        if self._owns(value, name) or self.is_it(value):
            return self.alias if self._owns(value, name) or standing.in_field(value, name) else value
        return self.key(value) if _KEY.fullmatch(value) and self.in_key(value) else self.text(value)

    def answer(self, document: dict[str, Any]) -> dict[str, Any]:
        """An answer of the FAQ: nothing of it but its owner is a person's id, the rest is words."""
        return {name: self.document(one, name) if name == standing.OWNER else self._words(one)
                for name, one in document.items()}  # fmt: skip

    def _words(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            return {name: self._words(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self._words(one) for one in value]
        return self.text(value) if isinstance(value, str) else value

    def _owns(self, value: str, name: str) -> bool:
        """An owner may be written by name."""
        return name == standing.OWNER and fold(value) in {self.id, *map(fold, self.names), *map(fold, self.addresses)}

    def _object(self, value: dict[str, Any], name: str) -> dict[str, Any]:
        said_by = next((value[one] for one in _SAID_BY if one in value), None)
        account = said_by.get("id") if isinstance(said_by, dict) else said_by
        theirs = self.is_it(account) and isinstance(value.get("text"), str)
        made = {self._field(key, name): self.document(one, standing.field(key, name)) for key, one in value.items()}
        is_somebody = name == "people" or ("platform" in value and "channel" not in value)
        if is_somebody and self.is_it(value.get("id")) and standing.in_field(value["id"], name):
            made |= {"id": self.alias} | ({"name": self.word} if value.get("name") else {})
        if value.get("kind") == "person" and self.is_it(value.get("value")):
            made["value"] = self.alias
        return {**made, "text": ""} if theirs else made

    def _field(self, key: str, name: str) -> str:
        """A table of people has their ids as fields."""
        return self.alias if self.is_it(key) and standing.in_field(key, name) else key

    @cached_property
    def _called(self) -> re.Pattern[str]:
        ids = "|".join(map(re.escape, (self.id, *self.accounts)))
        return re.compile(f"\ue000(?:{ids})\ue001[^\ue002]*\ue002|<@(?:{ids})(?:\\|[^>]*)?>")

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        # One word of a name, and an id or a short account, may be anybody's word: those count by their place alone.
        telling = [one for one in self.accounts if len(one) >= _TELLING and _is_mixed(one)]
        whole = [name for name in self.names if len(name.split()) > 1]
        wanted = [*whole, *self.addresses, *telling, *(one for one in (self.id, *self.accounts) if "@" in one)]
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


def _is_mixed(account: str) -> bool:
    return any(map(str.isdigit, account)) and any(map(str.isalpha, account))


def _any_of(words: Iterable[str], *, whole: bool) -> re.Pattern[str] | None:
    wanted = sorted({re.escape(word) for word in words if word}, key=len, reverse=True)
    if not wanted:
        return None
    joined = "|".join(wanted)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if whole else joined, re.IGNORECASE)
