"""What each choice is worth before anybody knows whether it was right; leaves choosing to judge."""

from __future__ import annotations

RIGHT_ANSWER, USEFUL_SUGGESTION, SILENCE, USELESS_SUGGESTION, WRONG_ANSWER = 1.0, 0.5, 0.0, -0.25, -2.0
"""An answer that is wrong costs twice what a right one gives: whoever was told something wrong stops asking."""
CAUTION = {"low": 0.5, "normal": 1.0, "high": 2.0}
"""The setting `matching.caution` -> what being wrong costs, times the above."""


def worth_of_answer(right: float, caution: float = 1.0) -> float:
    """The expected worth of answering that is right with this probability; `caution` scales what being wrong costs."""
    return right * RIGHT_ANSWER + (1 - right) * WRONG_ANSWER * caution


def worth_of_suggestion(useful: float, caution: float = 1.0) -> float:
    """The expected worth of suggesting entries of which one helps with this probability."""
    return useful * USEFUL_SUGGESTION + (1 - useful) * USELESS_SUGGESTION * caution


def least_for_answer(useful: float, caution: float = 1.0) -> float:
    """The probability of being right from which an answer is worth more than a suggestion and than silence."""
    instead = max(SILENCE, worth_of_suggestion(useful, caution))
    return min(1.0, (instead - WRONG_ANSWER * caution) / (RIGHT_ANSWER - WRONG_ANSWER * caution))


def least_for_suggestion(caution: float = 1.0) -> float:
    """The probability of being useful from which a suggestion is worth more than silence."""
    cost = USELESS_SUGGESTION * caution
    return (SILENCE - cost) / (USEFUL_SUGGESTION - cost)
