"""The people of a municipality on Slack and what they write there; leaves sending it to the run and judging to the tally."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from bot.clock import MachineClock
from bot.files.directory_file import read_directory
from bot.files.faq_file import read_faq
from bot.library import load_matcher
from bot.reader import MessageReader
from handlers.written import is_for_the_desk
from knowledge.faq.index import Index
from knowledge.faq.verdict import Policy, Situation
from knowledge.support.directory import Directory, Person, Place, PlaceKind
from knowledge.support.sensitive import sensitive
from tests.slack.stage import everybody_on_slack

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from knowledge.faq.entry import FaqEntry
    from storage.store import Store

SAMPLES = Path(__file__).parents[3] / "samples"
PEOPLE, TALKERS = 60, 15
"""How many teachers there are, and how many of them only talk: so nobody's talk is taken for more of a question."""
_ASKED = ("unikum/more/messages.yaml", "unikum/dev/dev_questions_sv.yaml")
_TALKED = ("unikum/train_silence_sv.yaml",)
_QUIET = {"chatter", "announce", "other", "statement"}


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One message to be written."""

    who: str
    """The account."""
    room: str
    """The channel."""
    text: str
    is_sure: bool
    """Whether it must become a question with a card: it is, word for word, one of an entry's."""


class Crowd:
    """Who writes what next; the same `random` gives the same words."""

    def __init__(
        self, random: Random, rooms: int = 12, talk: float = 0.4, open_ended: float = 0.15, *,
        move: Callable[[Directory], Directory] = everybody_on_slack, service: str = "slack",
    ) -> None:  # fmt: skip
        """`talk`, `open_ended`: the shares of chatter, and of questions that are no entry's own words.

        `move`: gives everybody and every place an account and a channel of the `service`.
        """
        self._random, self._talk, self._open = random, talk, open_ended
        self.directory = move(_municipality(rooms))
        self.rooms = [one.channels[service] for one in self.directory.places_of(PlaceKind.SUPPORT)]
        teachers = [one.accounts[service] for one in self.directory.people if one.id.startswith("teacher")]
        self._talkers, self._askers = teachers[:TALKERS], cycle(teachers[TALKERS:])
        self._sure, self._asked, self._talked = (list(texts) for texts in _texts())
        for texts in (self._sure, self._asked, self._talked):
            random.shuffle(texts)
        self._next = {"sure": cycle(self._sure), "talk": cycle(self._talked)}

    def next(self) -> Saying:
        """The next message."""
        room, dice = self._random.choice(self.rooms), self._random.random()
        if dice < self._talk:
            return Saying(
                who=self._random.choice(self._talkers), room=room, text=next(self._next["talk"]), is_sure=False
            )
        if dice < self._talk + self._open and self._asked:
            return Saying(who=next(self._askers), room=room, text=self._asked.pop(), is_sure=False)
        return Saying(who=next(self._askers), room=room, text=next(self._next["sure"]), is_sure=True)

    async def settle_in(self, store: Store) -> None:
        """Put the municipality and its answers into an empty database."""
        async with store.transaction() as tx:
            await tx.directory.replace(self.directory)
            await tx.faq.replace(_faq(), None, MachineClock().now())


def _municipality(rooms: int) -> Directory:
    """The sample municipality with many teachers and many support channels."""
    sample = read_directory(SAMPLES / "storkoping/directory.yaml").value
    schools, numbers = cycle(one.id for one in sample.schools), count(1)
    teachers = tuple(
        Person(id=f"teacher-{number}", name=f"Lärare {number}", schools=(next(schools),), language="sv")
        for number, _ in zip(numbers, range(PEOPLE), strict=False)
    )
    places = tuple(Place(id=f"support-{number}", kind=PlaceKind.SUPPORT) for number in range(1, rooms + 1))
    others = tuple(one for one in sample.places if one.kind is not PlaceKind.SUPPORT)
    return replace(sample, people=(*sample.people, *teachers), places=(*places, *others))


@cache
def _faq() -> list[FaqEntry]:
    return read_faq(SAMPLES / "unikum/faq_sv.yaml").value


@cache
def _texts() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Entries' own questions, other questions, and talk; each as the matcher takes it when it stands by itself."""
    index, weights = Index.build(_faq(), load_matcher()), load_matcher()

    def asks(text: str) -> bool:
        return is_for_the_desk(MessageReader(text, index, weights, Policy()).verdict(Situation()), text)

    sure = [text for entry in _faq() for text in (entry.question, *entry.alternatives)]
    asked = [one["text"] for one in _messages(_ASKED) if one["kind"] in {"faq", "unanswered"} and asks(one["text"])]
    talked = [one["text"] for one in _messages(_TALKED) if one["kind"] in _QUIET and not asks(one["text"])]
    return tuple(filter(_plain, sure)), tuple(filter(_plain, asked)), tuple(filter(_plain, talked))


def _messages(names: tuple[str, ...]) -> list[dict[str, Any]]:
    found = [one for name in names for one in yaml.safe_load((SAMPLES / name).read_text(encoding="utf-8"))]
    return [one for one in found if not one.get("in_thread") and not one.get("context")]


def _plain(text: str) -> bool:
    """Neither sensitive nor empty: what is sensitive has a way of its own."""
    return bool(text.strip()) and sensitive(text) is None
