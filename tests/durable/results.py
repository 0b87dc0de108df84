"""What all runs of a soak came to, as one table; leaves the runs, and the details of each kind, to themselves."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One run."""

    run: str
    broken: int
    """How often something was killed, frozen or cut off."""
    heard: int
    """Questions, messages or recipients, whatever the run is about."""
    faults: Mapping[str, int]
    """What should not have happened -> how often; empty = nothing."""
    ready: Sequence[float]
    """Seconds until the desk was ready again, one for each time."""


def table(rows: Sequence[Row]) -> str:
    """The one table: a line for each run, and whether all is well."""
    lines = [
        "| run | broken off | questions, messages or recipients | faults | ready again s, median / longest |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        again = f"{statistics.median(row.ready):.2f} / {max(row.ready):.2f}" if row.ready else "–"
        wrong = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in row.faults.items()) or "0"
        lines.append(f"| {row.run} | {row.broken:,} | {row.heard:,} | {wrong} | {again} |")
    wrong_runs = sum(bool(row.faults) for row in rows)
    lines.append(f"\n{len(rows)} runs, {wrong_runs} with a fault.")
    return "\n".join(lines)
