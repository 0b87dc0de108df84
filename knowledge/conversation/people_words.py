"""What central contacts say of people, schools and channels (`ta bort kontakt …`, `ny skola …`); leaves finding whom they mean to `support`.

Each rule takes what stands after the command's word and returns what it is about, or None: no command.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.conversation.command_rests import contact, is_sentence
from knowledge.conversation.fold import EDGE, fold, word_set

LEADS: dict[str, str] = {
    "contact": "kontakt|kontakter|contact|contacts|ny kontakt|new contact|lagg till kontakt|add contact",
    "contact_off": "ta bort kontakt|ta bort kontakten|remove contact",
    "central": "central|ny central|lagg till central|new central|add central|central kontakt|central contact|"
    "ny central kontakt|lagg till central kontakt|add central contact",
    "central_off": "ta bort central|ta bort central kontakt|remove central|remove central contact",
    "vendor_contact": "leverantorskontakt|ny leverantorskontakt|vendor contact|new vendor contact|add vendor contact",
    "vendor_contact_off": "ta bort leverantorskontakt|remove vendor contact",
    "substitute": "ersattare|vikarie|substitute",
    "school_on": "ny skola|lagg till skola|new school|add school",
    "school_name": "byt namn skola|byt namn pa skola|byt namn pa skolan|byt namn pa|byt namn|rename school|rename",
    "school_alias": "alias|nytt alias|alias skola|new alias|school alias",
    "school_off": "ta bort skola|ta bort skolan|remove school",
    "place": "den har kanalen ar|kanalen ar|den har kanalen|this channel is|the channel is|this channel|"
    "kanalen hor till|den har kanalen hor till",
}
"""Command -> how it begins, folded."""

PEOPLE = frozenset(LEADS) - {"place"}
"""Commands in which a person may be named by address."""

_TO = re.compile(r"\s+(?:till|to|->|→|=>)\s+", re.IGNORECASE)
_ALIASES = re.compile(r"(?:^|[\s,(])(?:alias(?:es)?|även|also|kallas|called)\b:?\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:,|;|\boch\b|\band\b)\s*", re.IGNORECASE)
_FOR = re.compile(r"\s+(?:för|for|på|of)\s+", re.IGNORECASE)

_AREAS = {
    "technical": word_set("teknik teknisk tekniska tekniskt technical tech"),
    "pedagogical": word_set("pedagogik pedagogisk pedagogiska pedagogiskt pedagogical"),
}
_BOTH = word_set("bada both badadera")
_AREA_EDGE = word_set("och and omrade omraden area areas + &")

_KINDS = {
    "support": "support|supporten|supportkanal|supportkanalen|supportkanal nu|for support|en supportkanal|a support channel|"
    "the support channel|support channel|for fragor|for questions",
    "news": "nyheter|news|for nyheter|for news|nyhetskanal|nyhetskanalen|en nyhetskanal|a news channel|news channel",
    "contacts": "kontakternas|kontakternas kanal|kontakter|for kontakter|for kontakterna|contacts|the contacts|"
    "the contacts channel|contacts channel|for contacts|for the contacts",
    "central": "central|centrala|centralas|de centralas|for centrala|for de centrala|for central|"
    "centrala kontakternas|de centrala kontakternas|for the central contacts|the central contacts",
}
_BY_KIND = {words: kind for kind, ways in _KINDS.items() for words in ways.split("|")}
_NOTHING = "ingenting|inget|nothing|ingen kanal|ingen supportkanal|ingen plats|no channel|no place"
_NOT = re.compile(r"(?:inte|ej|not|no)\s+(?:langre\s+|longer\s+)?(.*?)(?:\s+(?:langre|any ?more|nu))?")
_ENDS = re.compile(r"\s+(?:nu|now|igen|again|tack|please)$")
_OF_SCHOOL = re.compile(r"(?:för|for|till|to|på)\s+(.+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class PlaceSaid:
    """What somebody says a channel is."""

    kind: str = ""
    """`support`, `news`, `contacts`, `central`, `school`; empty = it is nothing any more."""
    school: str = ""
    """The school's name, of kind `school`."""


@dataclass(frozen=True, kw_only=True)
class SchoolSaid:
    """A new school in words."""

    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()


def place_said(rest: str) -> PlaceSaid | None:
    """`support`, `för Lindskolan`, `inte support längre` -> what the channel is; None when nothing such is said."""
    said = rest.strip(EDGE)
    folded = _ENDS.sub("", " ".join(fold(said).split()))
    off = _NOT.fullmatch(folded)
    if folded in _NOTHING.split("|") or (off and (off[1] in _BY_KIND or off[1].startswith("for "))):
        return PlaceSaid()
    if folded in _BY_KIND:
        return PlaceSaid(kind=_BY_KIND[folded])
    named = _OF_SCHOOL.fullmatch(said)
    if named is None or is_sentence(named[1]) or len(named[1].split()) > 5:
        return None
    return PlaceSaid(kind="school", school=named[1].strip(EDGE))


def areas_said(rest: str) -> tuple[tuple[str, ...], str]:
    """`Eva Lind teknik` -> (`technical`,) and `Eva Lind`; without a word about it no areas."""
    found: dict[str, None] = {}
    left = []
    for word in rest.split():
        folded = fold(word).strip(EDGE)
        meant = list(_AREAS) if folded in _BOTH else [area for area, words in _AREAS.items() if folded in words]
        found.update(dict.fromkeys(meant))
        if not meant:
            left.append(word)
    while found and left and fold(left[-1]).strip(EDGE) in _AREA_EDGE | {""}:
        left.pop()
    return tuple(area for area in _AREAS if area in found), " ".join(left)


def school_said(rest: str) -> SchoolSaid:
    """`Ekbacken, förskola, alias Backen` -> name, kind and aliases; the name is empty when there is none."""
    head, *tail = _ALIASES.split(rest, maxsplit=1)
    name, *kind = (part.strip(" ()") for part in head.split(",", 1))
    return SchoolSaid(
        name=_line(name), kind=_line(kind[0]) if kind else "", aliases=names_said(tail[0]) if tail else ()
    )


def names_said(text: str) -> tuple[str, ...]:
    """`Backen, Eken och Ekis` -> each of them, once."""
    parts = (_line(part) for part in _PARTS.split(text.strip(" ()")))
    return tuple(dict.fromkeys(part for part in parts if part))


def renamed(rest: str) -> tuple[str, str]:
    """`Lindskolan till Norra Lindskolan` -> both names; the new one is empty when it is not said."""
    parts = _TO.split(rest.strip())
    return (parts[0].strip(EDGE), _line(" till ".join(parts[1:]))) if len(parts) > 1 else (rest.strip(EDGE), "")


def alias_said(rest: str) -> tuple[str, str]:
    """`Linden för Lindskolan` -> the words about the school and the alias; (all, empty) when they are not told apart."""
    told = _FOR.split(rest.strip(), maxsplit=1)
    if len(told) == 2 and told[0] and told[1]:
        return told[1].strip(EDGE), _line(told[0])
    head, colon, tail = rest.partition(":")
    return (head.strip(EDGE), _line(tail)) if colon and tail.strip() else (rest.strip(EDGE), "")


def _line(text: str) -> str:
    return " ".join(text.split()).strip(EDGE)[:80].strip()


def _names(most: int) -> Callable[[str], str | None]:
    """A rule: names follow, not a sentence or a question."""

    def rule(rest: str) -> str | None:
        too_long = len(rest.split()) > most or "\n" in rest.strip()
        return None if too_long or rest.rstrip().endswith("?") or is_sentence(rest) else rest.strip(" \t\n,;!?")

    return rule


def _place(rest: str) -> str | None:
    return rest.strip() if not rest.rstrip().endswith("?") and place_said(rest) else None


RESTS: dict[str, Callable[[str], str | None]] = {
    "contact": contact,
    "contact_off": _names(8),
    "central": _names(7),
    "central_off": _names(5),
    "vendor_contact": _names(5),
    "vendor_contact_off": _names(5),
    "substitute": _names(14),
    "school_on": _names(16),
    "school_name": _names(12),
    "school_alias": _names(8),
    "school_off": _names(6),
    "place": _place,
}
"""Command -> the rule for what follows."""
