"""Who does a task of a meeting's notes and until when, as it is written; leaves which lines are tasks to `notes_words`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.conversation.days import Period, parse_period
from knowledge.conversation.fold import EDGE

_DAY = timedelta(days=1)
_UPPER = "A-ZÅÄÖÉÜØÆÁÍÓÚÇÈÊËÎÏÔÛŠŽĆČĐŁ"
_NAME = rf"[{_UPPER}][\w'’-]*"
_NAMES = rf"{_NAME}(?:[ \t]+{_NAME}){{0,3}}"
_AT = re.compile(rf"(?<!\S)@(?P<name>{_NAMES})")
_FIRST = re.compile(
    rf"(?P<name>{_NAMES}(?:[ \t]*(?:,|&|/|och|and)[ \t]*{_NAMES}){{0,3}})(?P<colon>[ \t]*:|[ \t]+[–—-](?=[ \t]))?"
)
_BRACKETS = re.compile(r"[ \t]*[(\[](?P<inside>[^()\[\]]{1,80})[)\]][ \t.]*$")
_TAIL = re.compile(r"[ \t]+[–—-][ \t]*(?P<inside>[^–—]{1,60})$|[ \t]*,?[ \t]+(?=(?:ansvarig|ansvar|owner|responsible)\b)(?P<named>.{1,80})$",
                   re.IGNORECASE)  # fmt: skip
_ROLE = re.compile(
    r"\b(?:ansvarig(?:a|t)?|ansvar|owner|responsible|vem|who)\b(?:[ \t]*(?:är|is))?[ \t]*:?", re.IGNORECASE
)
_LEAD = r"(?:senast|till och med|t\.?o\.?m\.?|till|innan|före|deadline|klart|by|due|before|until|no later than)"
_DUE = re.compile(rf"(?:,?[ \t]+|^)(?:{_LEAD}[ \t]*:?[ \t]+)+(?P<when>\S.{{0,40}})$", re.IGNORECASE)
_DUE_INSIDE = re.compile(rf"(?:(?<=\s)|^){_LEAD}[ \t]*:?[ \t]+", re.IGNORECASE)
_NEXT = re.compile(
    r",?[ \t]*(?:till|inför|före|by|before|until|for)[ \t]+(?:the[ \t]+)?(?:nästa|next)[ \t]+"
    r"(?:möte|avstämning|avstämningsmöte|träff|gång|meeting|check-in)\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:i[ \t]?dag|today)\b", re.IGNORECASE)
_WEEK = re.compile(r"\b(?:v\.?[ \t]*\d|veck|week)", re.IGNORECASE)
_JOINED = re.compile(r"[ \t]*(?:,|&|/|\+|[ \t]och[ \t]|[ \t]and[ \t])[ \t]*")
_MOST_DAYS = 5
"""So many places with a word like `till` are looked at."""
_LOOSE = " \t,;:–—-"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A task as it was written."""

    text: str
    who: tuple[str, ...] = ()
    due: date | None = None
    by_mark: bool = False
    """Whether it is a task without being called one: `@` first, last or with a day, or somebody and a day at its end."""


def told(text: str, day: date, known: Callable[[str], bool]) -> Told:
    """The task in a line: `mejla rektorerna (Eva, 15 jan)`, `@Eva till fredag: ring`, `Eva: ring`, `ring – Eva, v. 3`."""
    text = text.strip()
    at = _AT.search(text)
    if at:
        return _by_mark(text, at, day, known)
    for found in (_BRACKETS.search(text), _TAIL.search(text)):
        if found is None or not text[: found.start()].strip():
            continue
        groups = found.groupdict()
        who, due, sure = _who_and_when(groups["inside"] or groups.get("named") or "", day)
        is_known = bool(who) and all(map(known, who))
        if sure or is_known or (who and found.re is _BRACKETS):
            task = _first(text[: found.start()].strip(), who, due, day, known)
            return replace(task, by_mark=is_known and due is not None)
    return _first(text, (), None, day, known)


def _by_mark(text: str, at: re.Match[str], day: date, known: Callable[[str], bool]) -> Told:
    """`@Eva` anywhere; more people may be called."""
    who, rest = [], text
    ends = text.startswith("@")
    while at is not None:
        name = _known_part(at["name"], known)
        end = at.start() + 1 + len(name)
        who.append(name)
        before, after = rest[: at.start()].rstrip(), rest[end:]
        after = re.sub(r"^[ \t]*(?:,|&|och|and)?[ \t]*(?=@)", "", after)
        ends = ends or not after.strip(EDGE + _LOOSE)
        rest = f"{before} {after.lstrip()}" if before else after.lstrip()
        found = _AT.search(rest)
        if found is None:
            break
        at = found
    said, due = _without_day(re.sub(r"[(\[][ \t]*[)\]]", "", rest).strip(_LOOSE), day)
    if due is None:
        said, due = _day_first(said, day)
    said = said.strip(_LOOSE)
    return Told(text=said or text, who=tuple(who), due=due, by_mark=ends or due is not None)


def _day_first(text: str, day: date) -> tuple[str, date | None]:
    """`till fredag: ring` -> `ring` and the day."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or len(head) > 40 or not _DUE_INSIDE.match(head):
        return text, None
    period = _period(_DUE_INSIDE.sub("", head), day)
    return (rest.strip(), period.last) if period and not period.rest.strip(EDGE) else (text, None)


def _known_part(name: str, known: Callable[[str], bool]) -> str:
    """The longest beginning that is somebody's name; the first word when none is."""
    words = name.split()
    parts = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((part for part in parts if known(part)), words[0])


def _first(text: str, who: tuple[str, ...], due: date | None, day: date, known: Callable[[str], bool]) -> Told:
    """What is left of a task: a day at its end, a name at its beginning."""
    if due is None:
        text, due = _without_day(text, day)
    begins = _FIRST.match(text) if not who else None
    if begins and begins["colon"] and text[begins.end() :].strip():
        return Told(text=text[begins.end() :].strip(), who=_split(begins["name"]), due=due)
    if begins:
        names = [_known_part(one, known) for one in _split(begins["name"])]
        if all(map(known, names)) and len(text.split()) > len(names):
            return Told(text=text, who=tuple(names), due=due)
    return Told(text=text, who=who, due=due)


def _without_day(text: str, day: date) -> tuple[str, date | None]:
    """The task without the last day at its end; a day in the middle stays in the words, and counts too."""
    soon = _NEXT.search(text)
    if soon and text[: soon.start()].strip():
        return f"{text[: soon.start()]}{text[soon.end() :]}".strip(), None
    inside = _BRACKETS.search(text)
    if inside and text[: inside.start()].strip():
        who, due, sure = _who_and_when(inside["inside"], day)
        if sure and not who:
            return text[: inside.start()].strip(), due
    for found in reversed(list(_DUE_INSIDE.finditer(text))[-_MOST_DAYS:]):
        period = _period(text[found.end() :], day)
        if period is None or not text[: found.start()].strip():
            continue
        if not period.rest.strip(EDGE):
            return text[: found.start()].strip(_LOOSE), period.last
        if _starts_with_day(text[found.end() :], day):
            return text, period.last
    return text, None


def _starts_with_day(text: str, day: date) -> bool:
    """Whether the words after `till` begin with a day: `till fredag så att alla hinner`."""
    words = text.split()
    return any(
        (period := _period(" ".join(words[:length]), day)) is not None and not period.rest.strip(EDGE)
        for length in range(1, min(5, len(words)) + 1)
    )


def _who_and_when(inside: str, day: date) -> tuple[tuple[str, ...], date | None, bool]:
    """The names and the day in brackets, and whether a day or the word for whoever does it stands there."""
    is_role = bool(_ROLE.search(inside))
    inside = _ROLE.sub(" ", inside)
    soon = _NEXT.search(inside)
    inside = _NEXT.sub("", inside)
    period = _period(inside, day)
    rest = period.rest if period else inside
    rest = re.sub(rf"(?i)(?:^|(?<=[\s,])){_LEAD}[ \t]*:?(?=\s|$)", " ", rest) if period else rest
    who = _split(rest)
    if not all(re.fullmatch(_NAMES, one) for one in who):
        return (), None, False
    return who, period.last if period else None, is_role or period is not None or soon is not None


def _split(names: str) -> tuple[str, ...]:
    """”Eva, Olle och Per” -> three names, each once."""
    parts = (" ".join(one.split()).strip(EDGE + "-–—@") for one in _JOINED.split(f" {names} ".replace("\t", " ")))
    return tuple(dict.fromkeys(one for one in parts if one))


def _period(text: str, day: date) -> Period | None:
    """The days that a text names; a weekday is never the day of the meeting itself, and of a week its Friday is meant."""
    period = parse_period(text, day)
    if period and period.last == day and not _TODAY.search(text) and str(day.year) not in text:
        period = parse_period(text, day + _DAY)
    if period and period.last.weekday() == 6 and _WEEK.search(text):
        return replace(period, last=period.last - 2 * _DAY)
    return period
