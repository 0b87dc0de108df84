"""What Teams takes, read with the worst of wills: limits, names, and everything in a card or text that could be alive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from bot.platforms.teams import ids

Payload = dict[str, Any]
MOST = 28 * 1024
AT = re.compile(r"<at>[^<>&]+</at>")
OURS = re.compile(r"\*\*|\[[^\[\]]+\]\(https?://[^\s()]+\)")
SIGNS = re.compile(r"[*_\[\]#`~<>&|\\]|\{\{|://|www\.|^\s*(?:[-+=]|\d+[.)])", re.IGNORECASE)
PRIVATE = re.compile("[\ue000-\uf8ff\ud800-\udfff]")
KINDS = frozenset({
    "TextBlock", "RichTextBlock", "TextRun", "Container", "ActionSet", "Input.Text", "Input.ChoiceSet", "Input.Date",
    "Input.Toggle", "Action.Execute", "Action.Submit", "Action.OpenUrl", "AdaptiveCard",
})  # fmt: skip
LOOKS = {
    "spacing": {"None", "Small", "Default", "Medium", "Large"}, "size": {"Small", "Default", "Medium"}, "wrap": {True},
    "weight": {"Bolder"}, "color": {"Attention", "Accent"}, "fontType": {"Monospace"}, "mode": {"secondary"},
}  # fmt: skip


def size(value: object) -> int:
    """Bytes, in the longer of the two ways to write JSON."""
    return max(len(json.dumps(value)), len(json.dumps(value, ensure_ascii=False).encode()))


def parts(value: Any) -> Iterator[Payload]:
    """Every object in a payload that has a type."""
    if isinstance(value, dict):
        if isinstance(value.get("type"), str):
            yield value
        for name, one in value.items():
            yield from parts(one) if name not in {"data", "entities"} else ()
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def of_kind(value: Any, *kinds: str) -> list[Payload]:
    """The objects of these types, in order; what stands in for an action is not one."""
    return [one for one in parts(_without_fallback(value)) if one["type"] in kinds]


def _without_fallback(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_fallback(one) for name, one in value.items() if name != "fallback"}
    return [_without_fallback(one) for one in value] if isinstance(value, list) else value


def content(activity: Payload) -> Payload:
    """The one card of an activity."""
    (attachment,) = activity["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    return dict(attachment["content"])


def faults_of_activity(shown: Payload) -> list[str]:
    """What Teams would refuse in an activity, or read where only words were meant."""
    found = [] if size(shown) <= MOST else [f"{size(shown)} bytes"]
    found += [] if shown.get("summary", "").strip() and shown["type"] == "message" else ["no summary"]
    found += ["private characters"] if PRIVATE.search("".join(strings(shown))) else []
    if "attachments" in shown:
        found += ["text beside a card"] if shown.get("text") or "entities" in shown else []
        return found + faults_of_card(content(shown))
    return found + faults_of_text(shown)


def faults_of_window(answer: Payload) -> list[str]:
    """What Teams would refuse in the answer that opens a window."""
    value = answer["task"]["value"]
    found = [] if answer["task"]["type"] == "continue" and 1 <= len(value["title"]) <= 64 else ["the title"]
    found += [] if size(answer) <= MOST else [f"{size(answer)} bytes"]
    found += ["Execute works in no window"] if of_kind(value, "Action.Execute") else []
    return found + faults_of_card(value["card"]["content"])


def faults_of_card(card: Payload) -> list[str]:
    """What Teams would refuse in a card."""
    assert (card["type"], card["version"], card["msteams"]["width"]) == ("AdaptiveCard", "1.5", "Full")
    found = [] if card["body"] else ["an empty card"]
    entities = card["msteams"].get("entities", [])
    found += faults_of_calls(entities, "\n".join(one["text"] for one in of_kind(card, "TextBlock")))
    inputs = [one["id"] for one in parts(card) if one["type"].startswith("Input.")]
    found += [f"{inputs} twice"] if len(inputs) != len(set(inputs)) else []
    for part in parts(card):
        found += [f"unknown {part['type']}"] if part["type"] not in KINDS else []
        found += [f"{name} {part[name]}" for name, known in LOOKS.items() if name in part and part[name] not in known]
        found += _faults_of_part(part, {one["text"] for one in entities})
    return found


def _faults_of_part(part: Payload, called: set[str]) -> Iterator[str]:
    kind = part["type"]
    if kind == "TextBlock":
        yield from (f"{one!r} is alive in {part['text']!r}" for one in alive(part["text"], called))
        yield from ("no wrap",) if not part.get("wrap") else ()
    if kind in {"TextBlock", "TextRun", "RichTextBlock", "Container"} and not any(
        map(part.get, ("text", "inlines", "items"))
    ):
        yield f"an empty {kind}"
    if kind == "ActionSet" and not (part["actions"] and sum("mode" not in one for one in part["actions"]) <= 6):
        yield f"{len(part['actions'])} actions"
    yield from _faults_of_input(part) if kind.startswith("Input.") else ()
    yield from _faults_of_action(part)
    texts = [part.get(name, "") for name in ("text", "title", "tooltip", "label", "placeholder", "errorMessage")]
    texts += [choice["title"] for choice in part.get("choices", [])]
    yield from ("a date function" for text in texts if "{{" in text)
    if kind != "TextBlock" and any(re.search("</?at>", text, re.IGNORECASE) for text in texts):
        yield "a call outside a TextBlock"


def _faults_of_input(part: Payload) -> Iterator[str]:
    if not (part["id"].startswith(ids.FIELD) and part["label"]):
        yield "an input without a name"
    if part.get("isRequired") and not part.get("errorMessage"):
        yield "an input that cannot say what is wrong"
    if part["type"] == "Input.ChoiceSet" and part.get("value") not in {
        None,
        *(one["value"] for one in part["choices"]),
    }:
        yield f"{part['value']} is no choice"


def _faults_of_action(part: Payload) -> Iterator[str]:
    if part["type"] == "Action.OpenUrl" and not re.fullmatch(r"https?://[^\s<>\"]+", part["url"], re.IGNORECASE):
        yield f"no address: {part['url']}"
    if part["type"] == "Action.Execute" and "title" in part:
        fallback = part["fallback"]
        same = [fallback[name] == part[name] for name in ("title", "data")]
        yield from () if all(same) and fallback["type"] == "Action.Submit" else ("another fallback",)


def alive(text: str, called: set[str]) -> list[str]:
    """What Teams could read as a sign in a TextBlock, but for the calls and, beside them, our own bold and links."""
    calls = AT.findall(text)
    rest = AT.sub("x", text)
    if calls:
        rest = OURS.sub("x", rest)
    odd = [call for call in calls if call not in called]
    odd += ["**"] if calls and text.count("**") % 2 else []
    return odd + SIGNS.findall(rest)


def faults_of_calls(entities: list[Payload], text: str) -> list[str]:
    """Calls that are in the list or in the text alone, or twice."""
    texts = [one["text"] for one in entities]
    found = [f"{one} is not there once" for one in texts if text.count(one) != 1 or not AT.fullmatch(one)]
    found += [f"{texts} are not told apart"] if len({one.casefold() for one in texts}) != len(texts) else []
    return found + [f"nobody: {one}" for one in entities if not (one["mentioned"]["id"] and one["mentioned"]["name"])]


class Read(HTMLParser):
    """A text as a browser reads it: its words, and the tags that are alive in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()
        self.faults += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.faults += [name for name, _ in attrs if (tag, name) != ("a", "href")]
        self.words += "\n" if tag in {"br", "blockquote"} else ""
        self._open += [] if tag == "br" else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.faults += [] if self._open and self._open.pop() == tag else [f"</{tag}>"]

    def handle_data(self, data: str) -> None:
        self.words += data


def faults_of_text(shown: Payload) -> list[str]:
    """What Teams would refuse in an activity of words, or read in it."""
    read = Read(shown["text"])
    found = read.faults + [tag for tag in read.tags if tag not in {"b", "i", "code", "a", "at", "br", "blockquote"}]
    found += ["no words"] if not read.words.strip() or shown["textFormat"] != "xml" else []
    found += [one for one in read.addresses if not re.match("https?://", one, re.IGNORECASE)]
    found += ["a call that is none"] if read.tags.count("at") != len(shown.get("entities", [])) else []
    return found + faults_of_calls(shown.get("entities", []), shown["text"])


def strings(value: Any) -> Iterator[str]:
    """All strings in a payload."""
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def aloud(shown: Payload) -> str:
    """What a reader meets: the words, then the buttons; look-alikes as the signs that they stand for."""
    if "text" in shown:
        return Read(shown["text"]).words
    lines = []
    for part in of_kind(
        content(shown), "TextBlock", "RichTextBlock", "Action.Execute", "Action.Submit", "Action.OpenUrl"
    ):
        if part["type"] == "RichTextBlock":
            lines.append("".join(run["text"] for run in part["inlines"]))
        elif part["type"] == "TextBlock":
            lines.append(re.sub(r"</?at>|\*\*", "", re.sub(r"\[([^\[\]]+)\]\([^()]*\)", r"\1", part["text"])))
        elif "title" in part:
            lines.append(part.get("tooltip") or part["title"])
    return signs_back("\n".join(lines))


def signs_back(text: str) -> str:
    """The look-alikes as the signs that they stand for."""
    return text.replace("\u200b", "").translate(str.maketrans("∗ˍ∼ˋ［］＃‹›＆¦∖", "*_~`[]#<>&|\\"))
