"""One line of our Markdown subset as runs of Slack's mrkdwn in which only our own markup is alive; leaves lines to `body`.

Slack's markup has no escape for `*`, `_`, `~` and the backtick, and pairs them more loosely than it says. So where such
a character is meant as itself it is shown as its twin that is never markup (`∗`, `ˍ`, `∼`, `ˋ`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from bot.platforms.shared.marks import TOKEN, Known, unescaped
from bot.platforms.slack.limits import one_line, size
from knowledge.conversation.message import DESK_LINK, plain

COMMAND = "/support"
"""The command's name, which stands before its words where one has to type it."""
BOLD, ITALIC, CODE = "*", "_", "`"

_OURS = re.compile("[\ue000-\ue0ff]")
_TWINS = str.maketrans({"*": "∗", "＊": "∗", "~": "∼", "～": "∼", "`": "ˋ", "｀": "ˋ", "＿": "ˍ"})
_UNDERSCORES = re.compile("_+")
_IN_A_WORD = re.compile("[0-9A-Za-z]")
_WEB = re.compile(r"https?://[^\s/?#<>|]")
_ACCOUNT = re.compile(r"\w{1,50}")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>|\"`\\^{}\x00-\x1f\x7f]")
_LONGEST_LINK = 2000
_NO_BREAK = "\u200b"
_OPENS_AFTER = frozenset(" ([{-/.,:;!?'\"")
_CLOSES_BEFORE = frozenset(" )]}-/.,:;!?'\"")


@dataclass(frozen=True, kw_only=True)
class Run:
    """A piece of a line, ready for Slack but for the signs of its style."""

    text: str
    style: str = ""
    """The signs around it, the outermost first."""
    is_whole: bool = False
    """Whether it must not be cut: a link or a mention."""

    @property
    def weight(self) -> int:
        """The most that it can take in a line."""
        return size(self.text) + 2 * len(self.style) + 2


def runs(line: str, known: Known, *, direct: bool = False) -> tuple[Run, ...]:
    """The line's pieces; `direct`: commands are shown without their name, for they are written to the bot alone."""
    return tuple(_merged(_read(line, "", known, direct=direct)))


def painted(pieces: Iterable[Run]) -> str:
    """The pieces as mrkdwn, with the signs of their styles where Slack sees them."""
    out, opened = "", ""
    for piece in (one for one in pieces if one.text):
        common = _common(opened, piece.style)
        if opened != common:
            out += opened[len(common) :][::-1]
            out += "" if (piece.text[0] if piece.style == common else "") in _CLOSES_BEFORE else _NO_BREAK
        if piece.style != common:
            out += "" if not out or out[-1] in _OPENS_AFTER or out[-1] in {*common, _NO_BREAK} else _NO_BREAK
        out += piece.style[len(common) :] + piece.text
        opened = piece.style
    return out + opened[::-1]


def call(person: str, known: Known) -> str:
    """The person's account as a mention that calls; empty where Slack does not know them."""
    account = known.accounts.get(person, "")
    return f"<@{account}>" if _ACCOUNT.fullmatch(account) else ""


def still(text: str) -> str:
    """Words that mean themselves: nothing in them is alive in mrkdwn."""
    text = _OURS.sub("", text).translate(_TWINS)
    text = _UNDERSCORES.sub(lambda found: found[0] if _is_in_word(found) else "ˍ" * len(found[0]), text)
    return escaped(text)


def escaped(text: str) -> str:
    """Words in which nothing calls or links; where no signs are read, that is enough."""
    return _OURS.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def address(given: str) -> str:
    """A web address in which nothing ends a link of Slack's; empty when it is none."""
    return _UNSAFE_IN_ADDRESS.sub(lambda found: quote(found[0], safe=""), given) if _WEB.match(given) else ""


def _read(text: str, style: str, known: Known, *, direct: bool) -> Iterator[Run]:
    """The pieces in order; letters that were escaped stand beside the others."""
    begin, literal = 0, ""
    for found in TOKEN.finditer(text):
        literal += text[begin : found.start()]
        begin = found.end()
        if found["escaped"] is not None:
            literal += found["escaped"]
            continue
        yield Run(text=still(literal), style=style)
        literal = ""
        yield from _token(found, style, known, direct=direct)
    yield Run(text=still(literal + text[begin:]), style=style)


def _token(found: re.Match[str], style: str, known: Known, *, direct: bool) -> Iterator[Run]:
    if found["person"] is not None:
        called = call(found["person"], known)
        yield Run(text=called or still(one_line(found["name"])), style=style, is_whole=bool(called))
    elif found["command"] is not None:
        yield _code(found["command"] if direct else f"{COMMAND} {found['command']}", style)
    elif found["code"] is not None:
        yield _code(unescaped(found["code"]), style)
    elif found["label"] is not None:
        yield replace(_link(plain(found["label"]), unescaped(found["address"]), known), style=style)
    else:
        sign = BOLD if found["bold"] is not None else ITALIC
        yield from _styled(found["bold"] or found["italic"], sign, style, known, direct=direct)


def _styled(inner: str, sign: str, style: str, known: Known, *, direct: bool) -> Iterator[Run]:
    """Words in one style more; spaces at the edge stand outside, for Slack sees no style that begins with one."""
    words = inner.strip()
    if not words or sign in style:
        yield from _read(inner, style, known, direct=direct)
        return
    around = " " if inner[0] != words[0] else "", " " if inner[-1] != words[-1] else ""
    yield Run(text=around[0], style=style)
    yield from _read(words, style + sign, known, direct=direct)
    yield Run(text=around[1], style=style)


def _code(words: str, style: str) -> Run:
    words = _OURS.sub("", words).replace("`", "ˋ").strip()
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Run(text=safe, style=style + CODE if safe else style)


def _link(label: str, target: str, known: Known) -> Run:
    words = still(one_line(label))
    if target.startswith(DESK_LINK):
        target = known.links.get(target.removeprefix(DESK_LINK), "")
    web = address(target)
    link = f"<{web.replace('&', '&amp;')}|{words.replace('|', '¦')}>"
    if not web or not words or size(link) > _LONGEST_LINK:
        return Run(text=words)
    return Run(text=link, is_whole=True)


def _merged(pieces: Iterable[Run]) -> Iterator[Run]:
    """Without the empty ones; neighbours of one style that may be cut are one."""
    last: Run | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.style == piece.style and not (last.is_whole or piece.is_whole):
            last = replace(last, text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _is_in_word(found: re.Match[str]) -> bool:
    """Whether it is one underscore between two plain letters or digits; there Slack leaves it alone."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return len(found[0]) == 1 and bool(_IN_A_WORD.match(before)) and bool(_IN_A_WORD.match(after))


def _common(one: str, other: str) -> str:
    """The beginning that both styles share."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]
