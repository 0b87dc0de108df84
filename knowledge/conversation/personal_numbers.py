"""Finds personal identity numbers however they are typed; leaves phone numbers and names to its neighbours.

A number is found by its digits: a date that can be, and a check digit that is right (by python-stdnum, whose own
`se.personnummer` reads today's date, which no rule may). A typing error is a personal number too when the text says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from stdnum import luhn

from knowledge.conversation.spans import Span

_JOIN = "[ \t\u00a0\u2000-\u200a\u202f\u200b-\u200d\u2060\ufeff]"
_DASH = "[-–—‐‑‒−+./_·]"
_RUN = re.compile(r"\d+")
_GAP = re.compile(f"{_JOIN}{{0,3}}{_DASH}?{_JOIN}{{0,3}}")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_LABEL = (
    r"(?:person(?:al)?[ -]?(?:nummer|nr|number|nmr)\w*|pers\.?[ -]?(?:nr|nummer)|p-?nr|prn|personnumret|"
    r"(?<!\w)ssn|personal identity number"
    r"|social security (?:number|no)|samordnings(?:nummer|nr)\w*|coordination number|reserv(?:nummer|nr)\w*|"
    r"t\.?f\.?-?(?:nummer|nr)?|t-nummer"
    r"|tillfälligt (?:person)?nummer|id-?nummer)"
)
_BEFORE = re.compile(
    rf"(?<![\[\w]){_LABEL}\W{{0,3}}(?:(?:är|is|för \w+|for \w+|på \w+|elev\w*|hens?|hans|hennes|"
    rf"the)\W{{1,2}}){{0,3}}\W{{0,3}}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^\W{{0,3}}(?:(?:är|is|as|som|the|hans|hennes|elevens?)\W{{1,2}}){{0,2}}(?<!\[){_LABEL}(?!\w)", re.IGNORECASE
)
_TF_LABEL = re.compile(r"(?:reserv|t\.?f\.?|t-nummer|tillfälligt)", re.IGNORECASE)
_OTHER_LABEL = re.compile(
    r"\b(?:(?:order|ärende|case|fakt|invoice|dnr|diarie|ref|version|serie|serial|artikel|beställning|kvitto|"
    r"biljett|ticket|release|build|bg|pg|"
    r"giro|org|konto|ocr|inc|rum|sal|kurs|tid|datum|isbn|ean|swish|iban|period|termin)\w*|kl|kod|id|"
    r"\w*(?:nummer|nr))\W{0,3}(?:\w{0,6}\W{0,3})?$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:elev\w*|barn(?:et)?|pupil|student|child|vårdnadshavar\w*|mamma\w*|pappa\w*|förälder\w*|född\w*|"
    r"guardian|parent|born|heter|tjej\w*|kill\w*|flicka\w*|pojk\w*)\b"
    r"|\b[A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+\W{1,3}$",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)? [A-ZÅÄÖÉ][a-zåäöéü]+\W{1,3}$")
_MONEY = re.compile(r"\s?(?:kr\b|sek\b|:-|€|\$|eur\b|kronor|st\b|%)", re.IGNORECASE)

_PLAIN = frozenset({(6, 4), (8, 4), (10,), (12,)})
_USUAL = _PLAIN | {(4, 2, 2, 4), (2, 2, 2, 4), (2, 2, 2, 2, 4)}
"""How many digits stand together, when a number is typed as people do."""

_BEGINNINGS = frozenset(shape[0] for shape in _USUAL)

_TF = re.compile(
    r"(?<![\w])((?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))"
    r"(?:[ -–+]?(?:(?i:TF) ?\d{2,4}|(?i:T) ?\d{3,4}(?!\d))|[-–+]?(?!HT|VT)(?:[A-Z]\d{3}|[A-Z]{2}\d{2}|"
    r"[A-Z]{3}\d|\d[A-Z]\d{2}|\d{2}[A-Z]\d|\d{3}[A-Z]))(?!\w|\.\w)"
)


@dataclass(frozen=True)
class _Group:
    """Digits that stand together, with what joins them to the next."""

    start: int
    end: int
    digits: str


def numbers(text: str, phones: Iterable[Span] = ()) -> list[Span]:
    """The personal, coordination and reserve numbers of a text, in order; `phones`: what looks like a phone number."""
    dialled = {(start, end) for start, end, _kind in phones}
    found: list[Span] = []
    for chain in _chains(text):
        found.extend(_in_chain(text, chain, dialled))
    taken = {position for start, end, _kind in found for position in (start, end - 1)}
    reserve = (one for one in _TF.finditer(text) if _is_date(one[1]) and not {one.start(), one.end() - 1} & taken)
    return sorted([*found, *((one.start(), one.end(), "tf") for one in reserve)])


def _chains(text: str) -> Iterator[list[_Group]]:
    """Runs of digits with nothing but a short gap between them."""
    chain: list[_Group] = []
    for run in _RUN.finditer(text):
        group = _Group(run.start(), run.end(), "".join(str(int(digit)) for digit in run[0]))
        # "5C" and "B12" are words of their own; digits of a number touch letters only when a space was forgotten.
        is_word = len(group.digits) < 4 and _is_in_word(text, run.start(), run.end())
        is_near = chain and run.start() - chain[-1].end <= 7 and _GAP.fullmatch(text, chain[-1].end, run.start())
        if chain and (is_word or not is_near):
            yield chain
            chain = []
        if not is_word:
            chain.append(group)
    if chain:
        yield chain


def _in_chain(text: str, chain: list[_Group], dialled: set[tuple[int, int]]) -> Iterator[Span]:
    """Numbers in a chain, from the left; a number may be all of the chain or a part of it in a usual spelling."""
    position = 0
    while position < len(chain):
        span, used = _at(text, chain, position)
        if span and not (span[:2] in dialled and not _is_plain(chain[position : position + used])):
            yield span
        position += used


def _at(text: str, chain: list[_Group], first: int) -> tuple[Span | None, int]:
    """The number that begins with the group at `first`, and how many groups it took (1 when there is none)."""
    if len(chain) > 12 and len(chain[first].digits) not in _BEGINNINGS:
        return None, 1
    digits = ""
    for last in range(first, min(first + 12, len(chain))):
        digits += chain[last].digits
        if len(digits) > 12:
            break
        if len(digits) < 10 or len(digits) == 11:
            continue
        window = chain[first : last + 1]
        shape = tuple(len(group.digits) for group in window)
        # An odd spelling must be all the digits there are: in a row of numbers some ten would fit by chance.
        if shape not in _USUAL and len(window) < len(chain):
            continue
        kind = _kind(text, digits, window, alone=_is_alone(text, chain, first, last))
        if kind:
            return (window[0].start, window[-1].end, kind), len(window)
    return None, 1


def _is_alone(text: str, chain: list[_Group], first: int, last: int) -> bool:
    """Whether space parts the groups from other digits."""
    before = text[chain[first - 1].end : chain[first].start] if first else " "
    after = text[chain[last].end : chain[last + 1].start] if last + 1 < len(chain) else " "
    return any(map(str.isspace, before)) and any(map(str.isspace, after))


def _kind(text: str, digits: str, window: list[_Group], *, alone: bool) -> str | None:
    """What kind of personal number the digits are, spelled like this, if any."""
    start, end = window[0].start, window[-1].end
    if not _is_date(digits[:-4]):
        return _labelled_reserve(text, start, digits)
    shape = tuple(len(group.digits) for group in window)
    right = luhn.is_valid(digits[-10:])
    if right and _is_spelled(text, window, shape, alone=alone):
        return "samordningsnummer" if int(digits[-6:-4]) > 60 else "personnummer"
    if not right and _is_typing_error(text, window, shape, alone=alone):
        if _TF_LABEL.search(text[max(start - 20, 0) : start]) and _is_labelled(text, start, end):
            return "tf"
        return "samordningsnummer" if int(digits[-6:-4]) > 60 else "personnummer"
    return None


def _is_date(digits: str) -> bool:
    """Whether the digits are YYMMDD or YYYYMMDD of a day that can be; a coordination number's day has 60 added."""
    if len(digits) == 8 and digits[:2] not in {"18", "19", "20"}:
        return False
    month, day = int(digits[-4:-2]), int(digits[-2:])
    day = day - 60 if day > 60 else day
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (month, day) != (2, 29) or int(digits[-6:-4]) % 4 == 0


def _is_spelled(text: str, window: list[_Group], shape: tuple[int, ...], *, alone: bool) -> bool:
    """Whether digits with a right check digit are grouped as somebody may type them."""
    start, end = window[0].start, window[-1].end
    if shape in {(6, 4), (8, 4)}:
        return True
    if _is_in_word(text, start, end) and not _is_labelled(text, start, end):
        return False
    if shape in _USUAL:
        return alone
    return alone and _is_loose(text, window) and not _MONEY.match(text, end)


def _is_loose(text: str, window: list[_Group]) -> bool:
    """Whether only space parts the digits, but for one dash before the last four."""
    seen = 0
    total = sum(len(group.digits) for group in window)
    for group, following in pairwise(window):
        seen += len(group.digits)
        gap = text[group.end : following.start]
        if re.search(_DASH, gap) and seen != total - 4:
            return False
    return True


def _is_plain(window: list[_Group]) -> bool:
    """Whether the digits stand as an office would write them; then they are no phone number."""
    return tuple(len(group.digits) for group in window) in _PLAIN


def _is_typing_error(text: str, window: list[_Group], shape: tuple[int, ...], *, alone: bool) -> bool:
    """Whether digits with a wrong check digit are a personal number all the same: the words beside it say so."""
    start, end = window[0].start, window[-1].end
    if _is_labelled(text, start, end):
        return alone and (shape in _PLAIN or _is_loose(text, window))
    if shape not in {(6, 4), (8, 4), (12,)} or not alone:
        return False
    before = text[max(start - 40, 0) : start].rpartition("\n")[2]
    if _is_in_word(text, start, end) or _OTHER_LABEL.search(before):
        return False
    if _PERSON.search(before) or _TWO_NAMES.search(before):
        return True
    gap = text[window[0].end : window[-1].start]
    clock = window[-1].digits[-4:]
    is_clock = int(clock[:2]) < 24 and int(clock[2:]) < 60
    return shape == (8, 4) and gap.strip() in {"-", "–", "+"} and not is_clock


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Whether letters touch the digits."""
    return text[max(start - 1, 0) : start].isalnum() or text[end : end + 1].isalnum()


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Whether "personnummer", "pnr" or the like stands right beside it."""
    return bool(_BEFORE.search(text[max(start - 60, 0) : start]) or _AFTER.search(text[end : end + 40]))


def _labelled_reserve(text: str, start: int, digits: str) -> str | None:
    """A reserve number need not hold a date, but then the text must call it one."""
    label = _BEFORE.search(text[max(start - 60, 0) : start])
    return "tf" if label and _TF_LABEL.match(label[0]) and len(digits) in {10, 12} else None
