"""Decides what a desk's own presses make of the odds, and tells it in plain lines; leaves reading and keeping to the command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.faq.own import OwnPart, in_use, mark, merged, shipped
from knowledge.faq.presses import ANSWER, LEXICAL, MEANING, USEFUL, Press, Told, told
from knowledge.faq.refit import LEAST, Refit, refit
from knowledge.faq.weights import Weights

WORDS = {LEXICAL: "by words alone", MEANING: "by words and meaning"}
WHAT = {ANSWER: "the answer is right", USEFUL: "one of three suggestions is right"}
_LEFT_OUT = {
    "old": "from before enough was kept",
    "no match": "for which no answer came into question",
    "equal": "that equal a known text, which needs no odds",
    "silent": "to which the bot had neither answered nor suggested anything",
    "undecided": "that nobody confirmed or rejected in the end",
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a training on presses."""

    lines: tuple[str, ...]
    new: tuple[OwnPart, ...]
    """What is better than the shipped odds."""
    stored: tuple[OwnPart, ...]
    """What should be stored, with what serves already."""


def learn_own(presses: Sequence[Press], weights: Weights, before: Sequence[OwnPart], now: datetime) -> Outcome:
    """Fit each of the four regressions again; `weights` are the shipped ones, `before` what is stored."""
    found = told(presses)
    serving = {one.name: one for one in in_use(before, weights)}
    lines, new = list(_read(len(presses), found)), []
    for way in (MEANING, LEXICAL):
        for what in (ANSWER, USEFUL):
            base = shipped(weights, way, what)
            result = refit(found.examples.get((way, what), []), base)
            if result.odds:
                new.append(OwnPart(way=way, what=what, since=now, made_from=mark(base), odds=result.odds))
            lines += ["", *_told(way, what, result, serving.get((way, what)))]
    return Outcome(lines=tuple(lines), new=tuple(new), stored=merged(before, new, weights))


def in_words(parts: Iterable[OwnPart]) -> str:
    """Since when which odds are the desk's own, in one line."""
    named = [f"{WHAT[one.what]}, {WORDS[one.way]}, since {one.since:%Y-%m-%d %H:%M} UTC" for one in parts]
    return f"own ({'; '.join(named)})" if named else "as shipped"


def _read(presses: int, found: Told) -> Iterable[str]:
    yield f"{presses} presses; they tell something of {found.questions} questions that the bot had answered or suggested for."
    for why, words in _LEFT_OUT.items():
        if found.left_out[why]:
            yield f"  left out: {found.left_out[why]} {words}"


def _told(way: str, what: str, result: Refit, serving: OwnPart | None) -> Iterable[str]:
    counted = f"{result.right + result.wrong} questions ({result.right} right, {result.wrong} wrong)"
    yield f"Whether {WHAT[what]}, {WORDS[way]}: {counted}"
    before, after = result.shipped, result.own
    if before and after:
        yield (
            f"  on questions held back: log loss {before.log_loss:.4f} as shipped, {after.log_loss:.4f} refitted; "
            f"calibration error {before.calibration_error:.4f} as shipped, {after.calibration_error:.4f} refitted"
        )
    yield f"  {_decided(result, serving)}"


def _decided(result: Refit, serving: OwnPart | None) -> str:
    if result.odds:
        return "refitted: both are better than as shipped"
    why = (
        "log loss (by more than chance) and calibration are not both better"
        if result.own
        else f"fewer than {LEAST} right or {LEAST} wrong ones"
    )
    if serving is None:
        return f"stays as shipped: {why}"
    return f"the own odds of {serving.since:%Y-%m-%d} stay: {why} (`supportbot train --own --reset` takes them away)"
