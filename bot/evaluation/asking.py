"""Asks the matcher about labelled messages, exactly as `match` does; leaves measuring the outcomes to knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from bot.commands.match import reply_to
from bot.embedding.files import WORDS, Lens
from bot.files.messages_file import LabelledMessage
from knowledge.faq.index import Index
from knowledge.faq.measures import Outcome
from knowledge.faq.verdict import Policy

FREE = Policy(answer=0.0, suggest=0.0)
"""Speaks however low its score is: what it keeps silent about, no threshold would make it say."""
_WARM_UP = 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What came out, in the order of the messages."""

    outcomes: tuple[Outcome, ...]
    free: tuple[str, ...]
    """What each decision would be if no threshold stood in the way."""
    took: tuple[float, ...]
    """Milliseconds for each message."""


def ask(messages: Sequence[LabelledMessage], index: Index, policy: Policy, lens: Lens = WORDS) -> Asked:
    """Every message through the matcher; the first few twice, so that none pays for the start."""
    for message in messages[:_WARM_UP]:
        reply_to(message.text, message.situation, index, policy, lens.vector(message.text, index))
    outcomes, free, took = [], [], []
    for message in messages:
        began = perf_counter()
        vector = lens.vector(message.text, index)
        reply = reply_to(message.text, message.situation, index, policy, vector)
        took.append((perf_counter() - began) * 1000)
        outcomes.append(outcome_of(message, reply))
        free.append(str(reply_to(message.text, message.situation, index, FREE, vector)["decision"]))
    return Asked(outcomes=tuple(outcomes), free=tuple(free), took=tuple(took))


def outcome_of(message: LabelledMessage, reply: dict[str, Any]) -> Outcome:
    """One reply beside what would have been right."""
    candidates = reply["candidates"]
    return Outcome(
        expected=message.expected,
        ids=tuple(one["id"] for one in candidates),
        score=candidates[0]["score"] if candidates else None,
        decision=reply["decision"],
        question=reply["is_question"],
        kind=message.kind,
    )
