"""The words of the matcher: what it is told, finds and decides, as values; leaves the finding to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that is known about a message beside its words."""

    in_thread: bool = False
    """A reply in a thread, not a message of its own."""
    direct: bool = False
    """Written to the bot alone, or with the bot's name."""
    role: str = "teacher"
    """Who writes: `teacher`, `local`, `central`."""
    is_asker: bool = False
    """The writer asked the question that the thread hangs on."""
    context: str = ""
    """The message before it in the thread or channel, masked; empty when there is none."""
    attachments: int = 0
    named: bool = False
    """It addresses a named person by a mention."""


KINDS = ("question", "vague", "answer", "statement", "announce", "followup", "chatter", "other", "greeting")
"""`question`: asks the desk something. `vague`: wants help but says too little. `greeting`: only a greeting or a
lead-in that promises a question. The others deserve silence; `other` asks about something that is not the desk's."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What kind of message it is."""

    probabilities: dict[str, float]
    """Each of KINDS -> probability; they sum to 1."""
    reasons: tuple[str, ...] = ()
    """The strongest reasons, in plain words."""
    words: int = 0
    """How many words the message has."""

    @property
    def best(self) -> str:
        """The likeliest kind."""
        return max(self.probabilities, key=lambda kind: self.probabilities[kind])

    @property
    def is_question(self) -> float:
        """The probability that it asks the desk something, vague or not."""
        return self.probabilities.get("question", 0.0) + self.probabilities.get("vague", 0.0)


@dataclass(frozen=True, kw_only=True)
class Match:
    """How well one entry fits the message."""

    id: str
    score: float
    """The probability that this entry answers the message, if the message is a question."""
    exact: bool = False
    """The message equals one of the entry's own texts."""
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Sure: answer with this entry."""

    entry: str


@dataclass(frozen=True, kw_only=True)
class Suggest:
    """Fairly sure: offer these, best first, at most three."""

    entries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AskMore:
    """Vague: ask one counter-question."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """A real question without an entry."""


@dataclass(frozen=True, kw_only=True)
class Silent:
    """Not for the desk; `unsure` when it may be."""

    unsure: bool = False


Decision = Answer | Suggest | AskMore | Route | Silent


@dataclass(frozen=True, kw_only=True)
class Policy:
    """When to speak."""

    mode: str = "answer"
    """`answer`, `suggest` (never answer by itself) or `shadow` (say nothing)."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Place id -> the mode there, where it is another one."""
    caution: str = "normal"
    """`low`, `normal` or `high`: how much a wrong answer weighs against a right one."""
    answer: float | None = None
    """The least probability of being right for an answer; None = what is worth most on the average."""
    suggest: float | None = None
    """The least probability that the first entry is right for a suggestion; None likewise."""
    question: float = 0.55
    """The least probability of being a question for routing."""
    unsure: float = 0.3
    """The least probability of being a question for the private notice."""

    def at(self, place: str | None) -> Policy:
        """The policy in a place; in nobody's place (a direct conversation) there is no shadow to watch from."""
        mode = self.places.get(place, self.mode) if place else self.mode
        return replace(self, mode="answer" if mode == "shadow" and not place else mode)

    @property
    def is_shadow(self) -> bool:
        """Whether nothing is said."""
        return self.mode == "shadow"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is decided about a message, with what it was decided on."""

    decision: Decision
    kind: Kind
    matches: tuple[Match, ...] = ()
    """Best first, at most ten; `score` is the probability that the entry answers it."""
    confidence: float = 0.0
    """The probability that answering now with the best entry would be right, gate included."""
    useful: float = 0.0
    """The probability that one of three suggestions would be the right one, gate included."""
    standalone: bool = True
    """Whether the message is a question by itself, not a lead-in, a fragment or something vague."""
    meant: bool = False
    """Whether its meaning was compared too, not its words alone."""


class Reader(Protocol):
    """Reads one message for a handler; it holds the raw text, which the handler never sees."""

    def verdict(self, situation: Situation, before: str = "") -> Verdict:
        """What to do with the message; `before` is masked text of the same person that belongs in front of it."""

    def same(self, others: dict[int, str]) -> dict[int, float]:
        """Of these questions (number -> masked text) those that ask the same as this message -> how surely."""
