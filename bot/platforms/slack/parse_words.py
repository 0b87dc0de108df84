"""Turns what somebody wrote in Slack into plain words; leaves whose message it is to `parse_messages`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.platforms.slack.parse_values import Body, Ours, parts, text
from knowledge.conversation.event import Account

_TOKEN = re.compile(r"<([^<>]+)>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">"}
# Where a token stood while the marks around it are taken away. Nobody can write these: `clean` removes them.
_HELD = re.compile("\ue010(\\d+)\ue011")
_OURS = re.compile("[\ue010\ue011\ue012]")
_BOT = "\ue012"
_CALLED_BOT = re.compile(f"[ \t]*{_BOT}[:,]?")
_MARKS = tuple(
    re.compile(rf"(?<![\w{mark}])[{mark}](?=[^\s{mark}])([^{mark}\n]*[^\s{mark}])[{mark}](?![\w{mark}])")
    for mark in "*_~"
)
_CODE = re.compile(r"```\n?([^`]+?)\n?```|`([^`\n]+)`")
_SCHEME = re.compile(r"https?://(?:www\.)?|mailto:|tel:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a message says, and whom it calls."""

    text: str
    mentions: tuple[str, ...] = ()
    """Account ids of other people, each once, in order."""
    mentions_bot: bool = False

    def accounts(self, make: Callable[[str], Account]) -> tuple[Account, ...]:
        """The people as accounts."""
        return tuple(make(one) for one in self.mentions)


def said(message: Body, ours: Ours | None = None) -> Words:
    """The words of a whole message: its text, or its rich text where it has none."""
    return words(text(message, "text").strip() or rich_text(message), ours)


def words(written: str, ours: Ours | None = None) -> Words:
    """Slack's markup as plain words: names for ids, addresses beside their labels, no stars; the bot's name is gone."""
    names = ours.names if ours else {}
    bot = ours.bot_user if ours else ""
    held: list[str] = []
    called: dict[str, None] = {}

    def hold(found: re.Match[str]) -> str:
        who = _person(found[1])
        if who and who == bot:
            return _BOT
        if who:
            called[who] = None
        held.append(_token(found[1], names))
        return f"\ue010{len(held) - 1}\ue011"

    plain = _without_marks(_TOKEN.sub(hold, _OURS.sub("", written)))
    is_called = _BOT in plain
    if is_called:
        plain = _CALLED_BOT.sub("", plain).strip()
    plain = _HELD.sub(lambda found: held[int(found[1])], unescaped(plain))
    return Words(text=plain, mentions=tuple(called), mentions_bot=is_called)


def unescaped(written: str) -> str:
    """Slack escapes three characters, and only these; each once."""
    return _ENTITY.sub(lambda found: _CHARACTER[found[1]], written)


def _without_marks(written: str) -> str:
    written = _CODE.sub(lambda found: found[1] or found[2], written)
    for mark in _MARKS:
        written = mark.sub(lambda found: found[1], written)
    return written


def _person(token: str) -> str:
    """The account id in `@U1|name`; empty when the token calls no single person."""
    return token[1:].partition("|")[0] if token.startswith("@") else ""


def _token(token: str, names: Mapping[str, str]) -> str:
    """What stands between < and > as somebody would read it."""
    body, _, label = token.partition("|")
    label = unescaped(label).strip()
    kind, rest = body[:1], body[1:]
    if kind == "@":
        return f"@{(label or names.get(rest) or rest).removeprefix('@')}"
    if kind == "#":
        return f"#{(label or rest).removeprefix('#')}"
    if kind == "!":
        return _special(rest, label)
    return _link(unescaped(body), label)


def _special(name: str, label: str) -> str:
    """`<!here>`, `<!subteam^S1|@skolan>`, `<!date^1^{date}|i dag>`."""
    kind, _, rest = name.partition("^")
    if kind == "date":
        return label
    return f"@{(label or rest.partition('^')[0] or kind).removeprefix('@')}"


def _link(address: str, label: str) -> str:
    """The label with its address, or one of them when both say the same."""
    bare = _SCHEME.sub("", address, count=1)
    if not bare:
        return label or address
    if not label or label in (address, bare):
        return label or (bare if address.lower().startswith(("mailto:", "tel:")) else address)
    if _SCHEME.sub("", label, count=1).rstrip("/").lower() == bare.rstrip("/").lower():
        return label
    return f"{label} ({bare if address.lower().startswith(('mailto:', 'tel:')) else address})"


def rich_text(message: Body) -> str:
    """The rich text blocks of a message, written as Slack would write them in `text`."""
    blocks = [one for one in parts(message, "blocks") if text(one, "type") == "rich_text"]
    return "\n".join(filter(None, (_sections(block) for block in blocks))).strip()


def _sections(block: Body) -> str:
    lines = []
    for section in parts(block, "elements"):
        if text(section, "type") == "rich_text_list":
            lines += [f"- {_line(item)}" for item in parts(section, "elements")]
        else:
            lines.append(_line(section))
    return "\n".join(lines)


def _line(section: Body) -> str:
    return "".join(_element(one) for one in parts(section, "elements")).strip("\n")


def _element(element: Body) -> str:
    """One element of a rich text: words, an emoji, or somebody or something that is called."""
    match text(element, "type"):
        case "text":
            return _escaped(text(element, "text"))
        case "emoji":
            return f":{text(element, 'name')}:"
        case "user":
            return f"<@{text(element, 'user_id')}>"
        case "usergroup":
            return f"<!subteam^{text(element, 'usergroup_id')}>"
        case "channel":
            return f"<#{text(element, 'channel_id')}>"
        case "broadcast":
            return f"<!{text(element, 'range')}>"
        case "link":
            label = _escaped(text(element, "text"))
            return f"<{_escaped(text(element, 'url'))}{'|' if label else ''}{label}>"
        case "date":
            return _escaped(text(element, "fallback"))
        case _:
            return ""


def _escaped(written: str) -> str:
    return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
