"""What the fake writes down of calls, deliveries and answers, and how it refuses; leaves judging them to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CARD = "application/vnd.microsoft.card.adaptive"
"""The content type of a card, and the type of an answer that is one."""
BY_MACHINE, BY_HAND = "automatic", "manual"


class RefusedError(Exception):
    """The service says no, with an error as it writes them."""

    def __init__(self, status: int, code: str, message: str = "", *, offence: str = "", retry_after: int = 0) -> None:
        """`offence`: what our program should not have done, if it is its fault."""
        super().__init__(f"{status} {code}: {message or offence}")
        self.status, self.offence, self.retry_after = status, offence, retry_after
        self.body = {"error": {"code": code, "message": message or offence or code}}


@dataclass
class Call:
    """One request of the bot's to the connector service, and what it was answered (0 = nothing)."""

    name: str
    conversation: str
    activity: str
    body: dict[str, Any]
    query: dict[str, str]
    at: datetime
    status: int = 0


@dataclass
class Delivery:
    """One activity on its way to the bot."""

    body: dict[str, Any]
    status: int = 0
    """Of the last try; 0 = no answer."""
    answer: Any = None
    tries: int = 0
    seconds: float = 0.0
    """How long the last try took."""

    @property
    def ok(self) -> bool:
        """Teams is content and will not come again."""
        return 200 <= self.status < 300

    @property
    def is_invoke(self) -> bool:
        """Somebody waits before the screen; nobody tries again."""
        return bool(self.body["type"] == "invoke")


@dataclass
class Answer:
    """What somebody saw after a press: `card`, `message`, `dialog`, `nothing`, or `error`."""

    user: str
    name: str
    status: int
    body: Any
    kind: str = "error"
    shown: Any = None


@dataclass
class Dialog:
    """A window that somebody has open; `filled` = what they have chosen in it so far."""

    user: str
    title: str
    card: dict[str, Any]
    message: str
    """The message whose button opened it."""
    filled: dict[str, Any] = field(default_factory=dict)


@dataclass
class Storm:
    """How the bot stood many activities at once."""

    deliveries: list[Delivery]

    @property
    def failed(self) -> list[Delivery]:
        """Those that were not taken."""
        return [one for one in self.deliveries if not one.ok]

    def seconds(self, share: float = 0.99) -> float:
        """Within this time so large a share was answered."""
        times = sorted(one.seconds for one in self.deliveries)
        return times[min(len(times) - 1, int(share * len(times)))]
