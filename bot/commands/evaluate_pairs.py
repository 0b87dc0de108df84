"""The option `evaluate --pairs`: how well questions are known again; leaves the figures to bot/evaluation."""

from __future__ import annotations

import argparse

from bot.commands.common import CommandError
from bot.commands.match import read_entries
from bot.embedding.files import Lens
from bot.evaluation.pairs import errors, figures, judge_pairs, told
from bot.evaluation.printing import print_json
from bot.files.pairs_file import read_pairs
from bot.library import load_matcher


def show(namespace: argparse.Namespace) -> int:
    """Measure and tell; FileErrors says what is wrong in the files."""
    entries = read_entries(namespace.faq)
    pairs = read_pairs(*namespace.pairs).value
    if not pairs:
        raise CommandError("the files hold no pairs, so there is nothing to measure")
    lens = Lens.chosen(lexical=namespace.lexical)
    index = lens.index(entries, load_matcher())
    texts = dict.fromkeys(text for pair in pairs for text in (pair.a, pair.b))
    seen = {text: vector for text in texts if (vector := lens.vector(text, index)) is not None}
    judged = judge_pairs(pairs, index, seen)
    if namespace.json:
        wrong = [
            {"a": one.pair.a, "b": one.pair.b, "same": one.pair.same, "sure": one.sure}
            for part in errors(judged)
            for one in part
        ]
        print_json({"pairs": len(pairs), "same": sum(pair.same for pair in pairs), **figures(judged), "errors": wrong})
    else:
        print("\n".join(told(judged)))
    return 0
