"""Whether a person's answer says what an entry says, as an estimate from the words alone; leaves gathering both to others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.faq.comparing import Chosen, Compared, Spoken
from knowledge.faq.index import Index
from knowledge.faq.text import clean, words

SAME = 0.7
"""From this share of the likeness to the nearest entry of all, a person's answer counts as the entry's."""
LEAST = 0.15
"""A text less like every entry than this says nothing that could be compared ("kom förbi mig på rasten")."""
RECOGNISED, MISTAKEN = 0.87, 0.09
"""How often the estimate finds that an answer was right when it was, and when it was not: measured on the replies of
colleagues in the samples, against the two nearest wrong entries (tests/knowledge/faq/test_agreement.py)."""


def agreement(said: str, entries: Sequence[str], index: Index) -> float | None:
    """How near a person's answer is to the nearest of these entries, 1 = no other is nearer; None = it says too little.

    Compared are the words and letters of the answer with question and answer of every entry, rare ones weighing most.
    What people ask is left out on purpose: the entry was chosen by it, so it would always agree.
    """
    if not index.entries:
        return None
    spoken, everything = Spoken.of(words(clean(said)), index), Chosen.of(np.arange(len(index.entries)), index)
    documents = Compared.of(spoken, everything, index).documents(spoken, everything, index)
    likeness = documents["doc_stem"] + documents["doc_char"]
    most = float(likeness.max())
    if most < LEAST:
        return None
    return max((float(likeness[index.places[one]]) for one in entries if one in index.places), default=0.0) / most


def corrected(share: float) -> float:
    """The share of right answers that lies behind a share of agreeing ones, given how often the estimate errs."""
    return min(1.0, max(0.0, (share - MISTAKEN) / (RECOGNISED - MISTAKEN)))
