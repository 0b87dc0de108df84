"""Small checks that block and view rules are made of, each adding what is wrong with its pointer; leaves the rules to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

Faults = list[str]
Check = Callable[[Any, str, Faults], None]


def wrong(faults: Faults, what: str, at: str) -> None:
    """Note a fault in Slack's manner."""
    faults.append(f"[ERROR] {what} [json-pointer:{at}]")


def string(most: int, least: int = 0) -> Check:
    """A string of a sane length."""

    def check(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, str):
            wrong(faults, "must be a string", at)
        elif len(value) > most:
            wrong(faults, f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            wrong(faults, f"must be more than {least - 1} characters", at)

    return check


def boolean(value: Any, at: str, faults: Faults) -> None:
    """True or false."""
    if not isinstance(value, bool):
        wrong(faults, "must be a boolean", at)


def number(least: int, most: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            wrong(faults, f"must be a number from {least} to {most}", at)

    return check


def one_of(*words: str) -> Check:
    """One of some words."""

    def check(value: Any, at: str, faults: Faults) -> None:
        if value not in words:
            wrong(faults, f"must be one of {', '.join(words)}", at)

    return check


def like(pattern: str) -> Check:
    """A string of a certain form."""

    def check(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            wrong(faults, f"must look like {pattern}", at)

    return check


def anything(_value: Any, _at: str, _faults: Faults) -> None:
    """No rule of ours."""


def items(check: Check, most: int, least: int = 1) -> Check:
    """A list of a sane length."""

    def checked(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, list):
            wrong(faults, "must be an array", at)
            return
        if len(value) > most:
            wrong(faults, f"no more than {most} items allowed", at)
        if len(value) < least:
            wrong(faults, f"no fewer than {least} items allowed", at)
        for place, one in enumerate(value):
            check(one, f"{at}/{place}", faults)

    return checked


def shape(required: dict[str, Check], optional: dict[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    known = required | (optional or {})

    def check(value: Any, at: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            wrong(faults, "must be an object", at)
            return
        for key in required.keys() - value.keys():
            wrong(faults, f"missing required field: {key}", at)
        for key, one in value.items():
            if key in known:
                known[key](one, f"{at}/{key}", faults)
            else:
                wrong(faults, f"invalid additional property: {key}", at)

    return check


def text(most: int, *kinds: str) -> Check:
    """A text object: of either kind unless it is said."""
    allowed = kinds or ("plain_text", "mrkdwn")
    rules = {
        "plain_text": shape({"type": anything, "text": string(most, 1)}, {"emoji": boolean}),
        "mrkdwn": shape({"type": anything, "text": string(most, 1)}, {"verbatim": boolean}),
    }

    def check(value: Any, at: str, faults: Faults) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in allowed:
            wrong(faults, f"must be a {' or '.join(allowed)} object", at)
        else:
            rules[kind](value, at, faults)

    return check


def plain(most: int) -> Check:
    """A plain text object."""
    return text(most, "plain_text")


def by_type(rules: dict[str, Check], allowed: Collection[str] | None = None) -> Check:
    """An object whose `type` says which rule it keeps."""

    def check(value: Any, at: str, faults: Faults) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in rules or (allowed is not None and kind not in allowed):
            wrong(faults, f"unsupported type: {kind}", at)
        else:
            rules[kind](value, at, faults)

    return check
