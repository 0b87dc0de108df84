"""What a central contact wrote, as safe Markdown of our subset, with everything wrong named; leaves the rest of a draft to composed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.conversation.message import escape

LONGEST = 3000
"""Characters of a body: what a card of every platform shows whole."""
_SPAN = re.compile(
    r"\\(?P<literal>[\\*`\[\]()>#_~|<&])"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<!!)\[(?P<label>[^\]\n]+)\]\((?P<address>https://[^)\s]+)\)"
    r"|\*\*(?P<bold>[^*\n]+)\*\*"
    r"|(?<![\w*])\*(?P<italic>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
)
_POINT = re.compile(r"^(?P<begins>(?: {0,3}[-*+] +)|(?:\d{1,2}\. +)|(?:> ?))(?P<rest>.*)$")
_MASS = re.compile(
    r"(?i)(?<![\w.])[@!](?:channel|here|everyone|kanal(?:en)?|alla|all|team)\b|<!(?:channel|here|everyone)"
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something in a text that cannot be shown."""

    kind: str
    """`bold`, `code`, `link`, `heading`, `table`, `html`, `image`, `mass` or `long`."""
    line: int
    """Counted from 1; 0 = the whole text."""
    words: str = ""
    """What stands there."""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A text as it may be said, and what is wrong with it."""

    text: str
    faults: tuple[Fault, ...] = ()


def checked(text: str, longest: int = LONGEST) -> Checked:
    """Bold, italic, code, https links, lists and quotes stay markup; every other sign means itself."""
    faults = [Fault(kind="long", line=0, words=str(len(text)))] if len(text) > longest else []
    lines = []
    for number, line in enumerate(text[: longest * 2].split("\n"), start=1):
        faults += _faults(line, number)
        lines.append(_safe_line(line))
    return Checked(text="\n".join(lines).strip("\n"), faults=tuple(faults))


def one_line(text: str) -> str:
    """A title: no markup at all."""
    return escape(" ".join(text.split()))


def _safe_line(line: str) -> str:
    found = _POINT.match(line)
    begins, rest = (found["begins"], found["rest"]) if found else ("", line)
    begins = "- " if begins.strip() in {"-", "*", "+"} else begins.lstrip()
    return begins + _safe(rest)


def _safe(text: str) -> str:
    made, at = [], 0
    for found in _SPAN.finditer(text):
        made += [escape(text[at : found.start()]), _span(found)]
        at = found.end()
    return "".join([*made, escape(text[at:])])


def _span(found: re.Match[str]) -> str:
    if found["literal"]:
        return escape(found["literal"])
    if found["code"]:
        return f"`{found['code']}`"
    if found["address"]:
        return f"[{escape(found['label'])}]({found['address']})"
    if found["bold"]:
        return f"**{escape(found['bold'])}**"
    return f"*{escape(found['italic'])}*"


def _faults(line: str, number: int) -> list[Fault]:
    """What stands in a line that our subset has not."""
    found = []
    if re.match(r"#{1,6} ", line):
        found.append(Fault(kind="heading", line=number, words=line[:40]))
    if line.count("|") >= 2 and re.match(r"\s*\|", line):
        found.append(Fault(kind="table", line=number, words=line[:40]))
    rest = _SPAN.sub(" ", _POINT.sub(r"\g<rest>", line))
    for kind, pattern in _WRONG:
        if (bad := re.search(pattern, rest)) is not None:
            found.append(Fault(kind=kind, line=number, words=bad[0][:40]))
            rest = rest.replace(bad[0], " ")
    if (mass := _MASS.search(line)) is not None:
        found.append(Fault(kind="mass", line=number, words=mass[0]))
    return found


_WRONG = (
    ("image", r"!\[[^\]]*\]\([^)]*\)"),
    ("link", r"\[[^\]\n]+\]\([^)]*\)?"),
    ("html", r"</?[a-zA-Z][^>\n]*>"),
    ("bold", r"\*\*"),
    ("code", r"`"),
)
"""What is left of a line when everything right is taken out, and shows that something was meant otherwise."""
