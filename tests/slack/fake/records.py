"""What the fake keeps of every call, delivery and offence, for tests to look at; leaves the judging to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


class ApiError(Exception):
    """A method's answer that says no; `offence` = our program is at fault, whatever the workspace looks like."""

    def __init__(self, error: str, *, offence: str = "", **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.offence = offence
        self.more = more

    @property
    def answer(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.more}


@dataclass(frozen=True)
class Call:
    """A call of the Web API. `result` is what it did, also when a fault kept the answer from arriving."""

    method: str
    args: dict[str, Any]
    at: datetime
    result: dict[str, Any]
    fault: str | None = None

    @property
    def ok(self) -> bool:
        return bool(self.result.get("ok"))


@dataclass(frozen=True)
class Attempt:
    """One try to hand something over. `answer`: the ack's payload, or (status, body) over HTTP; None = none came."""

    ok: bool
    reason: str = ""
    answer: Any = None
    took: float = 0.0
    no_retry: bool = False


@dataclass
class Delivery:
    """An event, a press or a command on its way to the bot."""

    kind: str
    payload: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def tries(self) -> int:
        return len(self.attempts)

    @property
    def ok(self) -> bool:
        """Whether it was taken at last."""
        return bool(self.attempts) and self.attempts[-1].ok

    @property
    def answer(self) -> Any:
        return self.attempts[-1].answer if self.attempts else None

    @property
    def took(self) -> float:
        """Seconds of the last try."""
        return self.attempts[-1].took if self.attempts else 0.0

    @property
    def name(self) -> str:
        """What it is: the event's type, or the interaction's."""
        event = self.payload.get("event")
        if isinstance(event, dict):
            return str(event.get("subtype") or event["type"]) if event["type"] == "message" else str(event["type"])
        return str(self.payload.get("type") or self.payload.get("command"))
