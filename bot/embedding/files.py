"""Words and meaning for commands that read an FAQ from a file: its index, and a message's vector; leaves vectors to meanings."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.embedding.file_cache import awaited, for_command
from bot.embedding.meanings import MOST_AWAITED, Meanings, size
from bot.embedding.registry import AUTO
from knowledge.faq.entry import FaqEntry
from knowledge.faq.index import Index
from knowledge.faq.meaning import Vectors
from knowledge.faq.sparse import Floats
from knowledge.faq.weights import Weights


class Lens:
    """How texts are compared here: by words alone, or by words and meaning; always waits for every vector."""

    def __init__(self, meanings: Meanings | None = None) -> None:
        """None = words alone."""
        self._meanings = meanings

    @classmethod
    def chosen(cls, *, lexical: bool) -> Lens:
        """By words alone if that is asked for, else with an encoder if one is installed."""
        return cls(None if lexical else for_command(AUTO))

    def index(self, entries: Sequence[FaqEntry], weights: Weights) -> Index:
        """The index of an FAQ; one that is too large has words alone."""
        return Index.build(entries, weights, self.vectors(entries))

    def vectors(self, entries: Sequence[FaqEntry]) -> Vectors | None:
        """The vectors of an FAQ, however long they take; None for one that is too large."""
        if self._meanings is None or not entries:
            return None
        if size(entries) > MOST_AWAITED:
            sys.stderr.write(f"Words alone are compared: the FAQ has more than {MOST_AWAITED} texts\n")
            return None
        return awaited(self._meanings.faq(entries))

    def vector(self, text: str, index: Index) -> Floats | None:
        """What a message means, where the index has meanings to compare it with."""
        return self._meanings.message_now(text, None) if self._meanings and index.meaning is not None else None


WORDS = Lens()
"""Words alone."""
