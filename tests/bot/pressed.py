"""Made-up presses on made-up verdicts, as the desk would have stored them; leaves what comes of them to the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.library import load_matcher
from knowledge.faq.joint import logit
from knowledge.faq.judge import judge
from knowledge.faq.lesson import lesson, remembered
from knowledge.faq.odds import chance
from knowledge.faq.verdict import Answer, Kind, Match, Policy, Suggest, Verdict
from storage.feedback import Feedback
from storage.store import Store


def pressed(count: int, shift: float, at: datetime, *, meant: bool = False, seed: int = 1) -> list[Feedback]:
    """Presses on what the bot answered or suggested; its answers are right with log-odds `shift` above the promised."""
    dice, made = Random(seed), list[Feedback]()  # noqa: S311 - the same ones each time, and no secret
    while len(made) < count:
        verdict = _verdict(dice, meant=meant)
        if not isinstance(verdict.decision, Answer | Suggest):
            continue
        truth = chance({"odds": 1.0}, {"odds": logit(verdict.confidence) + shift})
        kind = "helped" if dice.random() < truth else "not_helped"
        number = len(made) + (10_000 if meant else 1)
        made.append(Feedback(question=number, entry="login", kind=kind, text=f"fråga {number}", who="anna",
                             at=at - timedelta(hours=number % 2000), features=lesson(remembered(verdict), "login")))  # fmt: skip
    return made


def _verdict(dice: Random, *, meant: bool) -> Verdict:
    asks, best = min(0.99, max(0.4, dice.gauss(0.85, 0.15))), dice.betavariate(2, 1.2)
    other = dice.uniform(0, best) * (1 - best)
    rest = {"vague": (1 - asks) / 2, "other": (1 - asks) / 4, "followup": (1 - asks) / 4}
    kind = Kind(probabilities={"question": asks, **rest}, words=dice.randint(3, 20))
    matches = [Match(id="login", score=best), Match(id="print", score=other), Match(id="plan", score=other / 2)]
    return replace(judge(matches, kind, Policy(), load_matcher().learned(meant=meant).joint), meant=meant)


async def store_presses(store: Store, *many: list[Feedback]) -> None:
    """Keep them as the desk does."""
    async with store.transaction() as tx:
        for one in (press for presses in many for press in presses):
            await tx.feedback.add(one)
