"""The ladder of a question, copied when it starts; leaves whose turn it is to routing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from knowledge.support.duration import Duration
from knowledge.support.policy import DeskPolicy


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung: who is asked and for how long."""

    kind: str
    """`helpdesk`, `local`, `central` or `all_central`."""
    patience: str
    """As written, `4h` or `1wd`; empty on the last step, which has no end."""
    at_once: int = 1
    """How many contacts are asked at the same time."""

    @property
    def duration(self) -> Duration | None:
        """The patience as a Duration; None when the step has no end."""
        return Duration.parse(self.patience) if self.patience else None


def ladder_of(policy: DeskPolicy) -> tuple[Step, ...]:
    """The ladder that the settings describe, last step without end."""
    patience = {"helpdesk": policy.helpdesk_patience, "local": policy.local, "central": policy.central}
    steps = [
        Step(
            kind=kind,
            patience=str(patience[kind]) if kind in patience else "",
            at_once=policy.at_once if kind == "local" else 1,
        )
        for kind in policy.steps
    ]
    return (*steps[:-1], replace(steps[-1], patience=""))


def from_central(ladder: tuple[Step, ...]) -> tuple[Step, ...]:
    """What is left of a ladder when the school is passed over; the last step where it has no central one."""
    first = next((n for n, step in enumerate(ladder) if step.kind in {"central", "all_central"}), len(ladder) - 1)
    return ladder[first:]
