"""Turns what somebody wrote in Teams into plain words; leaves whose message it is to `parse_messages`.

What a mention is, its entity says: by the id of the one who is called, never by a name. `<at>` that somebody typed, and
every other tag, is words or nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from bot.platforms.shared.payloads import Body, part, parts, text
from bot.platforms.teams import parse_markup
from bot.platforms.teams.parse_values import Activity, is_bot

_AT = re.compile(r"<at(?:\s[^<>]*)?>([^<>]*)</at>", re.IGNORECASE)
_AT_ALONE = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
_AT_BEGUN = re.compile(r"(?<![</])[</]+(?=at\b)", re.IGNORECASE)
_QUOTED = re.compile(r"</?quoted(?:\s[^<>]*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_LINE = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Nobody can write these: they have no look of their own, or no place in a text.
_NEVER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CALLED = "\ue000"
"""Where the bot's own name stood."""
_CALLED_BOT = re.compile(f"(?<![ \t])[ \t]*{_CALLED}[:,]?")
_HTML = "text/html"
_MARKED = frozenset({"xml", "html"})
_NO_PERSON = "19:"
"""Begins the ids of channels, chats and teams: a mention of one of them calls no person."""
_NO_FILES = (_HTML, "messagereference", "application/vnd.microsoft.card.", "application/vnd.microsoft.teams.card.")
"""Begin the kinds of what hangs on a message and is neither a picture nor a file."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a message says, and whom it calls."""

    text: str
    people: tuple[Body, ...] = ()
    """The other people whom it mentions, as Teams names them, in order."""
    mentions_bot: bool = False
    attachments: int = 0
    quoted: str = ""
    """The id of the message that it quotes."""


def said(activity: Activity) -> Words:
    """The words of a message: its plain text, or its markup where it has none, or where only that sets quotations apart."""
    body = activity.body
    twins = [text(one, "content") for one in parts(body, "attachments") if text(one, "contentType").lower() == _HTML]
    twin = parse_markup.read("\n".join(twins))
    mentions = [one for one in parts(body, "entities") if text(one, "type") == "mention"]
    called = [part(one, "mentioned") for one in mentions]
    ours = [activity.is_us(text(one, "id")) for one in called]
    return Words(
        text=_plain(_marked(body, twin), zip(map(_name, mentions), ours, strict=True)),
        people=tuple(one for one, is_ours in zip(called, ours, strict=True) if not is_ours and _is_person(one)),
        mentions_bot=any(ours),
        attachments=_brought(body, twin.brought),
        quoted=_quoted(body, twin),
    )


def cleaned(written: str) -> str:
    """Without characters that have no look of their own; every line ends in the same way."""
    return _NEVER.sub("", _LINE.sub("\n", written)).replace("\xa0", " ")


def _marked(body: Body, twin: parse_markup.Markup) -> str:
    """What is to be read, with `<at>…</at>` around mentions, and characters as `&lt;`."""
    written = text(body, "text")
    if (twin.quoted and twin.is_whole) or not cleaned(written).strip():
        return twin.words
    if text(body, "textFormat").lower() in _MARKED:
        return parse_markup.read(written).words
    return _QUOTED.sub("", written) if _quotations(body) else written


def _plain(marked: str, mentions: Iterable[tuple[str, bool]]) -> str:
    """The words, without the bot's own name. `mentions`: the name in the text, and whether it is ours, in order."""
    left: defaultdict[str, deque[bool]] = defaultdict(deque)
    for name, is_ours in mentions:
        left[name].append(is_ours)
    pieces, end = [], 0
    for found in _AT.finditer(marked):
        name = _characters(found[1])
        same = left.get(name)
        is_ours = bool(same) and (same.popleft() if len(same) > 1 else same[0]) if same else False
        pieces += [_characters(marked[end : found.start()]), _CALLED if is_ours else name]
        end = found.end()
    pieces.append(_characters(marked[end:]))
    plain = _CALLED_BOT.sub("", "".join(pieces))
    return "\n".join(line.rstrip() for line in _without_tags(plain).split("\n")).strip()


def _characters(written: str) -> str:
    """Each once: `&amp;lt;` is what somebody wrote about `&lt;`."""
    return cleaned(_ENTITY.sub(lambda found: unescape(found[0]), written))


def _without_tags(plain: str) -> str:
    """No `<at>` is left, nor anything that would be one if something were taken out of it."""
    return _AT_BEGUN.sub(lambda run: "" if "<" in run[0] else run[0], _AT_ALONE.sub("", plain))


def _name(mention: Body) -> str:
    """What stands in the text for the one who is called."""
    found = _AT.fullmatch(text(mention, "text").strip())
    return _characters(found[1] if found else text(part(mention, "mentioned"), "name"))


def _is_person(called: Body) -> bool:
    who = text(called, "id")
    kind = text(called, "type").lower()
    return bool(who) and not who.startswith(_NO_PERSON) and not is_bot(called) and kind in {"", "person", "user"}


def _quotations(body: Body) -> list[Body]:
    """The newer way to quote: an entity, and a tag in the text where the quotation stands."""
    return [part(one, "quotedReply") for one in parts(body, "entities") if text(one, "type") == "quotedReply"]


def _quoted(body: Body, twin: parse_markup.Markup) -> str:
    return next(
        (found for found in (*twin.quoted, *(text(one, "messageId") for one in _quotations(body))) if found), ""
    )


def _brought(body: Body, in_markup: int) -> int:
    """Pictures and files: told beside the message, or in its markup alone (in channels), or in both."""
    kinds = [text(one, "contentType").lower() for one in parts(body, "attachments")]
    files = [kind for kind in kinds if kind and not kind.startswith(_NO_FILES)]
    others = [kind for kind in kinds if kind.startswith(_NO_FILES[1:])]
    return max(len(files), in_markup - len(others))
