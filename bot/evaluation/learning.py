"""What the matcher gains from confirmed answers: teaches half of the messages, measures on the others; leaves learning to a learner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Protocol
from zlib import crc32

from bot.commands.match import reply_to
from bot.embedding.files import WORDS, Lens
from bot.evaluation.asking import outcome_of
from bot.files.messages_file import LabelledMessage
from knowledge.conversation.clean import clean
from knowledge.conversation.personal_data import mask
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.measures import measured
from knowledge.faq.verdict import Policy

ROUNDS, STEPS = 4, (0, 1, 2, 3, 4, 5)
"""How often the messages are halved anew, and how many wordings an entry is taught at most at each point."""
FIGURES = ("accuracy_at_1", "recall_at_3", "coverage", "answered_right", "answer_precision", "false_answer_rate")
Row = dict[str, tuple[float, ...]]
"""`wordings` (mean per entry), `taught` (most per entry), and (lowest, mean, highest) of each of FIGURES over the rounds."""


class Learner(Protocol):
    """What happens when somebody confirms that an entry answered their message."""

    def learn(self, entry_id: str, text: str) -> None:
        """The message with this (masked) text was answered by the entry."""

    @property
    def index(self) -> Index:
        """The index with all that was learned so far."""

    @property
    def learned(self) -> int:
        """How many wordings were really learned; a learner may refuse some."""


class WordingLearner:
    """Adds each message to its entry's wordings, once."""

    def __init__(self, index: Index, lens: Lens = WORDS) -> None:
        self._index, self._lens = index, lens
        self._new: dict[str, FaqEntry] = {}
        self.learned = 0

    def learn(self, entry_id: str, text: str) -> None:
        """Keep the text; the index is made when it is asked for."""
        entry = self._new.get(entry_id) or self._index.entry(entry_id)
        if entry is not None and text not in entry.texts:
            self._new[entry_id] = replace(entry, wordings=(*entry.wordings, text))
            self.learned += 1

    @property
    def index(self) -> Index:
        """The index with all that was learned."""
        if self._new:
            entries = [self._new.get(entry.id, entry) for entry in self._index.entries]
            self._index = self._index.renewed(entries, self._lens.vectors(entries))
        self._new = {}
        return self._index


def curve(  # noqa: PLR0913 - each is a choice of the one who measures
    messages: Sequence[LabelledMessage],
    start: Index,
    policy: Policy,
    *,
    lens: Lens = WORDS,
    teach: Sequence[LabelledMessage] = (),
    learners: Callable[[Index, Lens], Learner] = WordingLearner,
    rounds: int = ROUNDS,
    steps: Sequence[int] = STEPS,
) -> list[Row]:
    """One row for each number of wordings; ends where there is nothing more to teach.

    Half of the messages are taught and the other half is measured; with `teach`, these are taught and all messages
    measured, and a round is another choice of which of them come first. `learners` makes a learner on the index.
    """
    found: dict[int, list[dict[str, float]]] = {step: [] for step in steps}
    for number in range(rounds):
        taught, held = (teach, messages) if teach else halves(messages, number)
        for step in steps:
            learner = learners(start, lens)
            for entry, text in _lessons(taught, step, number):
                learner.learn(entry, text)
            figures = _held(held, learner.index, policy, lens)
            wordings = learner.learned / max(1, len(start.entries))
            found[step].append({**{name: figures[name] for name in FIGURES}, "wordings": wordings})
    return _until_nothing_is_new([_row(step, many) for step, many in found.items() if many])


def halves(messages: Sequence[LabelledMessage], number: int) -> tuple[list[LabelledMessage], list[LabelledMessage]]:
    """(taught, held back): by the text alone, another split for each number; the same text is never in both."""
    taught = [one for one in messages if _dice(number, one.text) % 2]
    return taught, [one for one in messages if not _dice(number, one.text) % 2]


def _dice(number: int, text: str) -> int:
    return crc32(f"{number}:{text}".encode("utf-8", "replace")) >> 4


def _lessons(taught: Sequence[LabelledMessage], most: int, number: int) -> Iterator[tuple[str, str]]:
    """(entry, masked text) for at most so many messages of each entry, as presses on `helped` would come."""
    by_entry: dict[str, list[str]] = {}
    for message in sorted(taught, key=lambda one: _dice(number, one.text)):
        if message.text.strip() and message.best:
            by_entry.setdefault(message.best, []).append(mask(clean(message.text)).text)
    for entry, texts in by_entry.items():
        yield from ((entry, text) for text in islice(texts, most))


def _held(held: Sequence[LabelledMessage], index: Index, policy: Policy, lens: Lens) -> dict[str, float]:
    replies = (reply_to(one.text, one.situation, index, policy, lens.vector(one.text, index)) for one in held)
    return measured([outcome_of(one, reply) for one, reply in zip(held, replies, strict=True)])


def _row(step: int, many: Sequence[Mapping[str, float]]) -> Row:
    row: Row = {"taught": (float(step),), "wordings": (sum(one["wordings"] for one in many) / len(many),)}
    for name in FIGURES:
        values = [one[name] for one in many if one[name] == one[name]]
        row[name] = (min(values), sum(values) / len(values), max(values)) if values else (float("nan"),) * 3
    return row


def _until_nothing_is_new(rows: Sequence[Row]) -> list[Row]:
    kept = list(rows[:1])
    for row in rows[1:]:
        if row["wordings"][0] > kept[-1]["wordings"][0]:
            kept.append(row)
    return kept
