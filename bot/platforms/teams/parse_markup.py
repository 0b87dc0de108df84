"""Takes the tags out of the markup that Teams sends beside a message; leaves mentions and characters to `parse_words`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_TAG = re.compile(r"<(/?)([a-z!][a-z0-9:-]*+)([^<>]*+)>", re.IGNORECASE)
_VALUE = re.compile(r"(?<![\w:-])([\w:-]++)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SCHEMA = "http://schema.skype.com/"
_BLOCKS = frozenset({
    "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul",
})  # fmt: skip
_MOST = 200_000
"""Characters that are read: Teams sends a tenth of it at most."""


@dataclass(frozen=True, kw_only=True)
class Markup:
    """What markup says."""

    words: str
    """Without tags but `<at>…</at>` around whom it mentions; its characters are still written as `&lt;`."""
    quoted: tuple[str, ...] = ()
    """Ids of the messages that it quotes; their words are left out."""
    brought: int = 0
    """How many pictures and files hang on it."""
    is_whole: bool = True
    """Whether every quotation ends somewhere."""


def read(markup: str) -> Markup:
    """Paragraphs as lines, without what was quoted from others. Raises nothing, whatever it is."""
    reader, end, markup = _Reader(), 0, markup[:_MOST]
    for tag in _TAG.finditer(markup):
        reader.say(markup[end : tag.start()])
        if tag[1]:
            reader.close(tag[2].lower())
        else:
            values = {one[1].lower(): unescape(one[2] or one[3] or "") for one in _VALUE.finditer(tag[3])}
            reader.open(tag[2].lower(), values)
        end = tag.end()
    reader.say(markup[end:])
    return Markup(
        words="".join(reader.said),
        quoted=tuple(filter(None, reader.quoted)),
        brought=reader.brought,
        is_whole=not reader.depth,
    )


class _Reader:
    """Goes through markup, tag by tag."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.quoted: list[str] = []
        self.brought = 0
        self.depth = 0
        """How many quotations it is within, the outermost being one of somebody's message."""
        self._spans: list[str] = []
        """What the end of each open span stands for."""
        self._as_it_is = 0
        """How many tags it is within that keep their lines."""

    def say(self, words: str) -> None:
        if self.depth or not words:
            return
        if not self._as_it_is:
            words = _SPACE.sub(" ", words)
            words = words.lstrip(" ") if not self.said or self.said[-1].endswith("\n") else words
        if words:
            self.said.append(words)

    def open(self, tag: str, values: dict[str, str]) -> None:
        if tag == "blockquote" and (self.depth or values.get("itemtype") == f"{_SCHEMA}Reply"):
            if not self.depth:
                self.quoted.append(values.get("itemid", ""))
            self.depth += 1
        elif not self.depth:
            self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        self._line(tag)
        match tag:
            case "at":
                self.said.append("<at>")
            case "span":
                is_mention = values.get("itemtype") == f"{_SCHEMA}Mention"
                self._spans.append("</at>" if is_mention else "")
                self.said += ["<at>"] * is_mention
            case "br":
                self.said.append("\n")
            case "li":
                self.said.append("- ")
            case "td" | "th":
                self.said.append(" ")
            case "pre":
                self._as_it_is += 1
            case "img" | "emoji" | "attachment":
                self._thing(tag, values)

    def _thing(self, tag: str, values: dict[str, str]) -> None:
        """A picture, a file, or a small picture that is a character."""
        if tag == "emoji" or values.get("itemtype") == f"{_SCHEMA}Emoji":
            self.said.append(values.get("alt", "").replace("&", "&amp;").replace("<", "&lt;"))
        else:
            self.brought += 1

    def close(self, tag: str) -> None:
        if self.depth:
            self.depth -= tag == "blockquote"
        elif tag == "at":
            self.said.append("</at>")
        elif tag == "span" and self._spans:
            self.said += filter(None, [self._spans.pop()])
        else:
            self._as_it_is = max(0, self._as_it_is - (tag == "pre"))
            self._line(tag)

    def _line(self, tag: str) -> None:
        """What stands in a block of its own begins a line, and ends it."""
        if tag in _BLOCKS and self.said and not self.said[-1].endswith(("\n", "- ")):
            self.said.append("\n")
