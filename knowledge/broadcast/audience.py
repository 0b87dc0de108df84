"""Audience: who is to get an announcement; leaves reading it from words to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How an announcement goes to its audience."""

    PEOPLE = "people"
    PLACES = "places"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class Atom:
    """One thing that people have in common."""

    kind: str
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Whoever is any of `who`, and is at any of `at`."""

    who: tuple[Atom, ...]
    at: tuple[Atom, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Audience:
    """The groups together, without the exceptions."""

    groups: tuple[Group, ...]
    without: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One recipient and the way there."""

    recipient: str
    person: str | None
    place: str | None
    platform: str
    channel: str
    language: str
    school: str | None
    via: str | None
