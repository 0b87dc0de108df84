"""The rules of words in messages and cards: mentions and their entities, and the little markup; leaves cards to `cards`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

AT = re.compile(r"<at\b[^>]*>.*?</at>", re.DOTALL)
TAGS = frozenset({"b", "i", "code", "a", "br", "at", "ul", "li", "blockquote", "p"})
_HREF = re.compile(r"(https?://|mailto:)\S+")
_NAMED = re.compile(r"&nbsp;")

Known = Callable[[str], bool]
"""Whether somebody or something can be mentioned by such an id."""


def mention_faults(words: Iterable[str], entities: Any, known: Known) -> list[str]:
    """What is wrong between the `<at>` in some texts and the entities beside them."""
    if not isinstance(entities, list) or not all(isinstance(one, Mapping) for one in entities):
        return ["entities must be a list of objects"]
    mentions = [one for one in entities if one.get("type") == "mention"]
    faults = [fault for one in mentions for fault in _entity_faults(one, known)]
    called = {found for text in words for found in AT.findall(text)}
    explained = Counter(str(one.get("text")) for one in mentions)
    faults += [f"no entity for {one}" for one in sorted(called - explained.keys())]
    faults += [f"no {one} in the text for its entity" for one in sorted(explained.keys() - called)]
    return faults + [f"{number} entities for {one}" for one, number in explained.items() if number > 1]


def _entity_faults(entity: Mapping[str, Any], known: Known) -> list[str]:
    who = entity.get("mentioned")
    if not isinstance(who, Mapping) or not isinstance(who.get("id"), str) or not who.get("name"):
        return ["a mention needs mentioned.id and mentioned.name"]
    if not known(who["id"]):
        return [f"nobody here is {who['id']}"]
    return []


def markup_faults(text: str) -> list[str]:
    """What is wrong with a text of textFormat xml."""
    try:
        root = ET.fromstring(f"<all>{_NAMED.sub(' ', text)}</all>")  # noqa: S314 - the bot's own words, in a test
    except ET.ParseError as error:
        return [f"the text is no well-formed xml: {error}"]
    faults = []
    for one in list(root.iter())[1:]:
        if one.tag not in TAGS:
            faults.append(f"<{one.tag}> in a text")
        allowed = {"href"} if one.tag == "a" else {"id"} if one.tag == "at" else set()
        faults += [f"{name} on <{one.tag}>" for name in one.attrib if name not in allowed]
        if one.tag == "a" and not _HREF.fullmatch(one.get("href", "")):
            faults.append(f"a link to {one.get('href')!r}")
    return faults
