"""Reads single values out of JSON that a service sent, whatever shape it is in; leaves what they mean to that service's parse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]
"""JSON as it came: nothing in it is certain."""


def text(body: Body, key: str) -> str:
    """The text under the key; empty when there is none."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def part(body: Body, key: str) -> Body:
    """The object under the key; empty when there is none."""
    value = body.get(key)
    return value if isinstance(value, dict) else {}


def parts(body: Body, key: str) -> tuple[Body, ...]:
    """The objects in the list under the key."""
    value = body.get(key)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def first(body: Body, *keys: str) -> str:
    """The first text that is not empty."""
    return next((found for key in keys if (found := text(body, key))), "")


def must(body: Body, key: str, what: str) -> str:
    """The text under the key. Raises ValueError when there is none: without it the payload means nothing."""
    found = text(body, key)
    if not found:
        raise ValueError(f"{what} has no {key}")
    return found
