"""Reads one message for a handler: holds its raw text in memory; leaves ranking and judging to knowledge/faq."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from knowledge.faq.gate import kind_of
from knowledge.faq.index import Index
from knowledge.faq.judge import judge
from knowledge.faq.notebook import Asked, Notebook, VectorsOf
from knowledge.faq.rank import rank
from knowledge.faq.sparse import Floats
from knowledge.faq.verdict import Match, Policy, Reader, Situation, Verdict
from knowledge.faq.weights import Weights

Embed = Callable[[str], Floats | None]


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What is known of the questions that were asked before."""

    notebook: Notebook
    """What the index made of them."""
    vectors: VectorsOf
    """Their vectors, as far as they are there in time."""


class MessageReader(Reader):
    """What the matcher makes of one message; ranked when made, before any transaction opens."""

    def __init__(
        self,
        text: str,
        index: Index,
        weights: Weights,
        policy: Policy,
        vector: Floats | None = None,
        embed: Embed = lambda _text: None,
        before: Remembered | None = None,
    ) -> None:
        """`text` is raw, not masked; `vector` its meaning from an embedder, if there is one.

        `embed` gives the vector of another text, or None when it is not there in time. `before`: None = nothing is known.
        """
        self._text = text
        self._index = index
        self._weights = weights
        self._policy = policy
        self._embed = embed
        self._before = before or Remembered(notebook=Notebook(index), vectors=lambda _texts: {})
        self._judged: dict[tuple[Situation, str], Verdict] = {}
        """What was made of it, in which situation and after which words: the handlers ask more than once."""
        self._ranked = {text: (rank(text, index, vector), vector)}

    def under(self, policy: Policy) -> MessageReader:
        """Judge the message by this policy from now on: that of the place where it turned out to stand."""
        self._policy = policy
        self._judged.clear()
        return self

    def verdict(self, situation: Situation, before: str = "") -> Verdict:
        """What to do with the message; `before` is masked text of the same person that belongs in front of it."""
        asked = (situation, before.strip())
        if asked not in self._judged:
            self._judged[asked] = self._verdict(situation, before)
        return self._judged[asked]

    def _verdict(self, situation: Situation, before: str) -> Verdict:
        text = f"{before}\n{self._text}" if before.strip() else self._text
        matches, vector = self._seen(text)
        kind = kind_of(text, situation, self._weights, vector)
        joint = self._weights.learned(meant=vector is not None).joint
        return replace(judge(matches, kind, self._policy, joint), meant=vector is not None)

    def _seen(self, text: str) -> tuple[list[Match], Floats | None]:
        """The text ranked, with the vector that it was ranked by."""
        if text not in self._ranked:
            vector = self._embed(text)
            self._ranked[text] = rank(text, self._index, vector), vector
        return self._ranked[text]

    def same(self, others: dict[int, str]) -> dict[int, float]:
        """Of these questions (number -> masked text) those that ask the same as this message -> how surely."""
        matches, vector = self._seen(self._text)
        asked = Asked(text=self._text, vector=vector, matches=matches)
        return self._before.notebook.same(asked, others, self._before.vectors)
