"""A Message's text as lines of pieces, and a line as a card's block or as HTML, with only our own signs alive; leaves lengths to `body`.

A TextBlock reads Markdown, `&…;` and `{{DATE()}}`, and has no sign that makes them words. So it holds plain words only. Everything
else is a RichTextBlock, which reads none of it but the dates. Calls work in a TextBlock alone: there the signs are look-alikes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import quote

from bot.platforms.shared.marks import TOKEN, Known, unescaped
from bot.platforms.teams.limits import ADDRESS, NAME, broken, one_line, seen, shorten
from bot.platforms.teams.words import BOT
from knowledge.conversation.message import DESK_LINK, plain, replace_mentions

Block = dict[str, Any]
_QUOTE = re.compile(r"> ?")
_POINT = re.compile(r" {0,3}[-*+] +")
_SIGNS = re.compile(r"[*_\[\]()#`~><&|\\@]|\{\{|://|www\.|^\s*(?:[-+=]|\d+[.)])", re.IGNORECASE)
"""What a TextBlock reads as markup, or might: of such a line no TextBlock is made."""
_LOOK_ALIKES = str.maketrans({
    "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "[": "［", "]": "］", "#": "＃", "<": "‹", ">": "›", "&": "＆", "|": "¦",
    "\\": "∖",
})  # fmt: skip
_BEGINS = re.compile(r"^(?=\s*(?:[-+=]|\d+[.)]))")
_ADDRESS_LIKE = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_NOT_SEEN = "\u200b"
_WEB = re.compile(r"https?://[^\s/?#<>|]", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>|\"`\\^{}\x00-\x1f\x7f]")
_UNSAFE_IN_MARKDOWN = re.compile(r"[()\[\]*_~;']")
_AFTER_BOLD = frozenset(" .,:;!?")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some words of a line in one look."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str = ""
    person: str = ""
    """Teams' id of the one who is called."""
    at: str = ""
    """How the call stands in the text: `<at>Name</at>`, each time another one."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a text, never empty."""

    pieces: tuple[Piece, ...]
    quoted: bool = False
    begins: bool = False
    """Whether it begins a paragraph."""

    @property
    def words(self) -> str:
        """Without any look."""
        return "".join(one.text for one in self.pieces)

    @property
    def entities(self) -> list[dict[str, Any]]:
        """What Teams has to know of the calls in it."""
        return [
            {"type": "mention", "text": one.at, "mentioned": {"id": one.person, "name": one.text}}
            for one in self.pieces
            if one.person
        ]


def lines(text: str, known: Known, *, direct: bool = False) -> tuple[Line, ...]:
    """The lines of a text; `direct`: commands stand without the bot's name, for they are written to it alone."""
    named = replace_mentions(text, lambda person, name: f"\ue000{person}\ue001{' '.join(name.split())}\ue002")
    made: list[Line] = []
    begins = False
    for one in named.split("\n"):
        line = _line(one, known, direct=direct)
        if line.words.strip():
            made.append(replace(line, begins=begins and bool(made)))
        begins = not line.words.strip()
    return tuple(_each_called_once(made))


def block(line: Line) -> Block:
    """The line as an element of a card."""
    if line.entities:
        made: Block = {"type": "TextBlock", "text": _marked(line.pieces), "wrap": True}
        made |= {"weight": "Bolder"} if all(one.bold for one in line.pieces) else {}
    elif all(_is_plain(one) for one in line.pieces) and not _SIGNS.search(line.words):
        made = {"type": "TextBlock", "text": line.words.strip(), "wrap": True}
    else:
        made = {"type": "RichTextBlock", "inlines": [_run(one) for one in line.pieces]}
    return made if line.begins else {**made, "spacing": "Small"}


def as_html(line: Line) -> str:
    """The line for a text with `textFormat` "xml"."""
    return "".join(_html(one) for one in line.pieces).strip()


def still(text: str) -> str:
    """Words that mean themselves in a TextBlock: signs are look-alikes, and nothing looks like an address."""
    text = broken(seen(text).translate(_LOOK_ALIKES))
    return _ADDRESS_LIKE.sub(_NOT_SEEN, _BEGINS.sub(_NOT_SEEN, text))


def address(given: str) -> str:
    """A web address in which nothing ends a link; empty when it is none, or too long."""
    web = _UNSAFE.sub(lambda found: quote(found[0], safe=""), seen(given)) if _WEB.match(given) else ""
    return web if len(web) <= ADDRESS else ""


def command(words: str, *, direct: bool) -> str:
    """A command as it is written: in a channel the bot is called first."""
    return words if direct else f"{BOT} {words}"


def _line(text: str, known: Known, *, direct: bool) -> Line:
    quoted = _QUOTE.match(text)
    rest = text[quoted.end() :] if quoted else text
    point = _POINT.match(rest)
    read = _read(rest[point.end() :] if point else rest.lstrip(), Piece(), known, direct=direct)
    pieces = tuple(_merged([Piece(text="• "), *read] if point else read))
    return Line(pieces=pieces, quoted=bool(quoted))


def _read(text: str, look: Piece, known: Known, *, direct: bool) -> Iterator[Piece]:
    """The pieces in order; `look`: what they have from the signs around them."""
    end = 0
    for found in TOKEN.finditer(text):
        yield replace(look, text=seen(text[end : found.start()]))
        end = found.end()
        if found["bold"] is not None:
            yield from _read(found["bold"], replace(look, bold=True), known, direct=direct)
        elif found["italic"] is not None:
            yield from _read(found["italic"], replace(look, italic=True), known, direct=direct)
        else:
            yield _piece(found, look, known, direct=direct)
    yield replace(look, text=seen(text[end:]))


def _piece(found: re.Match[str], look: Piece, known: Known, *, direct: bool) -> Piece:
    if found["person"] is not None:
        name = shorten(one_line(found["name"]), NAME)
        return replace(look, text=name, person=known.accounts.get(found["person"], "") if name else "")
    if found["command"] is not None:
        return replace(look, text=command(seen(found["command"]), direct=direct), code=True)
    if found["code"] is not None:
        return replace(look, text=seen(unescaped(found["code"])), code=True)
    if found["label"] is not None:
        target = unescaped(found["address"])
        if target.startswith(DESK_LINK):
            target = known.links.get(target.removeprefix(DESK_LINK), "")
        return replace(look, text=one_line(plain(found["label"])), url=address(target))
    return replace(look, text=found["escaped"])


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Without the empty ones; neighbours of one look are one."""
    for look, same in groupby((one for one in pieces if one.text), key=lambda one: replace(one, text="")):
        held = list(same)
        if look.person or look.url:
            yield from held
        else:
            yield replace(look, text="".join(one.text for one in held))


def _each_called_once(made: Sequence[Line]) -> Iterator[Line]:
    """Whoever is called twice is a name the second time; two people of one name are told apart, for Teams goes by the text."""
    people: set[str] = set()
    texts: set[str] = set()

    def called(piece: Piece) -> Piece:
        if not piece.person or piece.person in people:
            return replace(piece, person="")
        people.add(piece.person)
        name, number = still(piece.text), 1
        at = f"<at>{name}</at>"
        while at.casefold() in texts:
            number += 1
            at = f"<at>{name} ({number})</at>"
        texts.add(at.casefold())
        return replace(piece, at=at)

    for line in made:
        yield replace(line, pieces=tuple(_merged([called(one) for one in line.pieces])))


def _is_plain(piece: Piece) -> bool:
    return not (piece.bold or piece.italic or piece.code or piece.url)


def _run(piece: Piece) -> Block:
    """Words in which Teams reads no markup; a link is underlined, for colour alone would not tell it."""
    made: Block = {"type": "TextRun", "text": broken(piece.text)}
    made |= {"weight": "Bolder"} if piece.bold else {}
    made |= {"italic": True} if piece.italic else {}
    made |= {"fontType": "Monospace"} if piece.code else {}
    if piece.url:
        made |= {"underline": True, "color": "Accent", "selectAction": {"type": "Action.OpenUrl", "url": piece.url}}
    return made


def _marked(pieces: Sequence[Piece]) -> str:
    """A line with a call as Markdown: bold and links are ours, everything else means itself."""
    parts = [(bold, "".join(map(_markdown, some))) for bold, some in groupby(pieces, key=lambda one: one.bold)]
    if len(parts) == 1:
        return _BEGINS.sub(_NOT_SEEN, parts[0][1].strip())
    out = ""
    for number, (bold, words) in enumerate(parts):
        after = parts[number + 1][1][:1] if number + 1 < len(parts) else ""
        out += _bold(words, out[-1:], after) if bold else words
    return _BEGINS.sub(_NOT_SEEN, out.strip())


def _bold(words: str, before: str, after: str) -> str:
    """Bold where Markdown sees it: between spaces; else the words as they are."""
    inner = words.strip()
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    is_seen = inner and (lead or before in {"", " "}) and (trail or not after or after in _AFTER_BOLD)
    return f"{lead}**{inner}**{trail}" if is_seen else words


def _markdown(piece: Piece) -> str:
    if piece.person:
        return piece.at
    if piece.url:
        return f"[{still(piece.text)}]({_UNSAFE_IN_MARKDOWN.sub(lambda found: f'%{ord(found[0]):02X}', piece.url)})"
    return still(piece.text)


def _html(piece: Piece) -> str:
    if piece.person:
        return piece.at
    words = html.escape(_ADDRESS_LIKE.sub(_NOT_SEEN, piece.text), quote=False)
    words = f"<code>{words}</code>" if piece.code else words
    words = f'<a href="{html.escape(piece.url)}">{words}</a>' if piece.url else words
    words = f"<i>{words}</i>" if piece.italic else words
    return f"<b>{words}</b>" if piece.bold else words
