"""Finds e-mail addresses and phone numbers; leaves replacing them to `personal_data`."""

from __future__ import annotations

import re

from knowledge.conversation.spans import Span, merged

_EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]++(?:@|\s?[(\[]\s?(?:at|a|snabel-?a)\s?[)\]]\s?)"
    r"(?!thread\.|unq\.)[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}?\.[^\W\d_]{2,24}(?![\w-])"
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|pdf)$", re.IGNORECASE)

_GAP = r"[ \u00a0\u202f.]{0,2}"
_AREA = (
    r"(?:08|0(?:10|11|13|16|18|19|20|21|23|26|31|33|35|36|40|42|44|46|54|60|63|90)|"
    r"0(?:[2-6]\d\d|1[24579]\d|9[1-8]\d|771|900|939|944))"
)
_LOCAL = r"(?:\d{5,8}|\d{2,4}(?:[ \u00a0]\d{2,3}){1,3})"
"""The number within an area."""
_FREE = r"(?<![\w+/=-])(?<!\d[.,:])"
_END = r"(?![\w/])(?![.,:-]\d)"
_PHONE = re.compile(
    rf"{_FREE}(?:"
    rf"(?:\+|00)46{_GAP}(?:\(0\)|0)?{_GAP}-?{_GAP}[1-9](?:[ \u00a0–-]?\d){{6,9}}"
    rf"|\+(?!46)[1-9]\d{{0,2}}(?:[ \u00a0–.-]?\(?\d\)?){{7,12}}"
    rf"|07[02369](?:{_GAP}[-–/]?{_GAP}\d){{7}}"
    rf"|{_AREA}{_GAP}[-–/]{_GAP}{_LOCAL}"
    rf"|\({_AREA}\) ?{_LOCAL}"
    rf"|{_AREA} \d{{2,3}} \d{{2,3}}(?: \d{{2,3}})?"
    rf"){_END}"
)
_LABELLED_PHONE = re.compile(
    r"(?i:\b(?:tel|telefon|telefonnummer|telnr|tfn|mobil|mobilnummer|mobilnr|nummer|nr|ring|sms|phone|call|"
    r"mobile|cell)\b)"
    rf"[ .:]{{0,3}}(?:är |till |is |på |(?:mig|me) (?:på |on )?)?(0\d{{7,10}}){_END}"
)


def emails(text: str) -> list[Span]:
    """The e-mail addresses of a text, in order; a picture's file name ("logo@2x.png") and a channel's id are none."""
    found = (one for one in _EMAIL.finditer(text) if not _FILE.search(one[0]))
    return [(one.start(), one.end(), "email") for one in found]


def phones(text: str) -> list[Span]:
    """The phone numbers of a text, in order: Swedish ones as they are usually typed, foreign ones with a plus."""
    found = [(one.start(), one.end(), "phone") for one in _PHONE.finditer(text) if sum(map(str.isdigit, one[0])) >= 8]
    labelled = [(one.start(1), one.end(1), "phone") for one in _LABELLED_PHONE.finditer(text)]
    return merged(labelled, found)
