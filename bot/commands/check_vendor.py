"""What `check` says of the vendor list: nobody may send cases, or one has been silent for long; leaves the other parts to `check_desk`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from knowledge.support.directory import Directory
from knowledge.support.vendor_case import CaseState
from storage.transaction import Transaction

_SILENT = timedelta(days=30)
"""A case that has been silent for longer than this is named."""


async def lines(tx: Transaction, directory: Directory, moment: datetime) -> list[str]:
    """Everything risky about it, in words."""
    silent = [
        f"case {case.number} has been silent since {case.heard_at:%Y-%m-%d}; remind the vendor, or close it"
        for case in await tx.vendor.cases((CaseState.OPEN,))
        if case.heard_at < moment - _SILENT
    ]
    return [*_nobody(directory), *silent]


def _nobody(directory: Directory) -> Iterator[str]:
    central = directory.central()
    if central and not any(one.vendor_contact for one in central):
        yield "no central contact may send cases to the vendor; set vendor_contact for one of them in the directory"
